import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partFor } from './split.ts';

const parts = [
  { id: 'a', percentage: 50 },
  { id: 'b', percentage: 30 },
  { id: 'c', percentage: 20 },
];
const visitors = Array.from({ length: 100_000 }, (_, position) => `ext_${position}`);

describe('a split', () => {
  it('sends the same visitor the same way at the same node', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (visitorId, nodeId) => {
        const split = { parts, visitorId, nodeId };
        expect(partFor(split)).toBe(partFor(split));
      }),
    );
  });

  it('keeps its percentages to one in a hundred over 100,000 visitors', () => {
    for (const nodeId of ['test', 'n1', 'a_long_name_of_a_node']) {
      const counts: Record<string, number> = { a: 0, b: 0, c: 0 };
      for (const visitorId of visitors) counts[partFor({ parts, visitorId, nodeId }).id]! += 1;
      for (const { id, percentage } of parts)
        expect(Math.abs(counts[id]! / visitors.length - percentage / 100)).toBeLessThan(0.01);
    }
  });

  it('at one node says nothing about another', () => {
    const half = [
      { id: 'a', percentage: 50 },
      { id: 'b', percentage: 50 },
    ];
    const way = (visitorId: string, nodeId: string) =>
      partFor({ parts: half, visitorId, nodeId }).id;
    const same = visitors.filter((visitorId) => way(visitorId, 'n1') === way(visitorId, 'n2'));
    expect(Math.abs(same.length / visitors.length - 0.5)).toBeLessThan(0.01);
  });

  it('never takes a way of nought per cent', () => {
    const all = [
      { id: 'a', percentage: 0 },
      { id: 'b', percentage: 100 },
    ];
    const ways = visitors
      .slice(0, 1_000)
      .map((visitorId) => partFor({ parts: all, visitorId, nodeId: 'n' }).id);
    expect(new Set(ways)).toEqual(new Set(['b']));
  });
});
