import { cleanText, maxTextLength } from '@echoai/contract/text';

/** Why a source cannot be ingested, in words for its owner; trying again needs another file. */
export class UnreadableSourceError extends Error {
  override name = 'UnreadableSourceError';
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

/** What a file is, by its first bytes and its name; null for what cannot be read. */
export function mediaTypeOf({
  fileName,
  bytes,
}: {
  fileName: string;
  bytes: Uint8Array;
}): string | null {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.includes('%PDF-')) return 'application/pdf';
  const byName = mediaTypes[fileName.split('.').at(-1)?.toLowerCase() ?? ''] ?? null;
  // A zip, an image or a program under the name of a text; UTF-16 has NULs too, and is not UTF-8.
  if (start.includes('\0')) return null;
  if (byName === 'application/pdf') return null;
  return byName;
}

/**
 * The text of a file as Markdown. What strangers made can take any time and memory, so that only
 * `documentReader.ts`, which is a process of its own, calls this.
 * @throws {UnreadableSourceError} encrypted, corrupt, without text, or too long
 */
export async function extractText({
  bytes,
  mediaType,
}: {
  bytes: Uint8Array;
  mediaType: string;
}): Promise<string> {
  const read =
    mediaType === 'application/pdf' ? readPdf : mediaType === 'text/html' ? readHtml : decode;
  const text = cleanText(await explained(() => read(bytes), mediaType)).trim();
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
  return text;
}

async function readPdf(bytes: Uint8Array): Promise<string> {
  const { extractText: textOf, getDocumentProxy } = await import('unpdf');
  const document = await getDocumentProxy(bytes);
  const { text } = await textOf(document, { mergePages: false });
  return text
    .map((page) => page.replace(/([^\s-])-\n(\p{Ll})/gu, '$1$2').trim())
    .filter(Boolean)
    .join('\n\n');
}

async function readHtml(bytes: Uint8Array): Promise<string> {
  const { default: TurndownService } = await import('turndown');
  const service = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced' });
  service.remove(['script', 'style', 'noscript', 'template', 'iframe', 'nav', 'footer', 'form']);
  return service.turndown(decode(bytes));
}

function decode(bytes: Uint8Array): string {
  // Other encodings than UTF-8 show as an error instead of as garbage in answers.
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** What `read` gives; what it throws is said in words for the owner. */
async function explained(read: () => string | Promise<string>, mediaType: string): Promise<string> {
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
  return 'This file is not valid UTF-8 text. Save it as UTF-8 and replace the file.';
}
