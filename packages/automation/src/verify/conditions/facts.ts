import type { Comparison } from '../../definition.ts';
import { type Exploration, explore } from '../../flow/explore.ts';
import type { Flow, FlowEdge, FlowNode } from '../../flow/flow.ts';
import { forwards } from '../../flow/forwards.ts';
import type { RootTypes } from '../analysis.ts';
import { changes } from '../changes.ts';
import { typesOf } from '../variables/types.ts';
import { constrain } from './constrain.ts';
import { either, isPossible, keyOf, type Values, valuesOf } from './values.ts';

/** What is known of variables at a place, by path; of others nothing but their type. */
type Facts = ReadonlyMap<string, Values>;

/** A way out that is never taken, and the comparison that cannot turn out so. */
export interface Contradiction {
  node: FlowNode;
  outcome: string;
  comparison: Comparison;
  /** A shortest way to the node. */
  path: string[];
}

export interface ConditionFacts {
  contradictions: Contradiction[];
}

/** Changes of one node's facts before it is taken to know nothing: bounds the time of odd loops. */
const maxChanges = 40;

/**
 * Follows what conditions tell of variables along all ways at once: where ways meet, what either
 * says may be. A way out that is impossible on every way to its node is a contradiction; what lies
 * behind it is not looked at.
 */
export function conditionFacts(flow: Flow, roots: RootTypes): ConditionFacts {
  const comparisons = readComparisons(flow);
  if (comparisons.size === 0) return { contradictions: [] };
  const typed = new Map<string, Values>();
  const unknown = (path: string): Values => {
    const values = typed.get(path) ?? valuesOf(typesOf(path.split('.'), flow, roots));
    typed.set(path, values);
    return values;
  };
  const leave = (facts: Facts, node: FlowNode, outcome: string) =>
    apply({ facts, comparisons: comparisons.get(node)?.get(outcome) ?? [], unknown });
  const before = fixPoint(flow, (facts, { source, outcome }) => {
    const left = leave(facts, source, outcome);
    return 'impossible' in left ? null : forget(left.facts, source);
  });
  const ways = explore({
    nodes: flow.nodes,
    from: flow.triggers,
    step: (bit, { source, outcome }) =>
      'impossible' in leave(before.get(source) ?? new Map(), source, outcome) ? null : bit,
  });
  return { contradictions: [...contradictions({ before, comparisons, leave, ways })] };
}

type ComparisonsByOutcome = Map<FlowNode, Map<string, Comparison[]>>;

function readComparisons({ reach }: Flow): ComparisonsByOutcome {
  const read: ComparisonsByOutcome = new Map();
  for (const node of reach.found) {
    const { definition, config, outcomes } = node.reading ?? {};
    if (!definition?.comparisons) continue;
    const byOutcome = outcomes!.map(({ id }) => [id, definition.comparisons!(config, id)] as const);
    read.set(node, new Map(byOutcome));
  }
  return read;
}

type Left = { facts: Facts } | { impossible: Comparison };

function apply({
  facts,
  comparisons,
  unknown,
}: {
  facts: Facts;
  comparisons: Comparison[];
  unknown: (path: string) => Values;
}): Left {
  if (comparisons.length === 0) return { facts };
  const next = new Map(facts);
  for (const comparison of comparisons) {
    const { path } = comparison;
    const values = constrain(next.get(path) ?? unknown(path), comparison);
    if (!isPossible(values)) return { impossible: comparison };
    next.set(path, values);
  }
  return { facts: next };
}

function forget(facts: Facts, node: FlowNode): Facts {
  const kept = [...facts].filter(([path]) => !changes(node, path));
  return kept.length === facts.size ? facts : new Map(kept);
}

/** The facts before each node that can be reached, in sweeps until nothing changes. */
function fixPoint(
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

function* contradictions({
  before,
  comparisons,
  leave,
  ways,
}: {
  before: Map<FlowNode, Facts>;
  comparisons: ComparisonsByOutcome;
  leave: (facts: Facts, node: FlowNode, outcome: string) => Left;
  ways: Exploration;
}): Generator<Contradiction> {
  for (const [node, byOutcome] of comparisons) {
    const facts = before.get(node);
    if (!facts) continue;
    for (const outcome of byOutcome.keys()) {
      const left = leave(facts, node, outcome);
      if ('impossible' in left)
        yield { node, outcome, comparison: left.impossible, path: ways.wayTo(node) };
    }
  }
}
