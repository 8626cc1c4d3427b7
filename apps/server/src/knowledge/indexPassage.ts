import { termsOf } from './language.ts';

export interface IndexedPassage {
  length: number;
  postings: { term: string; frequency: number }[];
}

/** What the inverted index stores of a passage. */
export function indexPassage({
  title,
  headingPath,
  text,
}: {
  title: string;
  headingPath: string[];
  text: string;
}): IndexedPassage {
  const counts = new Map<string, number>();
  const terms = termsOf([title, ...headingPath, text].join('\n'));
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return {
    length: terms.length,
    postings: [...counts].map(([term, frequency]) => ({ term, frequency })),
  };
}
