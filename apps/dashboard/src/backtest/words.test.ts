import { describe, expect, it } from 'vitest';
import { periodInWords, shareInWords } from './words';

describe('a share in words', () => {
  it.each([
    [0, 10, '0 %'],
    [10, 10, '100 %'],
    [1, 3, '33 %'],
    [1, 1_000, '< 1 %'],
    [999, 1_000, '> 99 %'],
    [0, 0, '–'],
  ])('%s of %s is %s', (part, whole, words) => expect(shareInWords(part, whole)).toBe(words));
});

describe('a period in words', () => {
  it('ends with the day that is the last of it', () => {
    const from = new Date(2026, 2, 2).toISOString();
    expect(periodInWords({ from, to: new Date(2026, 2, 3).toISOString() })).toBe('Mar 2, 2026');
    // The space around the dash is a thin one.
    expect(periodInWords({ from, to: new Date(2026, 2, 4).toISOString() })).toMatch(
      /^Mar 2\s–\s3, 2026$/,
    );
  });
});
