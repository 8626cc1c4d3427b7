import { wordFrequency } from './wordFrequency.ts';

/** Shorter words have too many neighbours. */
const minimumLength = 5;

/** Whether a term that the knowledge does not have may be a slip of the pen. */
export function mayBeMisspelt(term: string): boolean {
  return term.length >= minimumLength && !/\p{N}/u.test(term) && wordFrequency(term) < 3e-6;
}

/**
 * The commonest term that one letter added, lost, changed or swapped with its neighbour makes of a
 * misspelt one; null when there is none.
 */
export function correctSpelling(
  misspelt: string,
  vocabulary: { term: string; count: number }[],
): string | null {
  const [best] = vocabulary
    .filter(({ term }) => term.length >= minimumLength - 1 && isOneEditAway(misspelt, term))
    .sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1));
  return best?.term ?? null;
}

function isOneEditAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB === `${restA[1]}${restA[0]}`;
}
