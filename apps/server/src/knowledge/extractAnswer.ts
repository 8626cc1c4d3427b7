import { passageSentences } from './indexPassage.ts';
import type { RetrievedPassage } from './retrieve.ts';

/** Sentences that an extractive answer has at most. */
const maxSentences = 3;
/** Passages, each of another source, that it is taken from at most. */
const maxPassages = 3;
/** Weight of a sentence's own fit against the odds of its passage. */
const sentenceWeight = 8;
/** A passage whose log odds are this close to the best one's may be the right one just as well. */
const closeOdds = 2;

export interface ExtractedSentence {
  text: string;
  passageIndex: number;
}

/** What a question about an amount, a time or a price wants is in a sentence with a number. */
const asksForNumber =
  /\b(how (?:long|much|many|old|far|often|soon|late|early|big|large|tall|high|heavy|fast)|when|what (?:time|size|price|year|date|day|percentage|number)|costs?|price|deadline)\b/i;
const holdsNumber =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|half|dozen|free|never)\b/i;
const numberBonus = 1.5;

/**
 * The sentences that fit the question best, word for word, grouped by passage in the order of the
 * text. Where another source is nearly as likely as the best, its best sentence is among them, so
 * that an uncertain ranking shows its alternatives instead of hiding them.
 * @returns null when no passage has a sentence
 */
export function extractAnswer({
  question,
  passages,
}: {
  question: string;
  passages: RetrievedPassage[];
}): ExtractedSentence[] | null {
  const sources = new Map<string, number>();
  for (const [index, { sourceId, faqId }] of passages.entries()) {
    const source = sourceId ?? faqId ?? '';
    if (!sources.has(source) && sources.size < maxPassages) sources.set(source, index);
  }
  const best = logOdds(passages[0]);
  const candidates = passages
    .flatMap((passage, passageIndex) => rateSentences({ question, passage, passageIndex }))
    .sort(
      (a, b) => b.score - a.score || a.passageIndex - b.passageIndex || a.position - b.position,
    );

  const chosen = [...sources.values()]
    .filter((index) => best - logOdds(passages[index]) <= closeOdds)
    .flatMap((index) => candidates.find(({ passageIndex }) => passageIndex === index) ?? []);
  for (const candidate of candidates) {
    if (chosen.length >= maxSentences) break;
    if (!chosen.includes(candidate)) chosen.push(candidate);
  }
  if (chosen.length === 0) return null;
  return chosen
    .sort((a, b) => a.passageIndex - b.passageIndex || a.position - b.position)
    .map(({ text, passageIndex }) => ({ text, passageIndex }));
}

function rateSentences({
  question,
  passage,
  passageIndex,
}: {
  question: string;
  passage: RetrievedPassage;
  passageIndex: number;
}) {
  const isFaq = passage.faqId !== null;
  const wantsNumber = asksForNumber.test(question);
  return passageSentences({ ...passage, isFaq })
    .map((text, position) => ({
      text,
      passageIndex,
      position,
      score:
        logOdds(passage) +
        sentenceWeight * (passage.sentenceScores[position] ?? 0) +
        (wantsNumber && holdsNumber.test(text) ? numberBonus : 0),
    }))
    .slice(isFaq ? 1 : 0); // its question is no answer
}

function logOdds(passage: RetrievedPassage | undefined): number {
  const score = Math.min(Math.max(passage?.score ?? 0, 1e-9), 1 - 1e-9);
  return Math.log(score / (1 - score));
}
