import { nodeDefinitions } from '@echoai/automation/nodes/index';
import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { isSame } from '../builder/graph/isSame.ts';

export type Change = 'added' | 'removed' | 'changed' | 'same';

/** A field of a node that differs; undefined where it is not set. */
export interface FieldDiff {
  /** `label`, `kind`, or the way within the configuration, such as `retry`, `attempts`. */
  path: string[];
  before: unknown;
  after: unknown;
}

export interface NodeDiff {
  id: string;
  change: Change;
  before?: WorkflowNode | undefined;
  after?: WorkflowNode | undefined;
  /** Of a changed node. */
  fields: FieldDiff[];
}

/** An edge is what it connects; one that leads elsewhere is removed there and added here. */
export interface EdgeDiff {
  id: string;
  change: Exclude<Change, 'changed'>;
  source: string;
  outcome: string;
  target: string;
}

export interface GraphDiff {
  nodes: NodeDiff[];
  edges: EdgeDiff[];
}

/**
 * What differs between two graphs, node by node and edge by edge. Where cards stand does not count,
 * nor does whether a default is written out. Pure.
 */
export function diffGraphs(before: WorkflowGraph, after: WorkflowGraph): GraphDiff {
  const [old, now] = [byId(before.nodes), byId(after.nodes)];
  const nodes = [...new Set([...now.keys(), ...old.keys()])].map((id) =>
    diffNode(id, old.get(id), now.get(id)),
  );
  const [oldEdges, nowEdges] = [exitsOf(before.edges), exitsOf(after.edges)];
  const edges = [...new Map([...oldEdges, ...nowEdges])].map(([id, edge]): EdgeDiff => {
    const change = !oldEdges.has(id) ? 'added' : nowEdges.has(id) ? 'same' : 'removed';
    return { id, change, ...edge };
  });
  return { nodes, edges };
}

/** Whether nothing differs. */
export function isUnchanged({ nodes, edges }: GraphDiff): boolean {
  return [...nodes, ...edges].every(({ change }) => change === 'same');
}

/** Both graphs as one to draw: every node as it is after, or else as it was. */
export function mergedGraph({ nodes, edges }: GraphDiff): WorkflowGraph {
  return {
    nodes: nodes.map(({ before, after }) => (after ?? before)!),
    edges: edges.map(({ id, source, outcome, target }) => ({
      id,
      source,
      target,
      sourceHandle: outcome,
    })),
  };
}

function diffNode(
  id: string,
  before: WorkflowNode | undefined,
  after: WorkflowNode | undefined,
): NodeDiff {
  if (!before || !after)
    return { id, change: after ? 'added' : 'removed', before, after, fields: [] };
  const fields = differences(valuesOf(before), valuesOf(after), []);
  return { id, change: fields.length > 0 ? 'changed' : 'same', before, after, fields };
}

/** What of a node counts, with its defaults filled in as far as it can be read. */
function valuesOf({ data: { label, config } }: WorkflowNode): Record<string, unknown> {
  const { kind, ...rest } = config;
  const read = nodeDefinitions[kind]?.config.safeParse(rest);
  return { label, kind, ...(read?.success ? (read.data as object) : rest) };
}

function differences(before: unknown, after: unknown, path: string[]): FieldDiff[] {
  if (isSame(before, after)) return [];
  const within = (names: string[]) =>
    names.flatMap((name) =>
      differences(partOf(before, name), partOf(after, name), [...path, name]),
    );
  if (isObject(before) && isObject(after))
    return within([...new Set([...Object.keys(before), ...Object.keys(after)])]);
  // A list of plain values is read as a whole; of objects, item by item.
  if (Array.isArray(before) && Array.isArray(after) && [...before, ...after].some(isObject))
    return within(Array.from({ length: Math.max(before.length, after.length) }, (_, i) => `${i}`));
  return [{ path, before, after }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const partOf = (value: unknown, name: string) => (value as Record<string, unknown>)[name];

const byId = (nodes: WorkflowNode[]) => new Map(nodes.map((node) => [node.id, node]));

function exitsOf(edges: WorkflowEdge[]) {
  return new Map(
    edges.map(({ source, sourceHandle, target }) => {
      const outcome = sourceHandle ?? 'next';
      return [`${source}.${outcome}>${target}`, { source, outcome, target }];
    }),
  );
}
