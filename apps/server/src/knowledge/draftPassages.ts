import { chunkMarkdown } from './chunk.ts';
import { UnreadableSourceError } from './extractText.ts';
import type { PassageDraft } from './indexPassage.ts';

/** Most passages of one source: above it a document is a library, and belongs split. */
const maxPassages = 5_000;

/**
 * The passages of a source's text.
 * @throws {UnreadableSourceError} when there are none, or too many
 */
export function draftPassages(
  source: { title: string; url: string | null },
  text: string,
  language: string,
): PassageDraft[] {
  const chunks = chunkMarkdown(text);
  if (chunks.length === 0) throw new UnreadableSourceError('This source holds no text.');
  if (chunks.length > maxPassages) {
    throw new UnreadableSourceError(
      `This source makes ${chunks.length} passages; at most ${maxPassages} are possible. Split it.`,
    );
  }
  return chunks.map(({ headingPath, text: chunkText }, position) => ({
    position,
    title: source.title,
    // A document that opens with its own title would name it twice.
    headingPath: headingPath[0] === source.title ? headingPath.slice(1) : headingPath,
    text: chunkText,
    url: source.url,
    isFaq: false,
    language,
  }));
}
