import { feastsInWords, neighbouringDay } from './calendar.ts';
import { termsOf } from './language.ts';
import { questionParts } from './questionParts.ts';
import { namesOfFact, plainQuestion } from './questionWords.ts';
import type { Retrieval, SearchedQuery } from './retrieve.ts';
import {
  insideOf,
  leaningOf,
  questionOfChoice,
  questionsBefore,
  type SaidBefore,
  standaloneQuestion,
  subjectOf,
} from './subject.ts';

/** One question of a message with what was found for it. */
export interface FoundPart {
  question: string;
  /** What was asked before, where the question leans on it. */
  before?: string;
  retrieval: Retrieval;
}

/** What was found for a message. */
export interface Found {
  /** Of all its questions together. */
  retrieval: Retrieval;
  /** Its questions in order, one for most messages. */
  parts: FoundPart[];
  /** Whether the message, or what was said before, says what it is about. */
  hasSubject: boolean;
}

/** A query with the day that “the day after” means, and what was asked before. */
type PlannedQuery = Omit<SearchedQuery, 'limit'> & { day: string | null; before: string };

export type Search = (query: SearchedQuery) => Promise<Retrieval>;

/**
 * Searches for what a message asks: each of its questions by itself, and what leans on the
 * conversation inside what that is about. A plain question is one search.
 */
export async function searchForTurn({
  question,
  window,
  search,
  limit,
}: {
  question: string;
  /** The conversation before the message, oldest first. */
  window: SaidBefore[];
  search: Search;
  limit: number;
}): Promise<Found> {
  const isPicked = questionOfChoice({ question, window }) !== null;
  const asked = plainQuestion(isPicked ? standaloneQuestion({ question, window }) : question);
  const parts = isPicked ? [{ question: asked, context: '' }] : questionParts(asked);
  const queries = queriesOf(parts, isPicked ? [] : window);
  const found = await Promise.all(
    queries.map(async (query, index) => ({
      question: [parts[index]!.question, query.day ?? ''].join(' ').trim(),
      before: query.before,
      retrieval: await search({
        query: query.query,
        context: query.context,
        inside: query.inside,
        limit,
      }),
    })),
  );
  return {
    retrieval: joinFound(found.length === 1 ? found[0]!.retrieval.query : question, found, limit),
    parts: found,
    hasSubject: isPicked || subjectOf(window) !== null,
  };
}

/** In a question so short the names of the fact that it asks for count as much as its words. */
const maxShortTerms = 3;

/** What to search for, for each question of a message. */
export function queriesOf(
  parts: { question: string; context: string }[],
  window: SaidBefore[],
): PlannedQuery[] {
  const subject = subjectOf(window);
  return parts.map(({ question, context }, index) => {
    const leaning = leaningOf(question);
    const asked = [namesOfFact(question), feastsInWords(question)].filter(Boolean).join(' ');
    const isShort = termsOf(question).length <= maxShortTerms;
    const first = parts[0]!;
    // “How tall is the backpack, and can I lock it?”
    const sibling = index > 0 && leaning === 'wholly' ? first.question : '';
    const isAlone = leaning !== 'wholly' || sibling !== '';
    const before = isAlone ? [] : questionsBefore(window);
    const titled = !isAlone && subject ? [subject.title] : [];
    const day = neighbouringDay({ question, before: questionsBefore(window) });
    const around = [isShort ? '' : asked, context, sibling, ...titled, ...before];
    // What says nothing by itself is asked with what was asked before.
    const isSilent = termsOf(question).length === 0 || day !== null;
    const words = [...(isSilent ? before : []), question, day ?? '', isShort ? asked : ''];
    const query = words.filter(Boolean).join(' ');
    return {
      query,
      day,
      before: sibling ? '' : before.join(' '),
      context: around.filter(Boolean).join(' '),
      inside: sibling ? null : insideOf(subject, question),
    };
  });
}

/** Passages of several questions in turn, the best of each first. */
function joinFound(query: string, parts: FoundPart[], limit: number): Retrieval {
  const answered = parts.filter(({ retrieval }) => retrieval.answerable);
  const joined = (answered.length > 0 ? answered : parts).map(({ retrieval }) => retrieval);
  const passages = new Map<string, Retrieval['passages'][number]>();
  for (let place = 0; place < limit; place++) {
    for (const { passages: each } of joined) {
      const passage = each[place];
      if (passage && passages.size < limit && !passages.has(passage.id)) {
        passages.set(passage.id, passage);
      }
    }
  }
  return {
    query,
    passages: [...passages.values()],
    answerable: answered.length > 0,
    confidence: Math.max(...joined.map(({ confidence }) => confidence)),
  };
}
