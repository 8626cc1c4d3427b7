import { cleanText, maxTextLength } from '@echoai/contract/text';
import { type Unread, unreadCharacters } from './reading/unread.ts';

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
    throw new UnreadableSourceError(
      mediaType === 'application/pdf'
        ? 'This PDF holds no text; it is probably scanned. Export it with text, or paste the text.'
        : 'This file holds no text.',
    );
  }
  if (text.length > maxTextLength) {
    throw new UnreadableSourceError(
      `This file holds ${text.length.toLocaleString('en')} characters; at most ${maxTextLength.toLocaleString('en')} can be read. Split it.`,
    );
  }
  return { text, unread: read.unread };
}

/** A document's text, and what could not be read of it. */
export interface ReadText {
  text: string;
  unread: Unread | null;
}

// Imported only where they are needed: PDF's reader alone takes a fifth of a second to load.
const readers: Record<string, (bytes: Uint8Array) => Promise<ReadText>> = {
  'application/pdf': async (bytes) => (await import('./reading/readPdf.ts')).readPdf(bytes),
  'text/html': async (bytes) => {
    const html = decode(bytes);
    return (await import('./reading/readHtml.ts')).readHtml(html);
  },
};

function readPlain(bytes: Uint8Array): ReadText {
  const text = decode(bytes);
  return { text, unread: unreadCharacters(text) };
}

function decode(bytes: Uint8Array): string {
  // Other encodings than UTF-8 show as an error instead of as garbage in answers.
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
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
  if (name === 'RangeError') {
    return 'This file is nested too deeply to be read. Save its text in a simpler form.';
  }
  return 'This file is not valid UTF-8 text. Save it as UTF-8 and replace the file.';
}
