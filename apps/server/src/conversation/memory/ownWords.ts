import { cutText } from '@echoai/contract/text';
import { escapeMarkdown } from '../extractiveAnswer.ts';
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
  alone: { words: 0.3, meaning: 0.45 },
  besideKnowledge: { words: 0.5, meaning: 0.6 },
};
const maxQuoteLength = 300;

/**
 * Answers a question of visitors about themselves by their own words, with their date, such as
 * “You told me on 3 November: “I ordered size 42””; null when they did not ask, or nothing fits.
 * @param isKnown whether the knowledge seems to hold an answer: then only what is plainly theirs
 */
export function quoteOwnWords({
  question,
  memory,
  isKnown,
}: {
  question: string;
  memory: Pick<TurnMemory, 'recalled'>;
  isKnown: boolean;
}): string | null {
  const patterns = isKnown ? ownWords : maybeOwnWords;
  if (!patterns.some((pattern) => pattern.test(question))) return null;
  const least = isKnown ? leastFit.besideKnowledge : leastFit.alone;
  const fitting = memory.recalled.filter(
    ({ isAsking, words, meaning }) =>
      !isAsking && (words >= least.words || meaning >= least.meaning),
  );
  const fact = fitting.find(({ kind }) => kind === 'fact');
  const message = fitting.find(({ kind }) => kind === 'message');
  const best =
    fact && (!message || fact.isCorrected || fact.score > message.score) ? fact : message;
  if (!best) return null;
  // Their own words rather than our note of them, unless they put the note right.
  const { said, isCorrected } = best;
  return tell(said === null || isCorrected ? best : { ...best, kind: 'message', text: said });
}

function tell({ kind, text, saidAt, isCorrected }: Recalled): string {
  const quote = escapeMarkdown(cutText(text.replace(/\s+/g, ' '), maxQuoteLength));
  const date = dateInWords(saidAt);
  if (isCorrected) return `You put this right on ${date}: “${quote}”`;
  return kind === 'message'
    ? `You told me on ${date}: “${quote}”`
    : `I noted this from what you told me on ${date}: “${quote}”`;
}

/** `3 November`, with the year when it is another; in UTC. */
function dateInWords(milliseconds: number): string {
  const date = new Date(milliseconds);
  const isThisYear = date.getUTCFullYear() === new Date().getUTCFullYear();
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(date);
}
