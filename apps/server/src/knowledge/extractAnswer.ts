import { passageSentences } from './indexPassage.ts';
import type { RetrievedPassage } from './retrieve.ts';

/** Sentences that an extractive answer has at most. */
const maxSentences = 3;
/** Passages, each of another source, that it is taken from at most. */
const maxPassages = 3;
/** Weight of a sentence's own fit against the odds of its passage. */
const sentenceWeight = 8;
/** A sentence this far below the best one is not worth quoting. */
const worthQuoting = 6;
/** A passage whose log odds are this close to the best one's may be the right one just as well. */
const closeOdds = 2;

export interface ExtractedSentence {
  text: string;
  passageIndex: number;
  /** Place of the sentence among the passage's; neighbours are one apart. */
  position: number;
}

/** “This also applies to …”: openings that mean nothing without the sentence before. */
const leansOnPrevious =
  /^(?:this|that|these|those|it|they|he|she|his|her|their|its|then|there|however|but|and|or|otherwise|also|such|so|instead|both|neither|if not|if so|in (?:that|this) case|for this|to do so|after that|the same)\b/i;

/** What a question about an amount, a time or a price wants is in a sentence with a number. */
const asksForNumber =
  /\b(how (?:long|much|many|old|far|often|soon|late|early|big|large|tall|high|heavy|fast)|when|what (?:time|size|price|year|date|day|percentage|number)|costs?|price|deadline)\b/i;
const holdsNumber =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|half|dozen|free|never)\b/i;
const numberBonus = 1.5;

/**
 * The sentences that fit the question best, word for word, grouped by passage in the order of the
 * text; one that leans on its neighbour comes with it. Where another source is nearly as likely as
 * the best, its best sentence is among them, so that an uncertain ranking shows its alternatives
 * instead of hiding them.
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
  const rated = passages.map((passage, passageIndex) =>
    rateSentences({ question, passage, passageIndex }),
  );
  const candidates = rated
    .flat()
    .sort(
      (x, y) => y.score - x.score || x.passageIndex - y.passageIndex || x.position - y.position,
    );

  const chosen: RatedSentence[] = [];
  const choose = (sentence: RatedSentence) => {
    const added = withContext(sentence, rated[sentence.passageIndex]!).filter(
      (one) => !chosen.includes(one),
    );
    const fits = chosen.length + added.length <= maxSentences;
    if (fits) chosen.push(...added);
    return fits;
  };
  for (const index of sources.values()) {
    if (best - logOdds(passages[index]) > closeOdds) continue;
    const ofSource = candidates.find(({ passageIndex }) => passageIndex === index);
    if (ofSource) choose(ofSource);
  }
  for (const candidate of candidates) {
    const isWorth = candidate.score >= candidates[0]!.score - worthQuoting;
    // One that does not fit with its context ends the answer: a worse one would take its place.
    if (!isWorth || !choose(candidate)) break;
  }
  if (chosen.length === 0) return null;
  return chosen
    .sort((x, y) => x.passageIndex - y.passageIndex || x.position - y.position)
    .map(({ text, passageIndex, position }) => ({ text, passageIndex, position }));
}

interface RatedSentence extends ExtractedSentence {
  score: number;
}

/** The sentence with the one before it that it leans on, or the list after it that it announces. */
function withContext(sentence: RatedSentence, neighbours: RatedSentence[]): RatedSentence[] {
  const at = neighbours.indexOf(sentence);
  const before = leansOnPrevious.test(sentence.text) ? neighbours[at - 1] : undefined;
  const after = sentence.text.endsWith(':') ? neighbours.slice(at + 1, at + maxSentences) : [];
  return [before, sentence, ...after].filter((one) => one !== undefined);
}

function rateSentences({
  question,
  passage,
  passageIndex,
}: {
  question: string;
  passage: RetrievedPassage;
  passageIndex: number;
}): RatedSentence[] {
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
