import { wordFrequency } from './wordFrequency.ts';

/** Shorter words have too many neighbours. */
const minimumLength = 5;
/** In words so long two slips are corrected. */
const longLength = 8;

/** How the word may begin that a misspelt one was meant to be: people rarely miss the first two letters both. */
export function prefixesOf(misspelt: string): string[] {
  const [first = '', second = '', third = ''] = misspelt;
  const vowels = [...'aeiouhlr'].map((letter) => first + letter);
  return [...new Set([first + second, second + first, first + third, second + third, ...vowels])];
}

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
  const near = vocabulary.filter(({ term }) => term.length >= minimumLength - 1);
  const commonest = (found: typeof vocabulary) =>
    found.sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1))[0]?.term ?? null;
  const one = commonest(near.filter(({ term }) => isOneEditAway(misspelt, term)));
  if (one !== null || misspelt.length < longLength) return one;
  return commonest(near.filter(({ term }) => isTwoEditsAway(misspelt, term)));
}

/** Two slips, in words that are alike at both ends or differ by two swapped pairs. */
function isTwoEditsAway(a: string, b: string): boolean {
  if (b.length < longLength - 1 || a[0] !== b[0] || Math.abs(a.length - b.length) > 2) return false;
  // One slip made good by what the other word has there, and the rest is one slip away.
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    isOneEditAway(restA.slice(1), restB) ||
    isOneEditAway(restA, restB.slice(1)) ||
    isOneEditAway(restA.slice(1), restB.slice(1)) ||
    (restA[0] === restB[1] &&
      restA[1] === restB[0] &&
      isOneEditAway(restA.slice(2), restB.slice(2)))
  );
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
