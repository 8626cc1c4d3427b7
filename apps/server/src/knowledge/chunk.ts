import type { Token } from 'marked';
import { blocksOf } from './blocks.ts';

/** A piece of a document under its headings. */
export interface Chunk {
  /** Headings above it, outermost first. */
  headingPath: string[];
  /** Markdown of whole blocks, or plain sentences of a block that was too long. */
  text: string;
}

/**
 * Longest chunk in UTF-16 code units: about 250 words, a paragraph or two. Longer ones blur their
 * embedding and make quotations hard to check; shorter ones lose what “it” refers to.
 */
const maxLength = 1_600;
/** Blocks under one heading are joined up to this length. */
const targetLength = 1_000;
/** A longer heading is a paragraph that someone underlined. */
const maxHeadingLength = 200;

/**
 * Splits Markdown at its headings, and what stands under a heading into chunks of whole blocks.
 * Plain text is Markdown without headings. Nothing of the text is lost but white space: a heading
 * with nothing below it is a chunk itself.
 */
export function chunkMarkdown(markdown: string): Chunk[] {
  const chunks: Chunk[] = [];
  const path: { depth: number; title: string }[] = [];
  let blocks: string[] = [];
  let lastHeadingIsAlone = false;

  const close = ({ nextDepth }: { nextDepth: number }) => {
    const headingPath = path.map(({ title }) => title);
    for (const text of joinBlocks(blocks)) chunks.push({ headingPath, text });
    if (blocks.length > 0) lastHeadingIsAlone = false;
    blocks = [];
    while (path.length > 0 && path.at(-1)!.depth >= nextDepth) {
      const { title } = path.pop()!;
      if (lastHeadingIsAlone) {
        chunks.push({ headingPath: path.map((above) => above.title), text: title });
        lastHeadingIsAlone = false;
      }
    }
  };

  for (const token of blocksOf(markdown)) {
    const heading = token.type === 'heading' ? token.text : '';
    // The marks of a far too long one stay: to look for them takes time by the square of its length.
    const title = heading.length > 10 * maxHeadingLength ? heading : plainText(heading);
    if (title.length > maxHeadingLength) {
      for (const text of splitLongText(title)) blocks.push(text);
    } else if (token.type === 'heading') {
      close({ nextDepth: token.depth });
      if (title) path.push({ depth: token.depth, title });
      if (title) lastHeadingIsAlone = true;
    } else {
      for (const text of blockTexts(token)) blocks.push(text);
    }
  }
  close({ nextDepth: 0 });
  return chunks;
}

/** The text of one block, in pieces of at most `maxLength`. */
function blockTexts(token: Token): string[] {
  if (token.type === 'space' || token.type === 'hr') return [];
  const text = token.raw.trim();
  if (text === '') return [];
  if (text.length <= maxLength) return [text];
  if (token.type === 'table' && isEasilySplit(text)) return tableTexts(text);
  // A long list splits between its items, any other block between its lines, then its sentences.
  const parts =
    token.type === 'list'
      ? token.items.map(({ raw }: { raw: string }) => raw.trim())
      : text.split('\n');
  return joinBlocks(parts.flatMap(splitLongText), '\n');
}

/** Whether head and any row of a table fit a chunk together. */
function isEasilySplit(table: string): boolean {
  const [header = '', rule = '', ...rows] = table.split('\n');
  // No spread: a function takes some 100,000 arguments, and a table may have more rows.
  const longestRow = rows.reduce((longest, { length }) => Math.max(longest, length), 0);
  return header.length + rule.length + 2 + Math.max(longestRow, targetLength) <= maxLength;
}

/** A table's rows in several tables, each under the same head: a row alone says nothing. */
function tableTexts(table: string): string[] {
  const [header, rule, ...rows] = table.split('\n');
  return joinBlocks(rows, '\n').map((some) => [header, rule, some].join('\n'));
}

/** Joins neighbouring pieces up to the target length, without splitting any. */
function joinBlocks(pieces: string[], separator = '\n\n'): string[] {
  const joined: string[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && last.length + separator.length + piece.length <= targetLength) {
      joined[joined.length - 1] = last + separator + piece;
    } else {
      joined.push(piece);
    }
  }
  return joined;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

function splitLongText(text: string): string[] {
  if (text.length <= maxLength) return text.trim() ? [text.trim()] : [];
  const sentences = [...segmenter.segment(text)].flatMap(({ segment }) =>
    hardSplit(segment.trim()),
  );
  return joinBlocks(sentences.filter(Boolean), ' ');
}

/** Text without any sentence end (a table of numbers, base64) is cut at white space, else anywhere. */
function hardSplit(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > maxLength) {
    const space = rest.lastIndexOf(' ', maxLength);
    const at = space > maxLength / 2 ? space : wholeCharacters(rest, maxLength);
    pieces.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  pieces.push(rest);
  return pieces;
}

/** `length`, or one less where it would cut a surrogate pair. */
function wholeCharacters(text: string, length: number): number {
  const code = text.charCodeAt(length - 1);
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length;
}

/** Text without Markdown's marks: for headings, embeddings and quotations. */
export function plainText(markdown: string): string {
  return (
    markdown
      .replace(/!?\[([^[\]]*)\]\([^)\s[]*(?:\s+"[^"]*")?\)/g, '$1')
      .replace(/^\s{0,3}(#{1,6}\s+|>\s?)/gm, '')
      .replace(/<br\s*\/?>/gi, ' ')
      .replace(/(\*\*|__|~~)/g, '')
      .replace(/(^|\s)[*_](\S[^*_\n]*\S|\S)[*_](?=$|[\s.,;:!?)])/g, '$1$2')
      // Backslashes before marks go, as pages in HTML come with many; those within code are its own.
      .replace(/`([^`\n]*)`|\\([!-/:-@[-`{-~])|`/g, '$1$2')
      .trim()
  );
}
