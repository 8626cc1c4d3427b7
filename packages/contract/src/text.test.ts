import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from './text.ts';

describe('a text that is cut', () => {
  it.each([
    ['Hello', 5, 'Hello'],
    ['Hello', 4, 'Hell'],
    ['a😀', 2, 'a'],
    ['a😀b', 3, 'a😀'],
    ['Zoe\u0308 came', 3, 'Zo'],
    ['I am 👩‍👩‍👧‍👦!', 9, 'I am '],
    ['🇮🇪🇫🇷', 6, '🇮🇪'],
    ['a\r\nb', 2, 'a'],
  ])('%j at %i is %j', (text, most, cut) => {
    expect(cutText(text, most)).toBe(cut);
  });

  it('is a beginning of the text, short enough, and never ends in half a code point', () => {
    const part = fc.constantFrom('a', '😀', '\u0308', '\u200d', '👩‍👩‍👧‍👦', '🇮🇪', '각', '\r\n');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 60 }),
        fc.integer({ min: 1, max: 90 }),
        (parts, most) => {
          const text = parts.join('');
          const cut = cutText(text, most);
          expect(text.startsWith(cut)).toBe(true);
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(cut.isWellFormed()).toBe(true);
        },
      ),
    );
  });

  it('has at least its code points when one character has no end', () => {
    const text = `a${'\u0308'.repeat(500)}`;
    expect(cutText(text, 100)).toBe(text.slice(0, 100));
  });
});
