import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { byId, byOrderAndId, byPosition, byTimeAndId, pageOfRows, readCursor } from './paging.ts';

const encode = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

describe('a page', () => {
  it('reads on where the last one ended, without gap or double, and ends', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), fc.integer({ min: 1, max: 12 }), (count, limit) => {
        const all = Array.from({ length: count }, (_, index) => index);
        const seen: number[] = [];
        let cursor: string | null = null;
        do {
          const after: number = readCursor(cursor ?? undefined, byPosition)?.[0] ?? -1;
          const rows = all.filter((row) => row > after).slice(0, limit + 1);
          const page = pageOfRows({ rows, limit, cursorOf: (row) => [row] });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(seen).toEqual(all);
      }),
    );
  });

  it('that is full has no next one when no row is left', () => {
    const page = pageOfRows({ rows: ['a', 'b'], limit: 2, cursorOf: (row) => [row] });
    expect(page).toEqual({ items: ['a', 'b'], nextCursor: null });
  });
});

describe('a cursor', () => {
  it('gives its key back, and nothing without one', () => {
    const time = '2026-01-31T23:59:59.000001Z';
    expect(readCursor(encode([time, 'ses_a']), byTimeAndId)).toEqual([time, 'ses_a']);
    expect(readCursor(encode([-3, 'faq_a']), byOrderAndId)).toEqual([-3, 'faq_a']);
    expect(readCursor(undefined, byId)).toBeNull();
  });

  it.each([
    ['another list’s key', [7]],
    ['more than its key', ['a', 'b']],
    ['no list', 'a'],
    ['an id with a quote', ["a'b"]],
    ['an id that ends in a new line', ['a\n']],
    ['nothing', []],
  ])('of %s is refused', (_, key) => {
    expect(() => readCursor(encode(key), byId)).toThrow(AppError);
  });

  it.each([
    '0000-01-01T00:00:00.000000Z',
    '2026-02-30T00:00:00.000000Z',
    `2026-01-01T00:00:00.${'0'.repeat(500)}Z`,
    '2026-01-01',
    'infinity',
  ])('of the time %s, which PostgreSQL would choke on or we did not write, is refused', (time) => {
    expect(() => readCursor(encode([time, 'a']), byTimeAndId)).toThrow(AppError);
  });

  it('of numbers beyond an integer column is refused', () => {
    for (const number of [2 ** 31, -(2 ** 31) - 1, 1.5]) {
      expect(() => readCursor(encode([number]), byPosition)).toThrow(AppError);
    }
  });

  it('of any characters is ours or refused as invalid, never another error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (cursor) => {
        for (const key of [byId, byTimeAndId, byPosition, byOrderAndId]) {
          try {
            readCursor(cursor, key);
          } catch (error) {
            expect(error).toMatchObject({ code: 'invalid-request' });
          }
        }
      }),
    );
  });
});
