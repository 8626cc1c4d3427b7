/** Reads one file in a thread of its own: a hostile PDF or page can only stop this thread. */
import { parentPort, workerData } from 'node:worker_threads';

const { bytes, mediaType } = workerData as { bytes: Uint8Array; mediaType: string };

async function readPdf(): Promise<string> {
  const { extractText, getDocumentProxy } = await import('unpdf');
  const document = await getDocumentProxy(bytes);
  const { text } = await extractText(document, { mergePages: false });
  return text
    .map((page) => page.replace(/([^\s-])-\n(\p{Ll})/gu, '$1$2').trim())
    .filter(Boolean)
    .join('\n\n');
}

async function readHtml(): Promise<string> {
  const { default: TurndownService } = await import('turndown');
  const service = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced' });
  service.remove(['script', 'style', 'noscript', 'template', 'iframe', 'nav', 'footer', 'form']);
  return service.turndown(decode());
}

function decode(): string {
  // Other encodings than UTF-8 show as an error instead of as garbage in answers.
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

try {
  const text =
    mediaType === 'application/pdf'
      ? await readPdf()
      : mediaType === 'text/html'
        ? await readHtml()
        : decode();
  parentPort?.postMessage({ text });
} catch (error) {
  const { name, message } = error as Error;
  parentPort?.postMessage({ error: { name, message } });
}
