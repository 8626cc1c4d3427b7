/** What is true of texts, for processes too that would wait for the schemas. */

/** Longest pasted text, in UTF-16 code units. */
export const maxTextLength = 1_000_000;

/**
 * Text as people type it: without NUL, which PostgreSQL cannot store, and other control characters
 * that nobody means to send; tabs and line ends stay. Lone surrogates become U+FFFD.
 */
export function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '');
}

/** Longest character that `cutText` keeps whole, in UTF-16 code units: families of emoji have 11 or more. */
const longestCharacter = 64;
let segmenter: Intl.Segmenter | undefined;

/**
 * The beginning of a text, at most `most` UTF-16 code units of it, without half a character at its end:
 * neither half an emoji, which no database and no provider takes, nor a letter that lost its accent.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const from = Math.max(0, most - longestCharacter);
  segmenter ??= new Intl.Segmenter();
  const around = segmenter.segment(text.slice(from, most + longestCharacter));
  const { index } = around.containing(most - from)!;
  if (index > 0) return text.slice(0, from + index);
  // Longer than any that is written: at least no half of a code point.
  return text.slice(0, text.codePointAt(most - 1)! > 0xffff ? most - 1 : most);
}

const mediaTypes: Record<string, string> = {
  txt: 'text/plain',
  text: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  pdf: 'application/pdf',
};

/** Bytes at the beginning of a file that say what it is. */
export const fileStartLength = 1024;

/**
 * What a file of knowledge is, by its name and its first `fileStartLength` bytes; null for what
 * cannot be read. Browsers ask before they send it, and the server when it arrives.
 */
export function mediaTypeOf({
  fileName,
  bytes,
}: {
  fileName: string;
  bytes: Uint8Array;
}): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, fileStartLength));
  if (start.includes('%PDF-')) return 'application/pdf';
  const byName = mediaTypes[fileName.split('.').at(-1)?.toLowerCase() ?? ''] ?? null;
  // A zip, an image or a program under the name of a text; UTF-16 has NULs too, and a mark before them.
  if (start.includes('\0') && !/^(?:\xff\xfe|\xfe\xff)/.test(start)) return null;
  return byName === 'application/pdf' ? null : byName;
}

/** What is said of a file that is none of these. */
export const unreadableFile =
  'Only text (.txt), Markdown (.md), HTML (.html) and PDF files can be read, by name and content.';
