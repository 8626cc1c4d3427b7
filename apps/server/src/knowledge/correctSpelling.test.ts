import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctSpelling, mayBeMisspelt } from './correctSpelling.ts';

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

it('no word becomes one of another length by more than a letter, or with other letters', () => {
  const similar = fc.array(fc.constantFrom('a', 'b'), { minLength: 5, maxLength: 8 });
  const count = (letters: string[]) => letters.filter((one) => one === 'a').length;
  fc.assert(
    fc.property(similar, similar, (a, b) => {
      if (correct(a.join(''), b.join('')) === null) return;
      expect(Math.abs(a.length - b.length)).toBeLessThanOrEqual(1);
      expect(Math.abs(count(a) - count(b))).toBeLessThanOrEqual(1);
    }),
  );
});
