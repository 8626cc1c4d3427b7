import { askedFor } from '../memory/askedFor.ts';
import type { Move, MoveInput } from './move.ts';
import { say } from './say.ts';

/** Forgets what the visitor asks to have forgotten: what it names, or all of it. */
export const forget: Move = (input) => {
  const { words } = input;
  const wanted = whatToForget(input);
  if (wanted === null) return say('forget', words.nothingToForget);
  return say('forget', words.forgotten, { forget: wanted });
};

function whatToForget({ question, known, memory }: MoveInput): 'everything' | string[] | null {
  const terms = askedFor(question);
  if (terms.length === 0)
    return known.length > 0 || memory.recalled.length > 0 ? 'everything' : null;
  const facts = known.filter((fact) => terms.some((term) => fact.terms.has(term)));
  const messages = memory.recalled.filter(
    ({ kind, isAsking, words }) => kind === 'message' && !isAsking && words > 0,
  );
  const ids = [...facts, ...messages].map(({ id }) => id);
  return ids.length > 0 ? ids : null;
}
