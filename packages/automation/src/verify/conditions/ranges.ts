/**
 * A place between numbers: just below `value`, or just above it. Sets of numbers are cut there, so
 * that open and closed ends need no cases of their own.
 */
interface Cut {
  value: number;
  side: 'below' | 'above';
}

/** From one cut to a later one. */
type Range = [Cut, Cut];

/** A set of numbers: ranges in order that neither overlap nor touch. */
export type Ranges = Range[];

const lowest: Cut = { value: -Infinity, side: 'below' };
const highest: Cut = { value: Infinity, side: 'above' };
const below = (value: number): Cut => ({ value, side: 'below' });
const above = (value: number): Cut => ({ value, side: 'above' });

export const all: Ranges = [[lowest, highest]];
export const none: Ranges = [];

export const lessThan = (value: number): Ranges => [[lowest, below(value)]];
export const atMost = (value: number): Ranges => [[lowest, above(value)]];
export const greaterThan = (value: number): Ranges => [[above(value), highest]];
export const atLeast = (value: number): Ranges => [[below(value), highest]];
export const only = (value: number): Ranges => [[below(value), above(value)]];

function compare(a: Cut, b: Cut): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  if (a.side === b.side) return 0;
  return a.side === 'below' ? -1 : 1;
}

const later = (a: Cut, b: Cut) => (compare(a, b) < 0 ? b : a);
const earlier = (a: Cut, b: Cut) => (compare(a, b) < 0 ? a : b);

export function intersection(first: Ranges, second: Ranges): Ranges {
  return first.flatMap(([from, to]) =>
    second
      .map(([otherFrom, otherTo]): Range => [later(from, otherFrom), earlier(to, otherTo)])
      .filter(([from, to]) => compare(from, to) < 0),
  );
}

export function union(first: Ranges, second: Ranges): Ranges {
  const joined: Ranges = [];
  for (const [from, to] of [...first, ...second].sort(([a], [b]) => compare(a, b))) {
    const last = joined.at(-1);
    if (last && compare(from, last[1]) <= 0)
      joined[joined.length - 1] = [last[0], later(last[1], to)];
    else joined.push([from, to]);
  }
  return joined;
}

export function complement(ranges: Ranges): Ranges {
  const cuts = [lowest, ...ranges.flat(), highest];
  const gaps: Ranges = [];
  for (let position = 0; position < cuts.length; position += 2)
    if (compare(cuts[position]!, cuts[position + 1]!) < 0)
      gaps.push([cuts[position]!, cuts[position + 1]!]);
  return gaps;
}

export function contains(ranges: Ranges, value: number): boolean {
  return intersection(ranges, only(value)).length > 0;
}
