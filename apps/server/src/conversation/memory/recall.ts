import type { Recollection } from '@echoai/contract';
import { termsOf } from '../../knowledge/language.ts';
import { extractFacts } from './extractFacts.ts';
import type { Fact, Facts } from './facts.ts';
import type { History, Recallable } from './history.ts';
import { countTokens, recollectionTokens } from './limits.ts';
import { type Fit, fitOf, rankHistory, readQuery } from './rankMemory.ts';
import { sentencesOfMessage } from './sentences.ts';

/** Something recalled, with what an answer needs of it. */
export interface Recalled extends Recollection, Fit {
  /** Milliseconds since 1970. */
  saidAt: number;
  /** Of a fact: the visitor put it right. */
  isCorrected: boolean;
  /** Of a fact: the message that told it. */
  sourceMessageId: string | null;
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
   * How much to recall: `deep` when nothing else can answer, or the visitor asks about themselves;
   * else only what is plainly about the question.
   */
  depth: 'deep' | 'shallow';
  /** Milliseconds since 1970. */
  now: number;
}

/** By depth: how many, and how well they must fit, by themselves and beside the best. */
const depths = {
  deep: { facts: 8, messages: 24, least: 0.25, share: 0.35 },
  shallow: { facts: 4, messages: 4, least: 0.75, share: 0.6 },
} as const;
/** Facts are few and short, so they need to fit less. */
const leastOfFact = 0.3;
/** Longest text of one recollection, in UTF-16 code units. */
const maxTextLength = 400;
const maxAnswerLength = 160;

/**
 * What a question brings back of the visitor's facts and earlier messages, the best first, within
 * the bound of tokens. What was superseded, has expired, or was corrected away is never among it.
 * Pure: the same memory and question recall the same.
 */
export function recall(input: RecallInput): Recalled[] {
  const { facts, history, now, depth } = input;
  const query = readQuery(input.query, input.vector);
  const limits = depths[depth];
  const rankedFacts = facts.valid
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .map((fact) => ({ fact, fit: fitOf(query, fact) }))
    .filter(({ fit }) => fit.score >= (depth === 'deep' ? leastOfFact : limits.least))
    .sort((a, b) => b.fit.score - a.fit.score || (a.fact.id < b.fact.id ? 1 : -1))
    .slice(0, limits.facts)
    .map((found) => recalledFact(input, found));
  const fits = rankHistory(query, history);
  const best = fits.reduce((highest, { score }) => Math.max(highest, score), 0);
  const least = Math.max(limits.least, limits.share * best);
  const rankedMessages = fits
    .map((fit, place) => ({ fit, entry: history.entries[place]! }))
    .filter(({ fit }) => fit.score >= least)
    .sort((a, b) => b.fit.score - a.fit.score || (a.entry.id < b.entry.id ? 1 : -1))
    // Some more than wanted, since nothing may be left of one.
    .slice(0, limits.messages * 2)
    .flatMap((found) => recalledMessage(input, found))
    .slice(0, limits.messages);
  return withinBound([...rankedFacts, ...rankedMessages]);
}

function recalledFact({ query }: RecallInput, { fact, fit }: { fact: Fact; fit: Fit }): Recalled {
  const { id, text, createdAt, correctedAt, sourceMessageId, terms } = fact;
  return {
    kind: 'fact',
    id,
    text,
    reason: reasonOf(query, terms),
    saidAt: correctedAt ?? createdAt,
    isCorrected: correctedAt !== null,
    sourceMessageId,
    isInWindow: false,
    ...fit,
  };
}

function recalledMessage(
  { query, facts, window }: RecallInput,
  { entry, fit }: { entry: Recallable; fit: Fit },
): Recalled[] {
  const text = withoutStale(entry, facts.stale.get(entry.id));
  if (text === '') return [];
  const { id, saidAt, answer, isAsking } = entry;
  const said = excerpt(text, query);
  const answered = isAsking && answer ? ` (answered: “${answer.slice(0, maxAnswerLength)}”)` : '';
  return [
    {
      kind: 'message',
      id,
      text: said + answered,
      reason: reasonOf(query, new Set(termsOf(text))),
      saidAt,
      isCorrected: false,
      sourceMessageId: null,
      isInWindow: window.has(id),
      ...fit,
    },
  ];
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
function excerpt(text: string, query: string): string {
  if (text.length <= maxTextLength) return text;
  const wanted = new Set(termsOf(query));
  const sentences = sentencesOfMessage(text);
  const counts = sentences.map(
    (sentence) => termsOf(sentence).filter((term) => wanted.has(term)).length,
  );
  const start = counts.indexOf(Math.max(...counts));
  let found = sentences[start]!.slice(0, maxTextLength);
  for (const sentence of sentences.slice(start + 1)) {
    if (found.length + sentence.length >= maxTextLength) break;
    found += ` ${sentence}`;
  }
  return `${start > 0 ? '… ' : ''}${found} …`;
}

/** Why something is recalled, in the owner's words. */
function reasonOf(query: string, terms: Set<string>): string {
  const words = query
    .split(/[^\p{L}\p{N}’'-]+/u)
    .filter((word) => termsOf(word).some((term) => terms.has(term)));
  const distinct = [
    ...new Map(words.map((word) => [termsOf(word)[0], word.toLowerCase()])).values(),
  ];
  return distinct.length > 0 ? `about: ${distinct.slice(0, 5).join(', ')}` : 'similar in meaning';
}

function withinBound(found: Recalled[]): Recalled[] {
  let tokens = 0;
  return found.filter(({ text, isInWindow }) => {
    // With the date and the marks of the JSON around it. What is in the window is not passed twice.
    const cost = isInWindow ? 0 : countTokens(text) + 12;
    if (tokens + cost > recollectionTokens) return false;
    tokens += cost;
    return true;
  });
}
