import { createHash } from 'node:crypto';
import { codeTermsOf } from './codes.ts';
import { termsOf } from './language.ts';
import { sentencesOf } from './sentences.ts';

/** What becomes one row of `passages`. */
export interface PassageDraft {
  position: number;
  title: string;
  headingPath: string[];
  text: string;
  url: string | null;
  /** Whether the title is a question that the text answers. */
  isFaq: boolean;
  /** By whose rules its terms are made, such as `de`. */
  language: string;
}

/** A passage with all that is stored of it. */
export interface IndexedPassage extends PassageDraft {
  /** Equal for passages whose vectors are equal. */
  contentHash: string;
  /** Plain sentences in order; an FAQ's question is the first of its own. */
  sentences: string[];
  /** One line for title and headings, then one for each sentence: its terms, parted by spaces. */
  terms: string;
  /** Number of terms, for BM25. */
  length: number;
  postings: { term: string; frequency: number }[];
}

/** A passage with what the inverted index and the ranking keep of it. */
export function indexPassage(draft: PassageDraft): IndexedPassage {
  const sentences = passageSentences(draft);
  const title = indexTermsOf([draft.title, ...draft.headingPath].join('\n'), draft.language);
  const sentenceTerms = sentences.map((sentence) => indexTermsOf(sentence, draft.language));
  const counts = new Map<string, number>();
  // A word of the title counts once for the whole passage; an FAQ's title is a sentence already.
  for (const term of [...sentenceTerms.flat(), ...(draft.isFaq ? [] : new Set(title))]) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const postings = [...counts].map(([term, frequency]) => ({ term, frequency }));
  return {
    ...draft,
    contentHash: createHash('sha256').update(JSON.stringify(sentences)).digest('hex'),
    sentences,
    terms: [title, ...sentenceTerms].map((line) => line.join(' ')).join('\n'),
    length: postings.reduce((sum, { frequency }) => sum + frequency, 0),
    postings,
  };
}

/** The terms of a text, and at their end the codes in it as one term each. */
function indexTermsOf(text: string, language: string): string[] {
  const terms = termsOf(text, language);
  const codes = codeTermsOf(text).filter((code) => !terms.includes(code));
  return codes.length > 0 ? [...terms, ...codes] : terms;
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
