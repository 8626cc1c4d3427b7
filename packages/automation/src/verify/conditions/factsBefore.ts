import type { Flow, FlowEdge, FlowNode } from '../../flow/flow.ts';
import { forwards } from '../../flow/forwards.ts';
import { either, keyOf, type Values } from './values.ts';

/** What is known of variables at a place, by path; of others nothing but their type. */
export type Facts = ReadonlyMap<string, Values>;

/** Changes of one node's facts before it is taken to know nothing: bounds the time of odd loops. */
const maxChanges = 40;

/**
 * The facts before each node that can be reached, in sweeps until nothing changes.
 *
 * @param follow the facts at the end of an edge; null when it cannot be gone.
 */
export function factsBefore(
  flow: Flow,
  follow: (facts: Facts, edge: FlowEdge) => Facts | null,
): Map<FlowNode, Facts> {
  const before = new Map<FlowNode, Facts>(flow.triggers.map((node) => [node, new Map()]));
  const changeCounts = new Map<FlowNode, number>();
  const waiting = new Set(flow.triggers);
  const order = forwards(flow);
  while (waiting.size > 0)
    for (const node of order) {
      if (!waiting.delete(node)) continue;
      for (const edge of node.edges) {
        const arriving = follow(before.get(node)!, edge);
        if (!arriving) continue;
        const known = before.get(edge.target);
        const count = changeCounts.get(edge.target) ?? 0;
        const met = !known ? arriving : count < maxChanges ? meet(known, arriving) : new Map();
        if (known && areEqual(known, met)) continue;
        before.set(edge.target, met);
        changeCounts.set(edge.target, count + 1);
        waiting.add(edge.target);
      }
    }
  return before;
}

/** Where ways meet: what neither knows is not known. */
function meet(a: Facts, b: Facts): Facts {
  if (a === b) return a;
  const met = new Map<string, Values>();
  for (const [path, values] of a) {
    const other = b.get(path);
    if (other) met.set(path, values === other ? values : either(values, other));
  }
  return met;
}

function areEqual(a: Facts, b: Facts): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [path, values] of a) {
    const other = b.get(path);
    if (!other || (other !== values && keyOf(other) !== keyOf(values))) return false;
  }
  return true;
}
