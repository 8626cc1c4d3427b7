import type { Token, Tokens } from 'marked';
import { blocksOf } from './blocks.ts';
import { plainText } from './chunk.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Ends of segments that end no sentence: abbreviations, initials, and numbers of a list. */
const noSentenceEnd =
  /(?:^|[\s("“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sgt|Gen|Col|Capt|Lt|Rev|Jr|Sr|vs|etc|approx|ca|cf|e\.g|i\.e|No|Nos|Inc|Ltd|Co|Corp|Fig|Vol|U\.S|U\.K|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|\d{1,2})\.$/;

/**
 * The sentences of a passage without Markdown's marks, in order; an item of a list and a row of a
 * table count as one each. The same text gives the same sentences in every process.
 */
export function sentencesOf(markdown: string): string[] {
  return blocksOf(markdown)
    .flatMap(blockSentences)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function blockSentences(token: Token): string[] {
  switch (token.type) {
    case 'space':
    case 'hr':
    case 'def':
      return [];
    case 'list':
      return (token as Tokens.List).items.flatMap((item) =>
        item.tokens.some(({ type }) => type === 'list' || type === 'paragraph')
          ? item.tokens.flatMap(blockSentences)
          : [oneLine(item.text)],
      );
    case 'table':
      return tableRows(token as Tokens.Table).map(({ sentence }) => sentence);
    case 'code':
      return [(token as Tokens.Code).text];
    case 'html':
      return splitSentences(oneLine(token.raw.replace(/<!--[\s\S]*?(?:-->|$)|<[^<>]+>/g, ' ')));
    case 'blockquote':
      return (token as Tokens.Blockquote).tokens.flatMap(blockSentences);
    default:
      return splitSentences(oneLine('text' in token ? String(token.text) : token.raw));
  }
}

/** Above this many characters the names of columns are not repeated in each row. */
const maxRepeated = 20_000;

/** Each row with the names of its columns, since a row alone says nothing. */
export function tableRows({
  header,
  rows,
}: Tokens.Table): { sentence: string; cells: { name: string; value: string }[] }[] {
  const names = header.map(({ text }) => oneLine(text));
  const isCrowded = names.join('').length * rows.length > maxRepeated;
  return rows.map((row) => {
    const cells = row.map((cell, index) => ({
      name: isCrowded ? '' : (names[index] ?? ''),
      value: oneLine(cell.text),
    }));
    return {
      sentence: cells.map(({ name, value }) => (name ? `${name}: ${value}` : value)).join('; '),
      cells,
    };
  });
}

function oneLine(markdown: string): string {
  return plainText(markdown).replace(/\s+/g, ' ');
}

function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const last = sentences.at(-1);
    // The longest of the abbreviations is far shorter than what is looked at.
    if (last !== undefined && noSentenceEnd.test(last.trimEnd().slice(-20))) {
      sentences[sentences.length - 1] = last + segment;
    } else {
      sentences.push(segment);
    }
  }
  return sentences;
}
