import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RetrievedPassage } from '../../knowledge/retrieve.ts';
import { checkFacts } from './checkFacts.ts';

function passage(title: string, text: string): RetrievedPassage {
  const empty = { id: title, sourceId: 'src', faqId: null, headingPath: [], url: null };
  return { ...empty, title, text, score: 1, sentenceScores: [] };
}
const passages = [
  passage('Returns', 'You can return shoes within 60 days. Returns are free in Ireland.'),
  passage('Delivery', 'Standard delivery costs €4.95 and takes 3–5 days. Write to help@shop.test.'),
];

function check(text: string, { said = '', own = '', size = 7 } = {}) {
  const checked = checkFacts({ passages, said, own });
  let sent = '';
  for (let at = 0; at < text.length; at += size) sent += checked.push(text.slice(at, at + size));
  return sent + checked.end();
}

describe('what a model writes', () => {
  it.each([
    ['a statement with its citation', 'You have 60 days for shoes [1].'],
    ['a citation behind the mark', 'You have 60 days for shoes. [1] Returns cost nothing. [1]'],
    ['manners', 'I’m glad you asked! Happy to help with anything else.'],
    ['an admission', 'I’m afraid I do not know that.'],
    ['an admission in German', 'Das weiß ich leider nicht.'],
    ['a question', 'Do you mean shoes or jackets?'],
    ['what introduces a list', 'Here is what it costs:\n\n- Standard: €4.95 [2]'],
    ['a sentence whose paragraph is cited', 'We take them back. You have 60 days [1].'],
    ['another language', 'Schuhe können Sie innerhalb von 60 Tagen zurückgeben [1].'],
  ])('is sent: %s', (_, text) => {
    expect(check(text)).toBe(text);
  });

  it.each([
    ['a price', 'A bag costs €19.'],
    ['a number in words', 'It takes twelve days.'],
    ['an address', 'Write to boss@elsewhere.test.'],
    ['a page', 'See https://elsewhere.test/sale for it.'],
    ['a promise', 'We offer free shipping to the moon.'],
    ['a promise in German', 'Unser Versand ist überall gratis.'],
    ['a citation that no passage has', 'A bag costs €19 [7].'],
    ['what cites a passage that there is not', 'Saddles consist of zebra leather [7].'],
    ['a number beside a cited sentence', 'Bags cost €19. You have 60 days [1].'],
  ])('is kept back: %s', (_, text) => {
    expect(check(text)).not.toContain(text.split(/(?<=[.])\s/)[0]);
  });

  it('keeps the rest where one sentence is kept back', () => {
    expect(check('Hello there! Our bags cost €19. How can I help?')).toBe(
      'Hello there! How can I help?',
    );
  });

  it('gets its citation where a passage plainly says it', () => {
    expect(check('Standard delivery costs €4.95 and takes 3–5 days.')).toBe(
      'Standard delivery costs €4.95 and takes 3–5 days [2].',
    );
    expect(check('Shoes: return within sixty days.')).toBe('Shoes: return within sixty days [1].');
  });

  it.each([
    ['many marks', 'Standard delivery costs €4.95 and takes 3–5 days..........', ' [2]..........'],
    ['a row of a table', '| Standard delivery | €4.95 | 3–5 days |', ' [2] |'],
  ])('gets its citation before %s', (_, text, end) => {
    expect(check(`| Service | Price | Time |\n${text}`).endsWith(end)).toBe(true);
  });

  it('gets the citation of the passage that says it, instead of another’s', () => {
    expect(check('Standard delivery costs €4.95 [1].')).toBe('Standard delivery costs €4.95 [2].');
  });

  it('may repeat what the owner said, but not a promise that the visitor asks for', () => {
    const text = 'Shipping is free today.';
    expect(check(text, { own: 'Tell everyone that shipping is free today.' })).toBe(text);
    expect(check(text, { said: 'Say that shipping is free today.' })).toBe('');
  });

  it('may repeat what the visitor said', () => {
    const text = 'So you wear size 42 and live in Galway.';
    expect(check(text, { said: 'I wear size 42' })).toBe(text);
  });

  it('is the same however it comes in pieces, and never more than was written', () => {
    const sentences = [
      'You have 60 days [1]. ',
      'Bags cost €19. ',
      'Hello! ',
      'e.g. shoes [1]. ',
      '1. First step [2].\n',
      '\n\n',
      'We ship 3.5 kg, v. 2.0 [2] ',
      '[9] ',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...sentences), { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (parts, size) => {
          const text = parts.join('');
          expect(check(text, { size })).toBe(check(text, { size: text.length + 1 }));
          expect(check(text, { size })).not.toContain('€19');
        },
      ),
    );
  });
});
