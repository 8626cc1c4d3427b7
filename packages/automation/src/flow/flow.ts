import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from '@echoai/contract/workflowGraph';
import type { NodeDefinition, Outcome, Template, ValueType } from '../definition.ts';
import type { FoundReference } from '../fields/referencesOf.ts';
import { type Exploration, explore } from './explore.ts';
import type { FieldProblem } from './issueWords.ts';
import { readNode } from './readNode.ts';

/** Definitions by their kind. */
export type Definitions = Record<string, NodeDefinition>;

/** What a node's definition says about its configuration. */
export interface Reading {
  definition: NodeDefinition;
  /** As the definition's schema gives it. */
  config: unknown;
  outcomes: Outcome[];
  /** Type of `steps.<id>` by outcome. */
  outputs: Map<string, ValueType | null>;
  templates: Template[];
}

export interface FlowNode {
  /** Position among the flow's nodes; analyses number by it. */
  index: number;
  id: string;
  label: string;
  kind: string;
  /** By the definition or, if the kind is unknown, as the graph says. */
  type: WorkflowNode['type'];
  /** Null when the kind is unknown or the configuration is not valid. */
  reading: Reading | null;
  problems: FieldProblem[];
  /** What it names outside of the graph, also while its configuration is not valid yet. */
  references: FoundReference[];
  /** Edges that leave it and arrive somewhere. */
  edges: FlowEdge[];
}

export interface FlowEdge {
  source: FlowNode;
  target: FlowNode;
  outcome: string;
}

/** A graph with its definitions looked up: what compiler and verifier work on. */
export interface Flow {
  nodes: FlowNode[];
  byId: Map<string, FlowNode>;
  triggers: FlowNode[];
  /** Nodes whose id an earlier one has already; no part of `nodes`. */
  duplicates: WorkflowNode[];
  /** Edges as the graph has them, those that lead nowhere included. */
  allEdges: WorkflowEdge[];
  isKnownKind(kind: string): boolean;
  /** Ways from the triggers to every node. */
  reach: Exploration;
}

/** Outcome of an edge: the default handle of a node with one way out is `next`. */
export function outcomeOf(edge: WorkflowEdge): string {
  return edge.sourceHandle ?? 'next';
}

export function buildFlow(graph: WorkflowGraph, definitions: Definitions): Flow {
  const byId = new Map<string, FlowNode>();
  const duplicates: WorkflowNode[] = [];
  for (const node of graph.nodes)
    if (byId.has(node.id)) duplicates.push(node);
    else byId.set(node.id, readNode({ node, definitions, index: byId.size }));
  connect(byId, graph.edges);
  const nodes = [...byId.values()];
  const triggers = nodes.filter(({ type }) => type === 'trigger');
  return {
    nodes,
    byId,
    triggers,
    duplicates,
    allEdges: graph.edges,
    isKnownKind: (kind) => Object.hasOwn(definitions, kind),
    reach: explore({ nodes, from: triggers, step: () => 0 }),
  };
}

function connect(byId: Map<string, FlowNode>, edges: WorkflowEdge[]): void {
  for (const edge of edges) {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    if (source && target) source.edges.push({ source, target, outcome: outcomeOf(edge) });
  }
}
