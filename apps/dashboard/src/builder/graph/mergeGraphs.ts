import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { isSame } from './isSame';
import { outcomeOf } from './outcomes';

/** A graph with the edits of two people, and the labels of nodes where they do not go together. */
export interface Merged {
  graph: WorkflowGraph;
  conflicts: string[];
}

/**
 * Joins two edits of one graph, field by field: what only one of them changed is as they have it.
 * Where both changed the same, mine counts; a node that one deleted and the other changed stays.
 * Pure.
 */
export function mergeGraphs({
  base,
  mine,
  theirs,
}: {
  base: WorkflowGraph;
  mine: WorkflowGraph;
  theirs: WorkflowGraph;
}): Merged {
  const conflicts = new Set<string>();
  const [baseNodes, theirNodes] = [byId(base), byId(theirs)];
  const myNodes = byId(mine);
  const nodes = [...new Set([...myNodes.keys(), ...theirNodes.keys()])].flatMap((id) => {
    const [own, other] = [myNodes.get(id), theirNodes.get(id)];
    const known = own ?? other!;
    // Where a card stands is worth no question.
    const position = merge(baseNodes.get(id)?.position, own?.position, other?.position, () => {});
    const data = merge(baseNodes.get(id)?.data, own?.data, other?.data, () => {
      conflicts.add(known.data.label);
    });
    return data ? [{ ...known, data, position: position ?? known.position }] : [];
  });
  const ids = new Set(nodes.map(({ id }) => id));
  const [baseEdges, myEdges, theirEdges] = [base, mine, theirs].map(byExit) as Exits[];
  const edges = [...new Set([...myEdges!.keys(), ...theirEdges!.keys()])].flatMap((exit) => {
    const [own, other] = [myEdges!.get(exit), theirEdges!.get(exit)];
    const known = own ?? other!;
    const target = merge(baseEdges!.get(exit)?.target, own?.target, other?.target, () => {
      const source = myNodes.get(known.source) ?? theirNodes.get(known.source);
      if (source) conflicts.add(source.data.label);
    });
    if (!target || !ids.has(target) || !ids.has(known.source)) return [];
    return [own?.target === target ? own : other?.target === target ? other : { ...known, target }];
  });
  return { graph: { nodes, edges }, conflicts: [...conflicts] };
}

/** @param onConflict is told when both changed the same, before mine is taken */
function merge<Value>(
  base: Value | undefined,
  mine: Value | undefined,
  theirs: Value | undefined,
  onConflict: () => void,
): Value | undefined {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isSame(base, mine)) return theirs;
  if (isObject(mine) && isObject(theirs)) {
    const known: Record<string, unknown> = isObject(base) ? base : {};
    const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    const merged = [...names].map((name) => [
      name,
      merge(known[name], mine[name], theirs[name], onConflict),
    ]);
    return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
  }
  onConflict();
  return mine ?? theirs;
}

type Exits = Map<string, WorkflowEdge>;

const byId = ({ nodes }: WorkflowGraph) =>
  new Map<string, WorkflowNode>(nodes.map((node) => [node.id, node]));

/** A way out has one edge. */
const byExit = ({ edges }: WorkflowGraph): Exits =>
  new Map(edges.map((edge) => [`${edge.source} ${outcomeOf(edge)}`, edge]));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
