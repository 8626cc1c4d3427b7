import { termsOf } from './language.ts';
import type { PassageDraft } from './passageStore.ts';
import { sentencesOf } from './sentences.ts';

export interface IndexedPassage {
  /** Plain sentences in order; an FAQ's question is the first of its own. */
  sentences: string[];
  /** One line for title and headings, then one for each sentence: its terms, parted by spaces. */
  terms: string;
  /** Number of terms, for BM25. */
  length: number;
  postings: { term: string; frequency: number }[];
}

/** What the inverted index and the ranking keep of a passage. */
export function indexPassage(
  draft: Pick<PassageDraft, 'title' | 'headingPath' | 'text' | 'isFaq'>,
) {
  const sentences = passageSentences(draft);
  const title = termsOf([draft.title, ...draft.headingPath].join('\n'));
  const sentenceTerms = sentences.map(termsOf);
  const counts = new Map<string, number>();
  // A word of the title counts once for the whole passage; an FAQ's title is a sentence already.
  for (const term of [...sentenceTerms.flat(), ...(draft.isFaq ? [] : new Set(title))]) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const postings = [...counts].map(([term, frequency]) => ({ term, frequency }));
  return {
    sentences,
    terms: [title, ...sentenceTerms].map((line) => line.join(' ')).join('\n'),
    length: postings.reduce((sum, { frequency }) => sum + frequency, 0),
    postings,
  } satisfies IndexedPassage;
}

/** The sentences that are ranked and quoted; the same text gives the same ones in every process. */
export function passageSentences({
  title,
  text,
  isFaq,
}: Pick<PassageDraft, 'title' | 'text' | 'isFaq'>): string[] {
  const body = sentencesOf(text);
  return isFaq ? [title, ...body] : body;
}
