import { plainText } from './chunk.ts';
import { sentencesOf, termsOf } from './language.ts';
import type { RetrievedPassage } from './retrieve.ts';

export function extractAnswer({
  question,
  passages,
}: {
  question: string;
  passages: RetrievedPassage[];
}): { sentences: { text: string; passageIndex: number }[] } | null {
  const terms = new Set(termsOf(question));
  const sentences = passages.flatMap((passage, passageIndex) =>
    sentencesOf(plainText(passage.text)).map((text) => ({
      text,
      passageIndex,
      score: termsOf(text).filter((term) => terms.has(term)).length * passage.score,
    })),
  );
  const best = sentences.sort((a, b) => b.score - a.score).slice(0, 2);
  return best.length > 0 ? { sentences: best } : null;
}
