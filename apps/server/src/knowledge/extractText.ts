import { cleanText, maxTextLength } from '@echoai/contract/text';
import { charsetOfMark } from '../platform/http/decodeText.ts';
import { type ReadText, unreadCharacters } from './reading/unread.ts';

/** Why a source cannot be ingested, in words for its owner; trying again needs another file. */
export class UnreadableSourceError extends Error {
  override name = 'UnreadableSourceError';
}

/**
 * The text of a file as Markdown, and what of it could not be read. What strangers made can take any
 * time and memory, so that only `documentReader.ts`, which is a process of its own, calls this.
 * @throws {UnreadableSourceError} encrypted, corrupt, without text, or too long
 */
export async function extractText({
  bytes,
  mediaType,
}: {
  bytes: Uint8Array;
  mediaType: string;
}): Promise<ReadText> {
  const read = await explained(() => readers[mediaType]?.(bytes) ?? readPlain(bytes), mediaType);
  const text = cleanText(read.text).trim();
  if (text === '') {
    const reason = mediaType === 'text/html' ? read.unread?.reason : undefined;
    throw new UnreadableSourceError(
      mediaType === 'application/pdf'
        ? 'This PDF holds no text; it is probably scanned. Export it with text, or paste the text.'
        : (reason ?? 'This file holds no text.'),
    );
  }
  if (text.length > maxTextLength) {
    throw new UnreadableSourceError(
      `This file holds ${text.length.toLocaleString('en')} characters; at most ${maxTextLength.toLocaleString('en')} can be read. Split it.`,
    );
  }
  return { text, unread: read.unread };
}

// Imported only where they are needed: PDF's reader alone takes a fifth of a second to load.
const readers: Record<string, (bytes: Uint8Array) => Promise<ReadText>> = {
  'application/pdf': async (bytes) => (await import('./reading/readPdf.ts')).readPdf(bytes),
  'text/html': async (bytes) => {
    const html = decode(bytes, declaredEncoding(bytes));
    return (await import('./reading/readHtml.ts')).readHtml(html);
  },
};

function readPlain(bytes: Uint8Array): ReadText {
  const text = decode(bytes);
  return { text, unread: unreadCharacters(text) };
}

/** The encoding that a page names in its first kilobytes. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4_096));
  const named =
    /<meta\b[^<>]{0,200}?\bcharset\s*=\s*["']?\s*([\w:.-]{2,40})/i.exec(start) ??
    /^\s*<\?xml\b[^<>]{0,200}?\bencoding\s*=\s*["']([\w:.-]{2,40})["']/i.exec(start);
  return named?.[1];
}

/**
 * A text in UTF-8, in UTF-16 where it begins with the mark of it, or in the encoding that it names.
 * Every other one shows as an error instead of as garbage in answers.
 */
function decode(bytes: Uint8Array, encoding?: string): string {
  const mark = charsetOfMark(bytes);
  if (mark?.startsWith('utf-16')) return new TextDecoder(mark, { fatal: true }).decode(bytes);
  // Seven bits a letter, which are UTF-8 too.
  const isSevenBits = /^iso-2022-jp$/i.test(encoding ?? '');
  try {
    return new TextDecoder(isSevenBits ? encoding : 'utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!encoding || /^utf-?8$/i.test(encoding)) throw error;
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  }
}

/** What `read` gives; what it throws is said in words for the owner. */
async function explained(
  read: () => ReadText | Promise<ReadText>,
  mediaType: string,
): Promise<ReadText> {
  try {
    return await read();
  } catch (error) {
    throw new UnreadableSourceError(explain(error as Error, mediaType));
  }
}

/** What the owner reads of a document that came against the limits of its reader. */
export const limitReached = {
  time: 'Reading this document took longer than a minute. Split it.',
  memory: 'This document needs too much memory to read. Split it.',
};

function explain({ name, message }: Error, mediaType: string): string {
  if (name === 'PasswordException') {
    return 'This PDF is encrypted. Save it without a password and upload it again.';
  }
  if (/memory|allocation/i.test(message)) return limitReached.memory;
  if (mediaType === 'application/pdf') {
    return 'This PDF is damaged and cannot be read. Export it again and replace the file.';
  }
  // An encoding that nobody knows is one too.
  if (name === 'RangeError' && !/encoding/i.test(message)) {
    return 'This file is nested too deeply to be read. Save its text in a simpler form.';
  }
  return 'This file is not valid UTF-8 text. Save it as UTF-8 and replace the file.';
}
