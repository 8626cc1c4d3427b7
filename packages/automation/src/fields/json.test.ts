import { expect, it } from 'vitest';
import { json } from './json.ts';

const isFine = (value: unknown) => json(100).safeParse(value).success;

it('takes any JSON, and texts that are templates', () => {
  for (const value of [
    null,
    1,
    'text',
    '{{ steps.a.b }}',
    '{% if a %}b{% endif %}',
    [1],
    { a: [] },
  ])
    expect(isFine(value)).toBe(true);
  expect(isFine('[draft] Hello')).toBe(true);
});

it('refuses a text that was begun as an object or a list', () => {
  for (const value of ['{"a": ', ' { a: 1 }', '["a",', '[', '[{"a": 1}'])
    expect(isFine(value)).toBe(false);
});

it('refuses what is too long, and what JSON has not', () => {
  expect(isFine('x'.repeat(99))).toBe(false);
  expect(isFine(Number.NaN)).toBe(false);
  expect(isFine(undefined)).toBe(false);
});
