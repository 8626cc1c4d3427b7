import { asksYesOrNo, isDeciding, kindBonusFor, pointsElsewhere } from './answerKinds.ts';
import { datesIn, speaksOf, weekdaysIn } from './calendar.ts';
import { passageSentences } from './indexPassage.ts';
import { termsOf } from './language.ts';
import { isWithin, quantitiesIn, rangesIn } from './quantities.ts';
import type { RetrievedPassage } from './retrieve.ts';
import { type Row, rowForNumbers, rowsOf, sayRow } from './tableRows.ts';

/** Sentences that an extractive answer has at most. */
const maxSentences = 3;
/** Passages, each of another source, that it is taken from at most. */
const maxPassages = 3;
/** Weight of a sentence's own fit against the odds of its passage. */
const sentenceWeight = 8;
/**
 * A sentence so far below the best one is not worth quoting, in its passage, in others, and as
 * the best of another source that is as likely; less is where the best one has the kind of fact that was asked for.
 */
const worthQuoting = {
  sure: { nearby: 4, elsewhere: 2, alternative: 3 },
  unsure: { nearby: 6, elsewhere: 6, alternative: 12 },
};
/** From so much gained on, a sentence has the kind of fact that was asked for. */
const sureFrom = 1.5;
/** A passage whose log odds are this close to the best one's may be the right one just as well. */
const closeOdds = 2;
/** What a sentence gains by the day, the date or the range that the question speaks of. */
const bonuses = {
  row: 6,
  range: 1.5,
  weekday: 6,
  date: 4,
  decides: 1,
  ownWords: 1,
  elsewhere: 2.5,
};

export interface ExtractedSentence {
  /** Word for word. */
  text: string;
  /** The same as somebody would say it: a row of a table as a sentence, a bare “Weight: 980 g” with what it is of. */
  said: string;
  passageIndex: number;
  /** Place of the sentence among the passage's; neighbours are one apart. */
  position: number;
}

/** “This also applies to …”: openings that mean nothing without the sentence before. */
const leansOnPrevious =
  /^(?:this|that|these|those|it|they|he|she|his|her|their|its|then|there|however|but|and|or|otherwise|also|such|so|instead|both|neither|if not|if so|in (?:that|this) case|for this|to do so|after that|the same)\b/i;
/** “Weight: 980 g”, “Tuesday to Saturday: 10:00 to 18:00” */
const labelled =
  /^(?!.{0,60}\b(?:we|you|it|they|is|are|has|have|get|can|do|not)\b[^:]{0,60}:)\p{Lu}[^:.!?]{0,60}: \S/u;

/**
 * The sentence that answers best, word for word, with the one that it leans on. Others come with it
 * where they fit nearly as well: of the same passage, or of another source that is as likely, so that
 * an uncertain ranking shows its alternatives instead of hiding them.
 * @returns null when no passage has a sentence
 */
export function extractAnswer({
  question,
  before = '',
  passages,
}: {
  question: string;
  /** What was asked before, where the question leans on it. */
  before?: string;
  passages: RetrievedPassage[];
}): ExtractedSentence[] | null {
  const sources = new Map<string, number>();
  for (const [index, { sourceId, faqId }] of passages.entries()) {
    const source = sourceId ?? faqId ?? '';
    if (!sources.has(source) && sources.size < maxPassages) sources.set(source, index);
  }
  const rate = sentenceRater(question, before);
  const rated = passages.map((passage, passageIndex) => rate(passage, passageIndex));
  const candidates = rated
    .flat()
    .sort(
      (x, y) => y.score - x.score || x.passageIndex - y.passageIndex || x.position - y.position,
    );
  const [best] = candidates;
  if (!best) return null;

  const chosen: RatedSentence[] = [];
  const choose = (sentence: RatedSentence) => {
    const added = withContext(sentence, rated[sentence.passageIndex]!).filter(
      (one) => !chosen.includes(one),
    );
    const fits = chosen.length + added.length <= maxSentences;
    if (fits) chosen.push(...added);
    return fits;
  };
  choose(best);
  const odds = logOdds(passages[0]);
  const margins = best.gained >= sureFrom ? worthQuoting.sure : worthQuoting.unsure;
  for (const index of sources.values()) {
    if (best.isExact || odds - logOdds(passages[index]) > closeOdds) continue;
    const ofSource = candidates.find(({ passageIndex }) => passageIndex === index);
    if (ofSource && ofSource.score >= best.score - margins.alternative) choose(ofSource);
  }
  for (const candidate of candidates) {
    if (best.isExact) break;
    const isNear = candidate.passageIndex === best.passageIndex;
    const margin = isNear ? margins.nearby : margins.elsewhere;
    if (candidate.score < best.score - margin) continue;
    // One that does not fit with its context ends the answer: a worse one would take its place.
    if (!choose(candidate)) break;
  }
  return chosen
    .sort((x, y) => x.passageIndex - y.passageIndex || x.position - y.position)
    .map(({ text, said, passageIndex, position }) => ({ text, said, passageIndex, position }));
}

interface RatedSentence extends ExtractedSentence {
  score: number;
  /** What it gained by the kind of fact that it has. */
  gained: number;
  /** Whether it is the row, the day or the date that the question names: nothing else need be said. */
  isExact: boolean;
}

/** The sentence with the one before it that it leans on, or the list after it that it announces. */
function withContext(sentence: RatedSentence, neighbours: RatedSentence[]): RatedSentence[] {
  const at = neighbours.indexOf(sentence);
  const before = leansOnPrevious.test(sentence.text) ? neighbours[at - 1] : undefined;
  const after = sentence.text.endsWith(':') ? neighbours.slice(at + 1, at + maxSentences) : [];
  if (!sentence.isExact && isOfHours(sentence)) {
    // Opening hours are of all days.
    const first = neighbours.findIndex(isOfHours);
    const others = neighbours.slice(first).filter(isOfHours);
    if (others.length <= maxSentences) return others;
  }
  return [before, sentence, ...after].filter((one) => one !== undefined);
}

const isOfHours = ({ text }: ExtractedSentence) =>
  (labelled.test(text) && /day\b.{0,60}: ?\d{1,2}:\d{2}/i.test(text)) ||
  /^closed (?:on|from) /i.test(text);

/** Rates the sentences of passages for one question. */
function sentenceRater(question: string, before: string) {
  const kindBonus = kindBonusFor(question, before);
  const wantsDecision = asksYesOrNo(question);
  const quantities = quantitiesIn(question);
  const days = [...orElse(weekdaysIn(question), weekdaysIn(before))];
  const dates = [...orElse(datesIn(question), datesIn(before))];
  const terms = new Set(termsOf(question));

  return (passage: RetrievedPassage, passageIndex: number): RatedSentence[] => {
    const isFaq = passage.faqId !== null;
    const isNamed = termsOf(passage.headingPath.at(-1) ?? '').some((term) => terms.has(term));
    const rows = rowsOf(passage.text);
    const exactRow =
      quantities.length > 0 && rows.size > 0
        ? rowForNumbers({ question, quantities, rows: [...rows.values()] })
        : null;
    return passageSentences({ ...passage, isFaq })
      .map((text, position) => {
        const row = rows.get(text);
        const sharesTerm = isNamed || termsOf(text).some((term) => terms.has(term));
        const isOfDay = days.length > 0 && isOpenOn(text, days);
        const isOfDate = dates.length > 0 && dates.some((date) => speaksOf(text, date));
        const isOfRange =
          !row &&
          quantities.some((quantity) =>
            rangesIn(text).some(({ unit, ...range }) =>
              quantity.unit !== null && unit === quantity.unit
                ? isWithin(quantity, { unit, ...range }) || Number.isFinite(range.high)
                : false,
            ),
          );
        const gained =
          kindBonus(text) +
          (row !== undefined && row === exactRow ? bonuses.row : 0) +
          (isOfRange ? bonuses.range : 0) +
          (isOfDay ? bonuses.weekday : 0) +
          (isOfDate ? bonuses.date : 0) +
          (wantsDecision && sharesTerm && isDeciding(text) ? bonuses.decides : 0);
        const ownWords = sharesTerm ? bonuses.ownWords : 0;
        return {
          text,
          said: sayIn(text, { row, passage, terms }),
          passageIndex,
          position,
          gained,
          isExact:
            (row !== undefined && row === exactRow) || (isOfDay && labelled.test(text)) || isOfDate,
          score:
            logOdds(passage) +
            sentenceWeight * (passage.sentenceScores[position] ?? 0) +
            gained +
            ownWords -
            (pointsElsewhere(text) ? bonuses.elsewhere : 0),
        };
      })
      .slice(isFaq ? 1 : 0); // its question is no answer
  };
}

function orElse(own: Set<number>, before: Set<number>): Set<number> {
  return own.size > 0 ? own : before;
}

/** Whether a sentence says when something is open, or closed, on one of the days. */
function isOpenOn(sentence: string, days: number[]): boolean {
  if (!/\d:\d\d|\bclosed?\b|\bopen\b/i.test(sentence)) return false;
  const named = weekdaysIn(sentence);
  return days.some((day) => named.has(day));
}

/** What a quoted sentence is said as. */
function sayIn(
  text: string,
  { row, passage, terms }: { row: Row | undefined; passage: RetrievedPassage; terms: Set<string> },
): string {
  if (row) return sayRow(row);
  if (passage.faqId !== null || !labelled.test(text) || text.length > 120) return text;
  const { title, headingPath } = passage;
  const heading = headingPath.at(-1);
  const isOwn = heading !== undefined && termsOf(heading).some((term) => terms.has(term));
  const isGeneral = heading === undefined || !/\d{1,2}:\d\d/.test(text);
  const name = !isGeneral || isOwn ? heading! : title;
  return `${name}: ${lowerFirst(text)}`;
}

/** “weight: 980 g” behind a name; a name in capitals and a weekday stay as they are. */
function lowerFirst(text: string): string {
  if (/^\p{Lu}{2}|^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/u.test(text)) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function logOdds(passage: RetrievedPassage | undefined): number {
  const score = Math.min(Math.max(passage?.score ?? 0, 1e-9), 1 - 1e-9);
  return Math.log(score / (1 - score));
}
