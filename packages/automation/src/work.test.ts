import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { conditionGroup, evaluate } from './conditions/index.ts';
import { nodeDefinitions } from './nodes/index.ts';
import { rootTypes } from './scope.ts';
import { simulate } from './simulate.ts';
import { graphOf } from './testing/graph.ts';
import { TooMuchWork } from './work.ts';

const doubling =
  '{% assign a = "x" | split: "," %}{% for i in (1..200) %}{% assign a = a | push: a %}{% endfor %}';
const busy = '{% for i in (1..20000) %}{{ i | append: "x" | slice: 0 }}{% endfor %}';
const now = new Date('2026-01-15T09:00:00Z');

function run(nodes: Record<string, object | string>, edges: string[], event: object) {
  const all = { begin: 'message_received', ...nodes } as Parameters<typeof graphOf>[0];
  const graph = graphOf(all, edges, nodeDefinitions);
  const compiled = compile({ graph, definitions: nodeDefinitions, roots: rootTypes });
  expect(compiled.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return simulate({
    ...{ machine: compiled.machine!, graph, event, now },
    ...{ visitor: { id: 'vis_1' }, conversation: { id: 'ses_1' } },
  });
}

describe('what an owner wrote', () => {
  it('ends with a sentence that names the node when a template doubles a list', () => {
    const nodes = { say: { kind: 'send_message', text: `${doubling}{{ a }}` } };
    expect(run(nodes, ['begin>say'], { text: 'Hi' })).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/^text of “SAY” cannot be filled in: .*more work/i),
    });
  });

  it('stops at a condition whose pattern is too much for the text', () => {
    const rule = { field: 'event.text', operator: 'matches', value: '(a?){200}b' };
    const nodes = {
      check: { kind: 'if', condition: { match: 'all', rules: [rule] } },
      yes: { kind: 'send_message', text: 'Yes' },
    };
    const edges = ['begin>check', 'check.true>yes'];
    expect(run(nodes, edges, { text: 'a'.repeat(64_000) })).toMatchObject({
      status: 'stopped',
      error: expect.stringMatching(/^Stopped at “CHECK”: This takes more work/i),
    });
    expect(run(nodes, edges, { text: 'a'.repeat(1_000) })).toMatchObject({ status: 'ended' });
  });

  it('has one bound for a whole simulation, however many steps it takes', () => {
    const names = Array.from({ length: 60 }, (_, position) => `n${position}`);
    const say = { kind: 'send_message', text: busy.replace('20000', '2000') };
    const nodes = Object.fromEntries(names.map((name) => [name, say]));
    const edges = ['begin', ...names].slice(0, -1).map((name, at) => `${name}>${names[at]}`);
    const { status, steps, error } = run(nodes, edges, { text: 'Hi' });
    expect(status).toBe('stopped');
    expect(error).toMatch(/^Stopped at “N\d+”/i);
    expect(steps.length).toBeLessThan(40);
  });

  it('is bounded when it asks again and again when a business opens that never does', () => {
    const days = { monday: [{ from: '09:00', to: '17:00' }] };
    const from = Date.parse('2026-01-01');
    const holidays = Array.from({ length: 399 }, (_, day) =>
      new Date(from + day * 86_400_000).toISOString().slice(0, 10),
    );
    const names = Array.from({ length: 60 }, (_, position) => `n${position}`);
    const open = { kind: 'business_hours', hours: { timeZone: 'UTC', days, holidays } };
    const edges = ['begin', ...names]
      .slice(0, -1)
      .map((name, at) => `${name}${at === 0 ? '' : '.closed'}>${names[at]}`);
    const nodes = Object.fromEntries(names.map((name) => [name, open]));
    const { status, error } = run(nodes, edges, { text: 'Hi' });
    expect(status).toBe('stopped');
    expect(error).toMatch(/^Stopped at “N\d+”.*more work/i);
  });

  it('is bounded for all rules of a condition together', () => {
    const rules = Array.from({ length: 50 }, () => ({
      ...{ field: 'event.text', operator: 'contains' as const, value: busy },
      caseSensitive: false,
    }));
    const group = conditionGroup.parse({ match: 'any', rules });
    expect(() => evaluate({ group, scope: { event: { text: 'x' } }, now })).toThrow(TooMuchWork);
  });

  it('compares a list with a list once for each pair, and no longer list', () => {
    const list = Array.from({ length: 3_000 }, (_, place) => `item ${place}`);
    const rule = { field: 'event.a', operator: 'list_contains', value: '{{ event.b }}' };
    const group = conditionGroup.parse({ match: 'all', rules: [rule] });
    const scope = (length: number) => ({ event: { a: list.slice(0, length), b: list } });
    expect(evaluate({ group, scope: scope(10), now }).result).toBe(false);
    expect(() => evaluate({ group, scope: scope(3_000), now })).toThrow(TooMuchWork);
  });

  it('is checked within a bound when it is a graph of a thousand nodes that read everything', () => {
    const names = Array.from({ length: 999 }, (_, position) => `n${position}`);
    const text = names
      .slice(0, 90)
      .map((name) => `{{ steps.${name}.error }}`)
      .join('');
    const nodes = Object.fromEntries(
      names.map((name) => [name, { kind: 'send_message', text: text.slice(0, 1_980) }]),
    );
    const edges = ['begin', ...names].slice(0, -1).map((name, at) => `${name}>${names[at]}`);
    const graph = graphOf(
      { begin: 'message_received', ...nodes } as Parameters<typeof graphOf>[0],
      edges,
      nodeDefinitions,
    );
    const { diagnostics } = compile({ graph, definitions: nodeDefinitions, roots: rootTypes });
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});
