import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctSpelling, mayBeMisspelt, prefixesOf } from './correctSpelling.ts';

const correct = (word: string, ...terms: string[]) =>
  correctSpelling(
    word,
    terms.map((term) => ({ term, count: 1 })),
  );

describe('a misspelt word', () => {
  it.each([
    ['a letter added', 'jackket'],
    ['a letter lost', 'jaket'],
    ['a letter changed', 'jacked'],
    ['two letters swapped', 'jakcet'],
    ['its first letter lost', 'acket'],
    ['its last letter doubled', 'jackett'],
  ])('with %s is put right', (_, word) => {
    expect(correct(word, 'jacket')).toBe('jacket');
  });

  it.each([
    ['two letters changed', 'jadked'],
    ['two letters lost', 'jket'],
    ['two letters swapped over a third', 'jcaekt'],
    ['two swaps', 'ajckte'],
    ['two letters swapped and one added', 'jcaxket'],
  ])('with %s is left', (_, word) => {
    expect(correct(word, 'jacket')).toBeNull();
  });

  it('becomes the commonest of its neighbours, whatever their order; of equals the first by alphabet', () => {
    const [cart, card, care] = [
      { term: 'carts', count: 2 },
      { term: 'cards', count: 7 },
      { term: 'cares', count: 7 },
    ];
    for (const vocabulary of [
      [cart, card, care],
      [care, card, cart],
    ]) {
      expect(correctSpelling('carzs', vocabulary)).toBe('cards');
    }
  });

  it('becomes no short word, and nothing without a vocabulary', () => {
    expect(correct('coats', 'oat', 'cat')).toBeNull();
    expect(correct('coats')).toBeNull();
  });
});

describe('a long word with two slips', () => {
  it.each(['recieption', 'receptoin', 'recption', 'recepshion'])('“%s” is put right', (word) => {
    expect(correct(word, 'reception')).toBe('reception');
  });

  it('of another beginning is left', () => {
    expect(correct('decepshion', 'reception')).toBeNull();
  });
});

it('a word is looked for under what it may have begun with', () => {
  expect(prefixesOf('wieght')).toContain('we');
  expect(prefixesOf('ewight')).toContain('we');
  expect(prefixesOf('bckpack')).toContain('ba');
});

describe('a word that nobody wrote', () => {
  it('may be misspelt when it is long, rare, and no number', () => {
    expect(['retunr', 'jackett', 'größ'.padEnd(6, 'e')].every(mayBeMisspelt)).toBe(true);
    const left = ['cat', 'coat', '', '12345', 'model3000', 'weather', 'monday'];
    expect(left.filter(mayBeMisspelt)).toEqual([]);
  });
});

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäøжд');
const word = fc.array(letter, { minLength: 6, maxLength: 20 }).map((letters) => letters.join(''));
const edit = fc.constantFrom(
  (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at),
  (text: string, at: number) => text.slice(0, at) + text.slice(at + 1),
  (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1),
  (text: string, at: number) =>
    text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2),
);

it('any one slip in any word is undone', () => {
  fc.assert(
    fc.property(word, fc.nat(), letter, edit, (right, place, by, slip) => {
      expect(correct(slip(right, place % right.length, by), right)).toBe(right);
    }),
  );
});

it.each([
  ['short', 5, 7, 1],
  ['long', 8, 11, 2],
])(
  'no %s word becomes one that differs by more letters than it may have slips',
  (_, minLength, maxLength, slips) => {
    const similar = (from: number, to: number) =>
      fc.array(fc.constantFrom('a', 'b'), { minLength: from, maxLength: to });
    const count = (letters: string[]) => letters.filter((one) => one === 'a').length;
    fc.assert(
      fc.property(similar(minLength, maxLength), similar(5, 12), (a, b) => {
        if (correct(a.join(''), b.join('')) === null) return;
        expect(Math.abs(a.length - b.length)).toBeLessThanOrEqual(slips);
        expect(Math.abs(count(a) - count(b))).toBeLessThanOrEqual(slips);
      }),
    );
  },
);
