import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { nodeDefinitions } from '../nodes/index.ts';
import { rootTypes } from '../scope.ts';
import { simulate } from '../simulate.ts';
import { type AnyConfig, outcomesOf, randomGraph } from '../testing/randomGraph.ts';
import { performers } from './performers.ts';

const now = new Date('2026-01-15T09:00:00Z');
const day = { mode: 'duration', duration: { amount: 1, unit: 'days' } };

/** Every action and condition, as its example shows it. */
const examples = Object.values(nodeDefinitions)
  .filter(({ type }) => type !== 'trigger')
  .map(({ kind, example }) => ({ kind, ...(example as object) }));

/** Ways on, with variables that may be missing, lists that are none, and answers. */
const config: AnyConfig = (_, others) =>
  fc.oneof(
    fc.constantFrom(...examples),
    fc
      .constantFrom(...others)
      .map((id) => ({ kind: 'send_message', text: `{{ steps.${id}.error }}` })),
    fc.constantFrom(...others).map((id) => ({ kind: 'loop', list: `{{ steps.${id}.data }}` })),
    fc.constantFrom<{ kind: string } & Record<string, unknown>>(
      { kind: 'loop', list: '{{ event.text | split: " " }}' },
      { kind: 'wait', until: day },
      { kind: 'ask_visitor', question: '{{ visitor.name }}?', answerType: 'number' },
      { kind: 'send_message', text: '{% for i in (1..9) %}{{ i }}{% endfor %}' },
    ),
  );

/** Without variables of other nodes, so that many compile. */
const soundConfig: AnyConfig = () =>
  fc.oneof(
    fc.constantFrom(...examples.filter((each) => !JSON.stringify(each).includes('steps.'))),
    fc.constant({ kind: 'loop', list: '{{ event.text | split: " " }}' }),
  );

const graphs = (config: AnyConfig) =>
  randomGraph({ maxNodes: 10, config, trigger: 'message_received', known: nodeDefinitions });

const choices = fc.array(fc.oneof(fc.constantFrom('next', 'error', 'true', 'done'), fc.string()));

it('every kind that is simulated in its own way is an action that there is', () => {
  for (const kind of Object.keys(performers)) expect(nodeDefinitions[kind]?.type).toBe('action');
});

describe('simulating any workflow', () => {
  it('never throws and always stops, whatever is chosen', () => {
    let count = 0;
    fc.assert(
      fc.property(graphs(soundConfig), choices, fc.jsonValue(), (graph, outcomes, output) => {
        const { machine } = compile({ graph, definitions: nodeDefinitions, roots: rootTypes });
        if (!machine) return;
        count++;
        const choose = Object.fromEntries(
          graph.nodes.slice(1).map(({ id, data: { config } }, position) => {
            const outcome = outcomes[position];
            const isKnown = outcomesOf(config, nodeDefinitions).includes(outcome ?? '');
            return [id, isKnown ? [{ outcome, output }, { output }] : { output }];
          }),
        );
        for (const visitor of [null, { id: 'vis_1' }]) {
          const about = { event: { text: 'a b' }, visitor, conversation: visitor, now };
          const simulation = simulate({ machine, graph, ...about, choose, maxSteps: 60 });
          const { status, steps, error } = simulation;
          expect(steps.length).toBeLessThanOrEqual(61);
          expect(error === null).toBe(status === 'ended');
          expect(JSON.parse(JSON.stringify(simulation))).toMatchObject({ status });
        }
      }),
      { numRuns: 60 },
    );
    expect(count).toBeGreaterThan(5);
  });

  it('never throws for a graph with mistakes on the machine of another, or values of any kind', () => {
    const { machine } = compile({
      graph: { nodes: [], edges: [] },
      definitions: nodeDefinitions,
    });
    fc.assert(
      fc.property(graphs(config), graphs(soundConfig), fc.anything(), (graph, other, value) => {
        const compiled = compile({ graph: other, definitions: nodeDefinitions }).machine ?? machine;
        const about = { event: { text: 'a b' }, visitor: {}, conversation: {}, now };
        const run = (changed: object) =>
          simulate({
            ...{ machine: compiled!, graph, ...about, maxSteps: 50 },
            ...changed,
          } as Parameters<typeof simulate>[0]);
        for (const name of ['machine', 'graph', 'event', 'visitor', 'choose', 'now', 'maxSteps'])
          expect(['ended', 'failed', 'stopped']).toContain(run({ [name]: value }).status);
      }),
      { numRuns: 50 },
    );
  });
});
