import { cutText } from '@echoai/contract/text';
import { summaryTokens } from './limits.ts';
import type { SessionState } from './sessionState.ts';

const maxLength = summaryTokens * 4;
const maxFactsTold = 8;

/** A fact as it is told: where it came from, and what it says. */
interface ToldFact {
  text: string;
  sessionId: string | null;
  sourceMessageId: string | null;
}

/**
 * What has left a conversation's window, in short: as a model wrote it, else the facts told there
 * that still hold, the topics, and the questions without an answer. Empty until something has left.
 */
export function renderSummary({
  state,
  facts,
}: {
  state: SessionState | null;
  facts: ToldFact[];
}): string {
  if (!state) return '';
  const { sessionId, throughMessageId, written, topics, openQuestions } = state;
  const open =
    openQuestions.length > 0 ? `Not answered: ${openQuestions.map(quote).join(', ')}.` : '';
  if (written) return bounded([written.text, open]);
  const told = facts
    .filter(
      (fact) =>
        fact.sessionId === sessionId &&
        fact.sourceMessageId !== null &&
        fact.sourceMessageId <= throughMessageId,
    )
    .slice(-maxFactsTold)
    .map(({ text }) => text);
  return bounded([
    told.length > 0 ? `Told: ${told.join('; ')}.` : '',
    topics.length > 0 ? `Asked about: ${topics.join(', ')}.` : '',
    open,
  ]);
}

const quote = (text: string) => `“${text}”`;

/** Within its bound as JSON too, in which quotation marks count twice. */
function bounded(parts: string[]): string {
  let text = parts.filter((part) => part !== '').join('\n');
  while (JSON.stringify(text).length > maxLength) {
    text = `${cutText(text, Math.floor(text.length * 0.9) - 1)}…`;
  }
  return text;
}
