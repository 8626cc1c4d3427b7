import { escapeMarkdown } from '../extractiveAnswer.ts';
import type { Recalled } from './recall.ts';
import type { TurnMemory } from './turnMemory.ts';

/** “What size did I order?”, “Do you remember my name?”, “What’s my dog called?” */
const aboutSelf = [
  /\b(?:what|which|when|where|who|whom|how (?:many|much|long|old|often)|why)\b.{0,60}\b(?:did|have|had|was|am|were|do|would) (?:i|we)\b/i,
  /\b(?:did|have|had|am|was|were) (?:i|we)\b/i,
  /\b(?:do|did|can|could) you (?:still )?(?:remember|know|recall|have|note|tell me)\b.{0,80}\b(?:i|i[’']m|my|me|our)\b/i,
  /\b(?:what|which|when|where|who|how (?:old|big|tall|much|many))(?:[’']s| is| are| was| were)\b.{0,40}\bmy\b/i,
  /\bremind me\b|\bwhat do you know about me\b|\bwho am i\b|\babout me\b/i,
];

/** Whether visitors ask for what they said of themselves. */
export function asksAboutSelf(question: string): boolean {
  return aboutSelf.some((pattern) => pattern.test(question));
}

/** How well something recalled must fit a question to be its answer. */
const leastWords = 0.3;
const leastMeaning = 0.45;
const maxQuoteLength = 300;

/**
 * Answers a question of visitors about themselves by their own words, with their date, such as
 * “You told me on 3 November: “I ordered size 42””; null when they did not ask, or nothing fits.
 */
export function quoteOwnWords({
  question,
  memory,
}: {
  question: string;
  memory: Pick<TurnMemory, 'recalled'>;
}): string | null {
  if (!asksAboutSelf(question)) return null;
  const fitting = memory.recalled.filter(
    ({ words, meaning }) => words >= leastWords || meaning >= leastMeaning,
  );
  const fact = fitting.find(({ kind }) => kind === 'fact');
  const message = fitting.find(({ kind }) => kind === 'message');
  const best =
    fact && (!message || fact.isCorrected || fact.score > message.score) ? fact : message;
  if (!best) return null;
  // Their own words rather than our note of them, unless they put the note right.
  const source = memory.recalled.find(({ id }) => id === best.sourceMessageId);
  return tell(best.isCorrected || !source ? best : source);
}

function tell({ kind, text, saidAt, isCorrected }: Recalled): string {
  const quote = escapeMarkdown(text.replace(/\s+/g, ' ').slice(0, maxQuoteLength));
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
