import { Worker } from 'node:worker_threads';
import { cleanText, maxTextLength } from '@echoai/contract';

/** Why a source cannot be ingested, in words for its owner; trying again needs another file. */
export class UnreadableSourceError extends Error {
  override name = 'UnreadableSourceError';
}

const timeLimitMs = 60_000;

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
 * The text of a file as Markdown.
 * @throws {UnreadableSourceError} encrypted, corrupt, without text, too long, or too slow to read
 */
export async function extractText({
  bytes,
  mediaType,
}: {
  bytes: Uint8Array;
  mediaType: string;
}): Promise<string> {
  const result = await runWorker({ bytes, mediaType });
  if (result.error) throw new UnreadableSourceError(explain(result.error, mediaType));
  const text = cleanText(result.text ?? '').trim();
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

interface WorkerResult {
  text?: string;
  error?: { name: string; message: string };
}

function runWorker(workerData: { bytes: Uint8Array; mediaType: string }): Promise<WorkerResult> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./extractWorker.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      stdout: true,
      stderr: true,
    });
    const finish = (result: WorkerResult) => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(
      () => finish({ error: { name: 'TimeoutError', message: '' } }),
      timeLimitMs,
    );
    worker.on('message', finish);
    worker.on('error', ({ name, message }) => finish({ error: { name, message } }));
    worker.on('exit', () => finish({ error: { name: 'Error', message: 'ended early' } }));
  });
}

function explain({ name, message }: { name: string; message: string }, mediaType: string): string {
  if (name === 'PasswordException') {
    return 'This PDF is encrypted. Save it without a password and upload it again.';
  }
  if (name === 'TimeoutError') return 'Reading this file took longer than a minute. Split it.';
  if (/memory/i.test(message)) return 'This file needs too much memory to read. Split it.';
  if (mediaType === 'application/pdf') {
    return 'This PDF is damaged and cannot be read. Export it again and replace the file.';
  }
  return 'This file is not valid UTF-8 text. Save it as UTF-8 and replace the file.';
}
