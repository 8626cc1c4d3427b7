import { BoundedProcess, LimitError } from '../platform/boundedProcess.ts';
import { limitReached, UnreadableSourceError } from './extractText.ts';
import type { IndexedPassage } from './indexPassage.ts';
import type { FrontMatter } from './reading/frontMatter.ts';
import type { Unread } from './reading/unread.ts';

/** A source as it is stored: its text, or the file whose text nobody has read yet. */
export interface UnreadDocument {
  title: string;
  url: string | null;
  /** The name of the file that it was uploaded as. */
  fileName: string | null;
  text: string | null;
  /** The type of the file that its text comes from; null for text that was written here. */
  mediaType: string | null;
  file: { bytes: Uint8Array; mediaType: string } | null;
  /** In which its passages are; null where the reader has to find out. */
  language: string | null;
}

/** What is known of a document besides its passages. */
interface DocumentHead {
  /** The text of a file; empty for text that was written here. */
  text: string;
  unread: Unread | null;
  /** What it is called: as its owner says, or else as it names itself. */
  title: string;
  frontMatter: FrontMatter | null;
  /** The language of a file's text; null where its letters do not tell, and of text that was written here. */
  languageFound: string | null;
}

/** What `documentReader.ts` sends: first what is known of the document, then its passages in batches. */
export type DocumentPart = DocumentHead | { passages: IndexedPassage[] };

const reader = new BoundedProcess<UnreadDocument, DocumentPart>(
  new URL('./documentReader.ts', import.meta.url),
);

/**
 * Reads a document in a process of its own, one at a time and within a minute and 450 MB, so that a
 * hostile one can only end that process.
 * @throws {UnreadableSourceError} when it cannot be read, in words for its owner
 */
export async function readDocument(
  document: UnreadDocument,
  signal?: AbortSignal,
): Promise<DocumentHead & { passages: IndexedPassage[] }> {
  try {
    const parts = await reader.run(document, signal);
    const head = parts.find((part) => 'text' in part)!;
    return {
      ...head,
      text: document.text ?? head.text,
      passages: parts.flatMap((part) => ('passages' in part ? part.passages : [])),
    };
  } catch (error) {
    if (error instanceof LimitError) throw new UnreadableSourceError(limitReached[error.limit]);
    const { name, message } = error as Error;
    throw name === 'UnreadableSourceError' ? new UnreadableSourceError(message) : error;
  }
}
