import { describe, expect, it } from 'vitest';
import { limits } from '../testing/patience.ts';
import { chunkMarkdown } from './chunk.ts';
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
