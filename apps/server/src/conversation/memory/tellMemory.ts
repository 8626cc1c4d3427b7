import type { TurnMemory } from './turnMemory.ts';

/**
 * What is remembered, as JSON for the model, so that no text of a visitor can close its own
 * quotation and pose as something else; null when nothing is.
 */
export function tellMemory({ summary, recalled, daysSince }: TurnMemory): string | null {
  const told = recalled
    .filter(({ isInWindow }) => !isInWindow)
    .map(({ kind, text, saidAt }) => ({ [kind]: text, on: dateOf(saidAt) }));
  if (summary === '' && told.length === 0) return null;
  return JSON.stringify({
    ...(summary ? { earlierInThisConversation: summary } : {}),
    ...(daysSince > 0 ? { daysSinceTheLastMessage: daysSince } : {}),
    ...(told.length > 0 ? { told } : {}),
  });
}

const dateOf = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
