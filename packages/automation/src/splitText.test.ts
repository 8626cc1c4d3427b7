import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten, splitText } from './splitText.ts';

const family = '👨‍👩‍👧‍👦';

describe('a text in pieces', () => {
  it('is whole, and no piece is too long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 20, max: 80 }),
        (text, most) => {
          const pieces = splitText(text, most);
          expect(pieces.join('')).toBe(text);
          for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(most);
          for (const piece of pieces) expect(piece.isWellFormed()).toBe(text.isWellFormed());
        },
      ),
    );
  });

  it('is divided after lines, or after words, and never within a sign', () => {
    expect(splitText('one two\nthree four', 12)).toEqual(['one two\n', 'three four']);
    expect(splitText('one two three four', 10)).toEqual(['one two ', 'three four']);
    expect(splitText('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(splitText(`abc${family}d`, 13)).toEqual(['abc', `${family}d`]);
    expect(splitText('abe\u0301', 3)).toEqual(['ab', 'e\u0301']);
    const escaped = (sign: string) => (sign === '&' ? 5 : sign.length);
    expect(splitText('ab&cd', 6, escaped)).toEqual(['ab', '&c', 'd']);
    expect(splitText('', 3)).toEqual([]);
  });

  it('takes apart only a sign that is too long by itself', () => {
    const piled = `a${'\u0301'.repeat(50)}`;
    expect(splitText(piled, 20).join('')).toBe(piled);
  });

  it('is shortened with a mark', () => {
    expect(shorten('short', 5)).toBe('short');
    expect(shorten('one two three', 9)).toBe('one two…');
    expect(shorten(`abc${family}`, 12)).toBe('abc…');
  });
});
