import { cutText } from '@echoai/contract/text';
import { escapeMarkdown } from '../extractiveAnswer.ts';
import type { Words } from '../words/words.ts';
import { otherPersons } from './extractFacts.ts';
import type { Recalled } from './recall.ts';
import type { TurnMemory } from './turnMemory.ts';

/** “What size did I order?”, “Do you remember my name?”, “What’s my dog called?” */
const ownWords = [
  /\b(?:did|have|had|am|was|were) (?:i|we)\b/i,
  /\b(?:do|did|can|could) you (?:still )?(?:remember|know|recall|have|note|tell me)\b.{0,80}\b(?:i|i[’']m|my|me|our)\b/i,
  /\b(?:what|which|when|where|who|how (?:old|big|tall|much|many))(?:[’']s| is| are| was| were)\b.{0,40}\bmy\b/i,
  /\bremind me\b|\bwhat do you know about me\b|\bwho am i\b|\babout me\b/i,
];
/** “Where do I live?”, but also “What do I have to pay?”, which the business knows better. */
const maybeOwnWords = [
  ...ownWords,
  /\b(?:what|which|when|where|who|whom|how (?:many|much|long|old|often)|why)\b.{0,60}\b(?:do|would|could|should|can) (?:i|we)\b/i,
  /\b(?:do|would) (?:i|we) (?:usually |always )?(?:like|prefer|live|work|own|wear|speak|play|drive|ride|call)\b/i,
  /\b(?:what|which|when|where|who|whose|how|why)\b.{0,80}\b(?:my|me|our|us)\b/i,
];

/** Whether visitors may be asking for what they said of themselves. */
export function asksAboutSelf(question: string): boolean {
  return maybeOwnWords.some((pattern) => pattern.test(question));
}

/** How well something recalled must fit to be the answer: when nothing else can answer, and else. */
const leastFit = {
  asked: { words: 0.2, meaning: 0.35 },
  alone: { words: 0.3, meaning: 0.45 },
  besideKnowledge: { words: 0.5, meaning: 0.6 },
};
const maxQuoteLength = 300;

interface Asked {
  question: string;
  memory: Pick<TurnMemory, 'recalled'>;
  /** Whether the knowledge seems to hold an answer: then only what is plainly theirs. */
  isKnown: boolean;
  /** Whether the message was recognised as a question for what is remembered. */
  isPlain?: boolean;
}

/** What visitors said that answers a question about themselves; null when they did not ask, or nothing fits. */
export function findOwnWords({
  question,
  memory,
  isKnown,
  isPlain = false,
}: Asked): Recalled | null {
  const patterns = isKnown ? ownWords : maybeOwnWords;
  if (!isPlain && !patterns.some((pattern) => pattern.test(question))) return null;
  const least = leastFit[isPlain ? 'asked' : isKnown ? 'besideKnowledge' : 'alone'];
  const fitting = memory.recalled.filter(
    ({ isAsking, words, meaning }) =>
      !isAsking && (words >= least.words || meaning >= least.meaning),
  );
  const fact = fitting.find(({ kind }) => kind === 'fact');
  const message = fitting.find(({ kind }) => kind === 'message');
  return (
    (fact && (!message || fact.isCorrected || fact.score > message.score) ? fact : message) ?? null
  );
}

/**
 * Answers such a question by the visitor's own words, with their date, such as “You told me on
 * 3 November: “I ordered size 42””; null where there are none.
 */
export function quoteOwnWords({ words, ...asked }: Asked & { words: Words }): string | null {
  const best = findOwnWords(asked);
  if (!best) return null;
  // Their own words rather than our note of them, unless they put the note right.
  const { said, isCorrected } = best;
  const quoted: Recalled =
    said === null || isCorrected ? best : { ...best, kind: 'message', text: said };
  const isOfOthers = quoted.kind === 'message' && speaksOfOthers(quoted.text, asked.question);
  return `${isOfOthers ? `${words.ofOthers} ` : ''}${tell(quoted, words)}`;
}

const self = /\b(?:i|my|me|mine)\b/i;
const quotesSelf = /\b(?:i|we) (?:just )?(?:say|said|tell|told|mention(?:ed)?)\b/i;

/** Whether visitors ask for something of their own, and what they said is somebody else's. */
function speaksOfOthers(text: string, question: string): boolean {
  if (!self.test(question) || quotesSelf.test(question)) return false;
  return otherPersons.test(text) && !otherPersons.test(question);
}

function tell({ kind, text, saidAt, isCorrected }: Recalled, words: Words): string {
  const opening = isCorrected
    ? words.correctedOn
    : kind === 'message'
      ? words.toldOn
      : words.notedOn;
  return quoteWith(opening, { text, at: saidAt, words });
}

/** “You told me on 3 November: “…””, with one of the openings that take a date. */
export function quoteWith(
  opening: (date: string) => string,
  { text, at, words }: { text: string; at: number; words: Words },
): string {
  const quote = escapeMarkdown(cutText(text.replace(/\s+/g, ' '), maxQuoteLength));
  return `${opening(dateInWords(at, words.locale))} “${quote}”`;
}

/** `3 November`, with the year when it is another; in UTC. */
function dateInWords(milliseconds: number, locale: string): string {
  const date = new Date(milliseconds);
  const isThisYear = date.getUTCFullYear() === new Date().getUTCFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(date);
}
