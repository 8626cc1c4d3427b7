import type { Recollection } from '@echoai/contract';
import { cutText } from '@echoai/contract/text';
import { termsOf } from '../../knowledge/language.ts';
import { askedFor } from './askedFor.ts';
import { extractFacts } from './extractFacts.ts';
import type { Fact, Facts } from './facts.ts';
import { type History, hasTerm, type Recallable } from './history.ts';
import { countTokens, recollectionTokens } from './limits.ts';
import { asksAboutSelf } from './ownWords.ts';
import { type Fit, fitOf, type MemoryQuery, rankHistory, readQuery } from './rankMemory.ts';
import { sentencesOfMessage } from './sentences.ts';

/** Something recalled, with what an answer needs of it. */
export interface Recalled extends Recollection, Fit {
  /** Milliseconds since 1970. */
  saidAt: number;
  /** Of a fact: the visitor put it right. */
  isCorrected: boolean;
  /** Of a message: it only asks. */
  isAsking: boolean;
  /** Of a fact: the message that told it, if it may be recalled. */
  said: string | null;
  /** Of a message: it stands in the window of recent ones anyway. */
  isInWindow: boolean;
}

export interface RecallInput {
  /** The question, with what it refers to. */
  query: string;
  /** Its unit vector by the offline model; null ranks by words alone. */
  vector: readonly number[] | null;
  facts: Facts;
  history: History;
  /** Ids of the messages in the window. */
  window: Set<string>;
  /**
   * How much to recall: `asked` when the message was recognised as a question about what is
   * remembered; `deep` when nothing else can answer, or visitors ask about themselves; else only
   * what is plainly about the question.
   */
  depth: 'asked' | 'deep' | 'shallow';
  /** Milliseconds since 1970. */
  now: number;
}

/** By depth: how many, and how well they must fit, by themselves and beside the best. */
const depths = {
  asked: { facts: 8, messages: 30, leastOfFact: 0.2, least: 0.2, share: 0.4 },
  deep: { facts: 8, messages: 30, leastOfFact: 0.35, least: 0.35, share: 0.4 },
  shallow: { facts: 6, messages: 10, leastOfFact: 0.6, least: 0.65, share: 0.5 },
} as const;
/** Longest text of one recollection, in UTF-16 code units. */
const maxTextLength = 400;
const maxAnswerLength = 160;

/**
 * What a question brings back of the visitor's facts and earlier messages, the best first, within
 * the bound of tokens. What was superseded, has expired, or was corrected away is never among it.
 * Pure: the same memory and question recall the same.
 */
export function recall(input: RecallInput): Recalled[] {
  const query = readQuery(input.query, input.vector);
  if (input.depth === 'asked') query.terms = [...new Set(askedFor(input.query))];
  // “Where am I from?” has no term, and still asks something; “Hello” does not.
  const isAboutSelf = input.depth === 'asked' || asksAboutSelf(input.query);
  if (query.terms.length === 0 && !isAboutSelf) return [];
  const words = wordsWithTerms(input.query);
  return withinBound([
    ...recallFacts({ ...input, query, words }),
    ...recallMessages({ ...input, query, words }),
  ]);
}

interface Search extends Omit<RecallInput, 'query'> {
  query: MemoryQuery;
  words: AskedWord[];
}

function recallFacts({ facts, history, now, depth, query, words }: Search): Recalled[] {
  const { facts: count, leastOfFact } = depths[depth];
  return facts.valid
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .map((fact) => ({ fact, fit: fitOf(query, fact) }))
    .filter(({ fit }) => fit.score >= leastOfFact)
    .sort((a, b) => b.fit.score - a.fit.score || (a.fact.id < b.fact.id ? 1 : -1))
    .slice(0, count)
    .map(({ fact, fit }) => ({
      kind: 'fact',
      id: fact.id,
      text: fact.text,
      reason: reasonOf(words, (term) => fact.terms.has(term)),
      saidAt: fact.correctedAt ?? fact.createdAt,
      isCorrected: fact.correctedAt !== null,
      isAsking: false,
      said: sourceOf(fact, history),
      isInWindow: false,
      ...fit,
    }));
}

function sourceOf({ sourceMessageId }: Fact, { entries }: History): string | null {
  const source = entries.findLast(({ id }) => id === sourceMessageId);
  return source && source.text.length <= maxTextLength ? source.text : null;
}

function recallMessages(search: Search): Recalled[] {
  const { history, depth, query } = search;
  const { messages: count, least, share } = depths[depth];
  const fit = rankHistory(query, history);
  const best = fit.score.reduce((highest, score) => Math.max(highest, score), 0);
  const floor = Math.max(least, share * best);
  const places: number[] = [];
  for (const [place, score] of fit.score.entries()) if (score >= floor) places.push(place);
  // Of equal ones the newer first.
  places.sort((a, b) => fit.score[b]! - fit.score[a]! || b - a);
  const found: Recalled[] = [];
  for (const place of places) {
    if (found.length === count) break;
    const recalled = recallMessage(search, place, {
      words: fit.words[place]!,
      meaning: fit.meaning[place]!,
      score: fit.score[place]!,
    });
    if (recalled) found.push(recalled);
  }
  return found;
}

function recallMessage(
  { history, facts, window, words, query }: Search,
  place: number,
  fit: Fit,
): Recalled | null {
  const entry = history.entries[place]!;
  const text = withoutStale(entry, facts.stale.get(entry.id));
  if (text === '') return null;
  const { id, saidAt, answer, isAsking } = entry;
  const said = excerpt(text, query);
  const answered = isAsking && answer ? ` (answered: “${cutText(answer, maxAnswerLength)}”)` : '';
  return {
    kind: 'message',
    id,
    text: said + answered,
    reason: reasonOf(words, (term) => hasTerm(history, place, term)),
    saidAt,
    isCorrected: false,
    isAsking,
    said: null,
    isInWindow: window.has(id),
    ...fit,
  };
}

/** A message without the sentences that told what is known better now. */
function withoutStale({ text, saidAt }: Recallable, slots: Set<string> | undefined): string {
  if (!slots) return text;
  const stale = extractFacts({ text, told: new Date(saidAt) })
    .filter(({ slot }) => slot !== null && slots.has(slot))
    .map(({ sentence }) => sentence);
  return sentencesOfMessage(text)
    .filter((sentence) => !stale.includes(sentence))
    .join(' ');
}

/** The sentences of a long message around the one that has most of the question's words. */
function excerpt(text: string, { terms }: MemoryQuery): string {
  if (text.length <= maxTextLength) return text;
  const wanted = new Set(terms);
  const sentences = sentencesOfMessage(text);
  const counts = sentences.map(
    (sentence) => termsOf(sentence).filter((term) => wanted.has(term)).length,
  );
  const start = counts.indexOf(Math.max(...counts));
  let found = cutText(sentences[start]!, maxTextLength);
  for (const sentence of sentences.slice(start + 1)) {
    if (found.length + sentence.length >= maxTextLength) break;
    found += ` ${sentence}`;
  }
  return `${start > 0 ? '… ' : ''}${found} …`;
}

/** A word of the question, and its terms. */
interface AskedWord {
  word: string;
  terms: string[];
}

function wordsWithTerms(question: string): AskedWord[] {
  return cutText(question, 500)
    .split(/[^\p{L}\p{N}’'-]+/u)
    .map((word) => ({ word: word.toLowerCase(), terms: termsOf(word) }));
}

/** Why something is recalled, in the owner's words. */
function reasonOf(words: AskedWord[], has: (term: string) => boolean): string {
  const shared = words.filter(({ terms }) => terms.some(has));
  const distinct = [...new Map(shared.map(({ word, terms }) => [terms[0], word])).values()];
  return distinct.length > 0 ? `about: ${distinct.slice(0, 5).join(', ')}` : 'similar in meaning';
}

function withinBound(found: Recalled[]): Recalled[] {
  let tokens = 0;
  return found.filter(({ text, isInWindow }) => {
    // As JSON, with its date. What is in the window is not passed twice.
    const cost = isInWindow ? 0 : countTokens(JSON.stringify(text)) + 10;
    if (tokens + cost > recollectionTokens) return false;
    tokens += cost;
    return true;
  });
}
