import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkMarkdown, plainText } from './chunk.ts';

const maxLength = 1_600;
const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** What people paste: letters of many scripts and whatever Markdown reads something into. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '# ',
        '- ',
        '1. ',
        '> ',
        '| a | b |\n|---|---|\n',
        '```\n',
        '\n',
        '\r\n',
        '\n---\n',
        '    ',
        '<p>',
      ),
      fc.integer({ min: 1, max: 2_500 }).map((length) => 'long🙂word'.repeat(length / 10)),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

const words = (maxLength: number) =>
  fc
    .array(fc.stringMatching(/^[a-zäß日本😀]{1,9}$/u), { minLength: 1, maxLength })
    .map((list) => list.join(' '));
const lines = (line: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(line, { minLength: 1, maxLength }).map((list) => list.join('\n'));
const heading = fc.tuple(fc.integer({ min: 1, max: 6 }), words(6));
const block = fc.oneof(
  lines(words(400), 3),
  lines(
    words(40).map((text) => `- ${text}`),
    30,
  ),
  lines(
    words(40).map((text) => `> ${text}`),
    30,
  ),
  lines(words(40), 30).map((code) => `\`\`\`\n${code}\n\`\`\``),
  lines(words(4), 5).map((rows) => `| a | b |\n|---|---|\n${rows.replace(/^.*$/gm, '| $& | c |')}`),
);
const part = fc.oneof(
  heading.map(([depth, title]) => ({ title, markdown: `${'#'.repeat(depth)} ${title}` })),
  block.map((markdown) => ({ title: null, markdown })),
);
const parts = fc.array(part, { maxLength: 12 });

describe('any text', () => {
  it('makes no chunk that is empty, too long, or half of a character', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { text: chunk, headingPath } of chunkMarkdown(text)) {
          expect(chunk.trim()).not.toBe('');
          expect(chunk.length).toBeLessThanOrEqual(maxLength);
          if (text.isWellFormed()) {
            expect([chunk, ...headingPath].every((one) => one.isWellFormed())).toBe(true);
          }
        }
      }),
    );
  });

  it('gives the same chunks again, whatever ends its lines', () => {
    fc.assert(
      fc.property(parts, (document) => {
        const markdown = document.map((one) => one.markdown).join('\n\n');
        const chunks = chunkMarkdown(markdown);
        expect(chunkMarkdown(markdown)).toEqual(chunks);
        expect(chunkMarkdown(markdown.replaceAll('\n', '\r\n'))).toEqual(chunks);
      }),
    );
  });

  it('keeps every word of its blocks in order, and every heading', () => {
    fc.assert(
      fc.property(parts, (document) => {
        const chunks = chunkMarkdown(document.map(({ markdown }) => markdown).join('\n\n'));
        const titles = document.flatMap(({ title }) => title ?? []);
        // A heading with nothing below it is a chunk of its own; the rest are blocks.
        const bodies = chunks.filter(({ text }) => !titles.includes(text));
        const blocks = document.filter(
          ({ title, markdown }) => !title && !titles.includes(markdown),
        );
        expect(lettersOf(bodies.map(({ text }) => text).join(''))).toBe(
          lettersOf(blocks.map(({ markdown }) => markdown).join('')),
        );
        const shown = new Set(chunks.flatMap(({ headingPath, text }) => [...headingPath, text]));
        for (const title of titles) expect(shown).toContain(title);
      }),
    );
  });
});

describe('headings', () => {
  it('are the path of what stands below them', () => {
    const chunks = chunkMarkdown(
      'Intro.\n\n# Shop\n\nA.\n\n## Shipping\n\nB.\n\n#### Islands\n\nC.\n\n## Returns\n\nD.\n\nOther\n=====\n\nE.',
    );
    expect(chunks.map(({ headingPath, text }) => [headingPath.join(' / '), text])).toEqual([
      ['', 'Intro.'],
      ['Shop', 'A.'],
      ['Shop / Shipping', 'B.'],
      ['Shop / Shipping / Islands', 'C.'],
      ['Shop / Returns', 'D.'],
      ['Other', 'E.'],
    ]);
  });

  it('lose their marks, and are none inside code', () => {
    expect(chunkMarkdown('## **Sizes** & [`fit`](/fit) ##\n\n```\n# no heading\n```')).toEqual([
      { headingPath: ['Sizes & fit'], text: '```\n# no heading\n```' },
    ]);
  });

  it('with nothing below them are text, since pages write what matters as headings too', () => {
    expect(chunkMarkdown('# Call us\n\n## +353 1 234\n\n## Closed on Mondays')).toEqual([
      { headingPath: ['Call us'], text: '+353 1 234' },
      { headingPath: ['Call us'], text: 'Closed on Mondays' },
    ]);
  });

  it('longer than a line or two are a paragraph that someone underlined', () => {
    const paragraph = 'We ship every day of the week but Sunday. '.repeat(8).trim();
    expect(chunkMarkdown(`${paragraph}\n---\n\nMore.`)).toEqual([
      { headingPath: [], text: `${paragraph}\n\nMore.` },
    ]);
  });
});

describe('a block that is too long', () => {
  it('of list items is cut between items', () => {
    const items = Array.from({ length: 80 }, (_, index) => `- Item ${index} is kept in one piece.`);
    const chunks = chunkMarkdown(items.join('\n'));
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.flatMap(({ text }) => text.split('\n'))).toEqual(items);
  });

  it('of table rows is cut between rows, each piece under the names of the columns', () => {
    const head = '| Size | Price |\n|------|-------|';
    const rows = Array.from({ length: 150 }, (_, index) => `| ${index} | ${index} euro |`);
    const chunks = chunkMarkdown([head, ...rows].join('\n'));
    expect(chunks.length).toBeGreaterThan(1);
    for (const { text } of chunks) expect(text.startsWith(`${head}\n`)).toBe(true);
    expect(chunks.flatMap(({ text }) => text.split('\n').slice(2))).toEqual(rows);
  });

  it('of table rows that are long themselves still loses no word', () => {
    const row = `| ${'many words '.repeat(300)} | ${'more words '.repeat(300)} |`;
    const table = `| a | b |\n|---|---|\n${row}\n${row}`;
    const chunks = chunkMarkdown(table);
    expect(Math.max(...chunks.map(({ text }) => text.length))).toBeLessThanOrEqual(maxLength);
    expect(wordsOf(chunks.map(({ text }) => text).join(' '))).toEqual(wordsOf(table));
  });

  it('of prose is cut between sentences', () => {
    const sentences = Array.from({ length: 60 }, (_, index) => `Sentence ${index} ends in a stop.`);
    for (const { text } of chunkMarkdown(sentences.join(' '))) {
      expect(text).toMatch(/^Sentence \d+ .* stop\.$/);
    }
  });

  it('without a space is cut all the same, but not inside a character', () => {
    const chunks = chunkMarkdown(`x${'😀'.repeat(3_000)}`);
    expect(chunks.every(({ text }) => text.isWellFormed())).toBe(true);
    expect(chunks.map(({ text }) => text).join('')).toBe(`x${'😀'.repeat(3_000)}`);
  });
});

describe('short blocks', () => {
  it('under one heading share a chunk, under different ones do not', () => {
    expect(chunkMarkdown('One.\n\nTwo.\n\n***\n\n# H\n\nThree.').map(({ text }) => text)).toEqual([
      'One.\n\nTwo.',
      'Three.',
    ]);
  });

  it('of nothing but white space make none', () => {
    for (const text of ['', ' \n\t\n', '\r\n', '\u00a0\n', '---']) {
      expect(chunkMarkdown(text)).toEqual([]);
    }
  });
});

describe('plain text', () => {
  it.each([
    ['**bold**, _italic_ and `code`', 'bold, italic and code'],
    ['[our page](https://x.org "Title") ![logo](l.png)', 'our page logo'],
    ['> quoted\n## Title', 'quoted\nTitle'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    // As HTML pages come in: their text is escaped where Markdown would read a mark into it.
    ['john\\_doe@x.org, 1\\. \\[sic\\] \\*', 'john_doe@x.org, 1. [sic] *'],
    ['`C:\\[x]`', 'C:\\[x]'],
    ['one<br>two<br />three', 'one two three'],
  ])('of %s is %s', (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });
});
