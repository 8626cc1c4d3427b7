import type { Comparison } from '../../definition.ts';
import { type Exploration, explore } from '../../flow/explore.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import { partsOf } from '../../variablePath.ts';
import type { RootTypes } from '../analysis.ts';
import { changesOf } from '../changes.ts';
import { typesOf } from '../variables/types.ts';
import { constrain } from './constrain.ts';
import { type Facts, factsBefore } from './factsBefore.ts';
import { isPossible, type Values, valuesOf } from './values.ts';

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
    const values = typed.get(path) ?? valuesOf(typesOf(partsOf(path), flow, roots));
    typed.set(path, values);
    return values;
  };
  const leave = (facts: Facts, node: FlowNode, outcome: string) =>
    apply({ facts, comparisons: comparisons.get(node)?.get(outcome) ?? [], unknown });
  const forget = forgetting();
  const before = factsBefore(flow, (facts, { source, outcome }) => {
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

/** Facts without those of variables that a node may have changed. */
function forgetting() {
  const changes = new Map<string, (node: FlowNode) => boolean>();
  const mayChange = (path: string, node: FlowNode) => {
    const found = changes.get(path) ?? changesOf(path);
    changes.set(path, found);
    return found(node);
  };
  return (facts: Facts, node: FlowNode): Facts => {
    const kept = [...facts].filter(([path]) => !mayChange(path, node));
    return kept.length === facts.size ? facts : new Map(kept);
  };
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
