import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile.ts';
import { nodeDefinitions as definitions } from '../../nodes/index.ts';
import { rootTypes as roots } from '../../scope.ts';
import { definitions as testDefinitions } from '../../testing/definitions.ts';
import { graphOf } from '../../testing/graph.ts';
import { type AnyConfig, randomGraph } from '../../testing/randomGraph.ts';
import { fitsType, variablesAt } from './variablesAt.ts';

const nodes = {
  begin: 'message_received',
  ask: { kind: 'ask_visitor', question: 'How many?', answerType: 'number' },
  order: { kind: 'http_request', url: 'https://example.com', sample: { id: 'A', lines: [{}] } },
  send: { kind: 'send_message', text: 'Hello' },
};
const graph = graphOf(
  nodes,
  ['begin>ask', 'ask.answered>order', 'order>send', 'order.error>send'],
  definitions,
);
const at = (nodeId: string, of = graph) => variablesAt({ graph: of, nodeId, definitions, roots });
const pathsAt = (nodeId: string, of = graph) => at(nodeId, of).map(({ path }) => path);

describe('the variables at a node', () => {
  it('are those that every way to it has set, the nearest steps first', () => {
    expect(at('order').slice(0, 2)).toEqual([
      { path: 'steps.ask.answer', type: { type: 'number' }, source: 'ASK' },
      { path: 'steps.ask.messageId', type: { type: 'text' }, source: 'ASK' },
    ]);
    const steps = pathsAt('send').filter((path) => path.startsWith('steps.'));
    expect(steps).toEqual(['steps.ask.answer', 'steps.ask.messageId']);
  });

  it('have parts of objects and whole lists among them', () => {
    const straight = graphOf(nodes, ['begin>ask', 'ask.answered>order', 'order>send'], definitions);
    expect(at('send', straight)).toContainEqual({
      path: 'steps.order.body.lines',
      type: { type: 'list', of: { type: 'object', fields: {} } },
      source: 'ORDER',
    });
    expect(pathsAt('send', straight)).toContain('steps.order.body.id');
  });

  it('begin with what the trigger gives, and what is there from the beginning', () => {
    expect(pathsAt('ask')).toEqual(expect.arrayContaining(['event.text', 'visitor.email', 'now']));
    expect(at('ask')[0]).toMatchObject({ path: 'event.sessionId', source: 'BEGIN' });
  });

  it('are no steps while nothing leads to the node', () => {
    const loose = graphOf(nodes, ['begin>ask', 'ask.answered>order'], definitions);
    expect(pathsAt('send', loose).filter((path) => path.startsWith('steps.'))).toEqual([]);
  });

  it('include one that a condition before has found', () => {
    const rules = [{ field: 'steps.ask.answer', operator: 'exists' }];
    const found = graphOf(
      { ...nodes, is: { kind: 'if', condition: { match: 'all', rules } } },
      ['begin>ask', 'ask.answered>is', 'ask.timeout>is', 'is.true>send'],
      definitions,
    );
    expect(pathsAt('send', found)).toContain('steps.ask.answer');
    expect(pathsAt('is', found)).not.toContain('steps.ask.answer');
  });

  it('can be used there without an objection of the verifier', () => {
    const text = pathsAt('send').map((path) => `{{ ${path} }}`);
    const used = graphOf(
      { ...nodes, send: { kind: 'send_message', text: text.join(' ') } },
      ['begin>ask', 'ask.answered>order', 'order>send', 'order.error>send'],
      definitions,
    );
    expect(text.length).toBeGreaterThan(20);
    expect(compile({ graph: used, definitions, roots }).diagnostics).toEqual([]);
  });
});

it('a comparison fits the types that it can be asked of', () => {
  expect(fitsType('less', { type: 'number' })).toBe(true);
  expect(fitsType('less', { type: 'list', of: { type: 'any' } })).toBe(false);
  expect(fitsType('list_contains', { type: 'text' })).toBe(false);
  expect(fitsType('list_contains', { type: 'any' })).toBe(true);
});

it('a variable of a step is listed exactly where the verifier does not object to it', () => {
  const field = (id: string) => ({ kind: 'if', field: `steps.${id}.value`, operator: 'exists' });
  const config: AnyConfig = (_id, others) =>
    fc.oneof(
      fc.constantFrom({ kind: 'look' }, { kind: 'look' }, { kind: 'wait' }),
      fc.constantFrom(...others).map(field),
      fc.constantFrom(...others).map((id) => ({ kind: 'send', text: `{{ steps.${id}.value }}` })),
    );
  fc.assert(
    fc.property(randomGraph({ config, maxNodes: 9 }), (graph) => {
      const { diagnostics } = compile({ graph, definitions: testDefinitions });
      const codes = ['variable-not-set', 'unknown-variable'];
      for (const { id, data } of graph.nodes) {
        if (data.config.kind !== 'send') continue;
        const path = String(data.config.text).slice(3, -3);
        const isWrong = diagnostics.some(
          ({ code, nodeId }) => nodeId === id && codes.includes(code),
        );
        const listed = variablesAt({ graph, nodeId: id, definitions: testDefinitions });
        expect(listed.some((variable) => variable.path === path)).toBe(!isWrong);
      }
    }),
    { numRuns: 300 },
  );
});
