import { describe, expect, it } from 'vitest';
import { limits } from '../testing/patience.ts';
import { chunkMarkdown } from './chunk.ts';
import { codesIn } from './codes.ts';
import { withoutInvisible } from './reading/invisible.ts';
import { type Piece, pageText } from './reading/pdfLayout.ts';
import { prepareMarkdown } from './reading/prepareMarkdown.ts';
import { readHtml } from './reading/readHtml.ts';
import { sentencesOf } from './sentences.ts';

/** What Markdown's readers have been slow on: a piece that is repeated, or lines of it. */
const pieces = [
  '_a*',
  '[](',
  '![',
  '<!--',
  '**a',
  '`',
  '`a ',
  '> ',
  '- ',
  '1. ',
  '- a\n',
  '> a\n',
  '- a\n\n',
  'a\n',
  '#',
  '# ',
  '[a]: ',
  '[a]: b\n',
  '[a]: b "',
  '|',
  '|a|\n',
  '<a ',
  '<div>\n\n',
  '<?',
  '<![CDATA[',
  '<!A',
  '```\n',
  '~~~\n',
  '* * *\n',
  '*',
  'a\n=\n',
  '[',
  '\\',
  '- [ ] a\n',
  'a\n<!--\n',
  '    a\n\n',
  'A. ',
  'a. ',
  ' ',
  '\t',
  'http://a.',
];
const kinds: [string, (length: number) => string][] = [
  ...pieces.map((piece): [string, (length: number) => string] => [
    JSON.stringify(piece),
    (length) => piece.repeat(length / piece.length),
  ]),
  ['a list item of many lines', (length) => `- a\n${'  b\n'.repeat(length / 4)}`],
  ['a long table', (length) => `|a|\n|-|\n${'|b|\n'.repeat(length / 4)}`],
  ['a table as wide as it is long', (length) => wideTable(Math.floor(Math.sqrt(length)))],
  ['white space within a line', (length) => `a${' '.repeat(length)}b`],
];

const wideTable = (side: number) =>
  `${'|a'.repeat(side)}\n${'|-'.repeat(side)}\n${'|\n'.repeat((side * side) / 2)}`;

/** Milliseconds of the processor, the best of three. */
function cost(work: () => unknown): number {
  const runs = [1, 2, 3].map(() => {
    const before = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...runs);
}

describe('a hostile text', () => {
  it.each(kinds)(
    'takes time by its length to divide, no more: %s',
    (_, make) => {
      const read = (length: number) =>
        cost(() => {
          for (const { text } of chunkMarkdown(make(length))) sentencesOf(text);
        });
      read(20_000);
      // Four times the text: by its square that would be sixteen times the work. What takes a few
      // milliseconds says nothing, and what else the machine does can be seen in one measurement.
      const growth = () => read(160_000) / Math.max(read(40_000), 20);
      const isLinear = [1, 2, 3].some(() => growth() < 8);
      expect(isLinear).toBe(true);
    },
    limits.longTest,
  );

  it(
    'loses nothing of its words',
    () => {
      const deep = `${'> '.repeat(5_000)}word`;
      expect(
        chunkMarkdown(deep)
          .map(({ text }) => text)
          .join(''),
      ).toContain('word');
      const rows = chunkMarkdown(`|a|\n|-|\n${'|b|\n'.repeat(150_000)}`);
      expect(
        rows
          .map(({ text }) => text)
          .join('')
          .match(/b/g),
      ).toHaveLength(150_000);
    },
    limits.test,
  );
});

/** Pieces of a page at the places that a function gives. */
const piecesOf = (count: number, place: (index: number) => Partial<Piece>): Piece[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ text: 'word', x: 50, y: 700, width: 20, size: 12, quarters: 0, isRightToLeft: false },
    ...place(index),
  }));

const documents: [string, (length: number) => unknown][] = [
  ...[
    '- ',
    '+++\n',
    'a: b\n',
    '[',
    '![',
    '![a](data:',
    '![][a]',
    '[a]: <data:,\n',
    '<img ',
    'data:a/b;',
  ].map((piece): [string, (length: number) => unknown] => [
    `before it is divided: ${JSON.stringify(piece)}`,
    (length) =>
      prepareMarkdown(`---\n${piece.repeat(length / piece.length)}data:`, {
        writtenAs: 'markdown',
      }),
  ]),
  ['what nobody sees', (length) => withoutInvisible('\u200D\u200B\u00AD'.repeat(length / 3))],
  ...['A-1', 'a1', 'A 1 ', '00', '0-', 'A-'].map((piece): [string, (length: number) => unknown] => [
    `codes: ${JSON.stringify(piece)}`,
    (length) => codesIn(piece.repeat(length / piece.length), { isQuestion: true }),
  ]),
  ['a page of forms', (length) => readHtml('<form>a</form>'.repeat(length / 14))],
  [
    'a page of tables',
    (length) => readHtml('<table><td>a<td>b<tr><td>1<td>2</table>'.repeat(length / 40)),
  ],
  [
    'a table of spans',
    (length) => readHtml(`<table>${'<tr><td rowspan=0 colspan=99>a<td>b'.repeat(length / 35)}`),
  ],
  [
    'tables in tables',
    (length) => readHtml('<table><td>a<td>b'.repeat(Math.min(300, length / 400))),
  ],
  [
    'a PDF drawn at one place',
    (length) => pageText(piecesOf(length / 40, (index) => ({ text: `w${index}` }))),
  ],
  ['a PDF of one row', (length) => pageText(piecesOf(length / 40, (index) => ({ x: 50 * index })))],
  [
    'a PDF of one column',
    (length) => pageText(piecesOf(length / 40, (index) => ({ y: 20 * index }))),
  ],
  [
    'a PDF of columns',
    (length) =>
      pageText(
        piecesOf(length / 40, (index) => ({
          ...{ text: 'some words of prose', width: 100 },
          ...{ x: 50 + 150 * (index % 4), y: 20 * Math.floor(index / 4) },
        })),
      ),
  ],
];

describe('a hostile document', () => {
  it.each(documents)(
    'takes time by its length to read, no more: %s',
    (_, read) => {
      read(20_000);
      const time = (length: number) => cost(() => read(length));
      const growth = () => time(160_000) / Math.max(time(40_000), 20);
      expect([1, 2, 3].some(() => growth() < 8)).toBe(true);
    },
    limits.longTest,
  );
});
