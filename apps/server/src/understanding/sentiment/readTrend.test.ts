import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTrend } from './readTrend.ts';

it('no message, or one, has no trend', () => {
  expect([[], [null], [0.8], [null, -0.8, null]].map(readTrend)).toEqual([0, 0, 0, 0]);
});

it('two messages differ by what they differ', () => {
  expect(readTrend([-0.5, 0.3])).toBe(0.8);
  expect(readTrend([1, null, -1])).toBe(-2);
  expect(readTrend([0.4, 0.4])).toBe(0);
});

it('a mood that sinks is negative, one that rises positive, one that stays is zero', () => {
  expect(readTrend([0.6, 0.2, 0, -0.4, -0.7])).toBeLessThan(-0.5);
  expect(readTrend([-0.8, -0.5, 0.1, 0.6])).toBeGreaterThan(0.5);
  expect(readTrend([-0.6, -0.6, -0.6, -0.6])).toBe(0);
});

it('one outburst in the middle of three is no trend', () => {
  expect(readTrend([0.1, -0.9, 0.1])).toBe(0);
});

it('what was long ago does not count', () => {
  const lately = [0.1, 0.1, 0.1, 0.5, 0.5, 0.5];
  expect(readTrend([-1, -1, -1, ...lately])).toBe(readTrend(lately));
});

it('any scores give a number from −2 to 2', () => {
  const score = fc.option(fc.double({ min: -1, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.array(score), (scores) => {
      const trend = readTrend(scores);
      expect(trend).toBeGreaterThanOrEqual(-2);
      expect(trend).toBeLessThanOrEqual(2);
    }),
  );
});
