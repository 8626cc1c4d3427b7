import { nodeDefinitions } from '@echoai/automation/nodes/index';
import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { type ConnectionChoice, newConfig } from '../form/newConfig';
import { newId, newLabel } from './names';
import { freeOutcome, outcomeOf } from './outcomes';
import { cardWidth, freePlace, gap, type Position } from './places';

/** One way out of a node. */
export interface Exit {
  source: string;
  outcome: string;
}

/** What can be selected, removed and shown in another look. */
export interface Selection {
  nodes: string[];
  edges: string[];
}

export const nothing: Selection = { nodes: [], edges: [] };

/** A graph after an edit, and what is selected in it then. */
export interface Edited {
  graph: WorkflowGraph;
  selection: Selection;
}

/**
 * A new node of a kind: where it is dropped, or after a node's way out, which then leads to it; in
 * either case where it covers no other.
 */
export function addNode(
  graph: WorkflowGraph,
  {
    kind,
    position,
    behind,
    connections = [],
  }: {
    kind: string;
    position?: Position | undefined;
    behind?: Exit | undefined;
    connections?: ConnectionChoice[] | undefined;
  },
): Edited {
  const definition = nodeDefinitions[kind]!;
  const id = newId(kind, new Set(graph.nodes.map((node) => node.id)));
  const node: WorkflowNode = {
    id,
    type: definition.type,
    data: {
      label: newLabel(definition.title, new Set(graph.nodes.map(({ data }) => data.label))),
      config: { kind, ...newConfig(definition, connections) },
    },
    position: freePlace(graph, position ?? placeBehind(graph, behind)),
  };
  const added = { ...graph, nodes: [...graph.nodes, node] };
  const isConnected = behind && definition.type !== 'trigger';
  return {
    graph: isConnected ? connect(added, { ...behind, target: id }) : added,
    selection: { nodes: [id], edges: [] },
  };
}

/** The way out that a new node of the kind goes behind when it is chosen beside a selected node. */
export function exitOf(graph: WorkflowGraph, nodeId: string | undefined): Exit | undefined {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const outcome = node && freeOutcome(node, graph.edges);
  return outcome === undefined ? undefined : { source: node!.id, outcome };
}

function placeBehind({ nodes }: WorkflowGraph, behind: Exit | undefined): Position {
  const source = nodes.find(({ id }) => id === behind?.source);
  if (source) return { x: source.position.x + cardWidth + gap.along, y: source.position.y };
  if (nodes.length === 0) return { x: 0, y: 0 };
  return {
    x: Math.min(...nodes.map(({ position }) => position.x)),
    y: Math.max(...nodes.map(({ position }) => position.y)),
  };
}

/** A way out has one edge, so this one takes the place of the one before. */
export function connect(
  graph: WorkflowGraph,
  { source, outcome, target }: Exit & { target: string },
): WorkflowGraph {
  if (!canConnect(graph, { source, target })) return graph;
  const others = graph.edges.filter(
    (edge) => edge.source !== source || outcomeOf(edge) !== outcome,
  );
  const taken = new Set(others.map(({ id }) => id));
  let id = `${source}.${outcome}`;
  for (let count = 2; taken.has(id); count++) id = `${source}.${outcome}.${count}`;
  const edge: WorkflowEdge = { id, source, target, sourceHandle: outcome };
  return { ...graph, edges: [...others, edge] };
}

/** Nothing leads to a trigger, or from a node to itself. */
export function canConnect(
  { nodes }: WorkflowGraph,
  { source, target }: { source: string; target: string },
): boolean {
  if (source === target || !nodes.some(({ id }) => id === source)) return false;
  return nodes.some(({ id, type }) => id === target && type !== 'trigger');
}

/** Without the nodes, the edges, and the edges of the nodes. */
export function remove(graph: WorkflowGraph, { nodes, edges }: Selection): WorkflowGraph {
  const [goneNodes, goneEdges] = [new Set(nodes), new Set(edges)];
  return {
    nodes: graph.nodes.filter(({ id }) => !goneNodes.has(id)),
    edges: graph.edges.filter(
      ({ id, source, target }) =>
        !goneEdges.has(id) && !goneNodes.has(source) && !goneNodes.has(target),
    ),
  };
}

export function move(graph: WorkflowGraph, places: Record<string, Position>): WorkflowGraph {
  return mapNodes(graph, (node) => {
    const place = places[node.id];
    const { x, y } = node.position;
    return !place || (place.x === x && place.y === y) ? node : { ...node, position: place };
  });
}

export function rename(graph: WorkflowGraph, id: string, label: string): WorkflowGraph {
  return mapNodes(graph, (node) =>
    node.id !== id || node.data.label === label ? node : { ...node, data: { ...node.data, label } },
  );
}

export function configure(
  graph: WorkflowGraph,
  id: string,
  config: WorkflowNode['data']['config'],
): WorkflowGraph {
  return mapNodes(graph, (node) =>
    node.id === id ? { ...node, data: { ...node.data, config } } : node,
  );
}

/** The same graph if no node was changed, so that nothing is saved for nothing. */
function mapNodes(
  graph: WorkflowGraph,
  change: (node: WorkflowNode) => WorkflowNode,
): WorkflowGraph {
  const nodes = graph.nodes.map(change);
  return nodes.every((node, index) => node === graph.nodes[index]) ? graph : { ...graph, nodes };
}

/** The selected node, if it is the only one. */
export function onlyNode({ nodes }: WorkflowGraph, selection: Selection): WorkflowNode | undefined {
  return selection.nodes.length === 1
    ? nodes.find(({ id }) => id === selection.nodes[0])
    : undefined;
}
