import type { WorkflowGraph } from '@echoai/contract/workflowGraph';
import fc from 'fast-check';
import type { Definitions } from '../flow/flow.ts';
import { definitions } from './definitions.ts';
import { graphOf } from './graph.ts';

type Config = { kind: string } & Record<string, unknown>;

/** What a random graph's nodes may be, but the trigger `n0`; `id` is the node's own. */
export type AnyConfig = (id: string, others: string[]) => fc.Arbitrary<Config>;

/**
 * A graph of a trigger and up to `maxNodes` - 1 others. Every node can be reached, unless
 * `isLoose`: each hangs at a way out of an earlier one, and what is left leads anywhere or nowhere.
 */
export function randomGraph({
  maxNodes = 7,
  config,
  isLoose = false,
  trigger = 'trigger',
  known = definitions,
}: {
  maxNodes?: number;
  config: AnyConfig;
  isLoose?: boolean;
  /** Its kind. */
  trigger?: string;
  /** The kinds that there are; those for tests by default. */
  known?: Definitions;
}): fc.Arbitrary<WorkflowGraph> {
  return fc.integer({ min: 2, max: maxNodes }).chain((count) => {
    const ids = Array.from({ length: count }, (_, position) => `n${position}`);
    const configs = ids.slice(1).map((id) => config(id, ids.slice(1)));
    return fc
      .tuple(fc.tuple(...configs), fc.array(fc.nat(), { minLength: 60, maxLength: 60 }))
      .map(([configs, choices]) => connect({ configs, choices, isLoose, trigger, known }));
  });
}

function connect({
  configs,
  choices,
  isLoose,
  trigger,
  known,
}: {
  configs: Config[];
  choices: number[];
  isLoose: boolean;
  trigger: string;
  known: Definitions;
}): WorkflowGraph {
  let position = 0;
  const choose = (count: number) => choices[position++ % choices.length]! % count;
  const nodes: Record<string, Config> = { n0: { kind: trigger } };
  const free = ['n0.next'];
  const edges: string[] = [];
  for (const [index, config] of configs.entries()) {
    const id = `n${index + 1}`;
    if (!isLoose && free.length === 0) break;
    if (!isLoose) edges.push(`${free.splice(choose(free.length), 1)[0]}>${id}`);
    nodes[id] = config;
    free.push(...outcomesOf(config, known).map((outcome) => `${id}.${outcome}`));
  }
  const targets = Object.keys(nodes).slice(1);
  for (const way of free) {
    const target = targets[choose(targets.length)];
    if (target && choose(2) === 0) edges.push(`${way}>${target}`);
  }
  return graphOf(nodes, edges, known);
}

export function outcomesOf(
  { kind, ...config }: Config,
  known: Definitions = definitions,
): string[] {
  const definition = known[kind]!;
  return definition.outcomes(definition.config.parse(withText(kind, config))).map(({ id }) => id);
}

const withText = (kind: string, config: object) =>
  kind === 'send' ? { text: 'Hello', ...config } : config;
