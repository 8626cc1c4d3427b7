import { BoundedProcess, LimitError } from '../platform/boundedProcess.ts';
import { limitReached, UnreadableSourceError } from './extractText.ts';
import type { IndexedPassage } from './indexPassage.ts';
import type { Unread } from './reading/unread.ts';

/** A source as it is stored: its text, or the file whose text nobody has read yet. */
export interface UnreadDocument {
  title: string;
  url: string | null;
  text: string | null;
  /** Of the file that the text is of; null for text that was written here. */
  mediaType: string | null;
  file: { bytes: Uint8Array; mediaType: string } | null;
}

/** What `documentReader.ts` sends: first the text of a file and what could not be read of it, then the passages in batches. */
export type DocumentPart = { text: string; unread: Unread | null } | { passages: IndexedPassage[] };

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
): Promise<{ text: string; unread: Unread | null; passages: IndexedPassage[] }> {
  try {
    const parts = await reader.run(document, signal);
    return {
      text: document.text ?? parts.map((part) => ('text' in part ? part.text : '')).join(''),
      unread: parts.map((part) => ('text' in part ? part.unread : null)).find(Boolean) ?? null,
      passages: parts.flatMap((part) => ('passages' in part ? part.passages : [])),
    };
  } catch (error) {
    if (error instanceof LimitError) throw new UnreadableSourceError(limitReached[error.limit]);
    const { name, message } = error as Error;
    throw name === 'UnreadableSourceError' ? new UnreadableSourceError(message) : error;
  }
}
