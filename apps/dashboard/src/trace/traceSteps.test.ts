import { describe, expect, it } from 'vitest';
import { edgesTaken, variablesAfter, visitsUpTo } from './traceSteps';

const step = (nodeId: string, outcome: string | null, output: unknown = {}) => ({
  ...{ nodeId, label: nodeId.toUpperCase(), kind: 'end', outcome, output },
});

/** A loop of two items, and its end. */
const steps = [
  step('begin', 'next'),
  step('loop', 'each', { item: 1 }),
  step('tell', 'next'),
  step('loop', 'each', { item: 2 }),
  step('tell', 'next'),
  step('loop', 'done', { item: null }),
  step('stop', null),
];
const edges = [
  { id: 'a', source: 'begin', target: 'loop' },
  { id: 'b', source: 'loop', sourceHandle: 'each', target: 'tell' },
  { id: 'c', source: 'tell', target: 'loop' },
  { id: 'd', source: 'loop', sourceHandle: 'done', target: 'stop' },
];

describe('a trace', () => {
  it('has taken the edges of the steps until then', () => {
    expect([...edgesTaken(steps, 0, edges)]).toEqual(['a']);
    expect([...edgesTaken(steps, 2, edges)]).toEqual(['a', 'b', 'c']);
    expect([...edgesTaken(steps, 6, edges)]).toEqual(['a', 'b', 'c', 'd']);
  });

  it('counts visits of each node until then', () => {
    expect(visitsUpTo(steps, 3).get('loop')).toEqual({ count: 2, latest: 3 });
    expect(visitsUpTo(steps, 0).has('loop')).toBe(false);
  });

  it('knows what each node had given, what a step set, and what it was before', () => {
    expect(variablesAfter(steps, 1)).toMatchObject([
      { nodeId: 'begin', isNew: false },
      { nodeId: 'loop', value: { item: 1 }, isNew: true },
    ]);
    expect(variablesAfter(steps, 1)[1]).not.toHaveProperty('before');
    expect(variablesAfter(steps, 3).find(({ nodeId }) => nodeId === 'loop')).toEqual({
      ...{ nodeId: 'loop', label: 'LOOP', value: { item: 2 }, isNew: true, before: { item: 1 } },
    });
    expect(variablesAfter(steps, 6).some(({ isNew }) => isNew)).toBe(false);
  });
});
