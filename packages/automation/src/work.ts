/**
 * What owners write (templates, patterns, schemas, graphs) is evaluated with a bound on the work, not
 * on the time: the same text gives the same result on a busy machine. A unit is about 20 nanoseconds.
 */

/** Most units for one node: its templates together, or its conditions together. */
export const nodeWork = 3_000_000;
/** Most units for one simulation. */
export const simulationWork = 20_000_000;
/** Most units for reading and checking one graph. */
export const graphWork = 150_000_000;

/** An evaluation was stopped. The message is a sentence, to which the caller adds the node's name. */
export class TooMuchWork extends Error {
  override name = 'TooMuchWork';
  constructor(message = tooMuchWork) {
    super(message);
  }
}

/** A value is nested deeper than anything that writes it can follow. */
export class TooDeep extends TooMuchWork {
  constructor() {
    super(`A value is nested deeper than ${maxWrittenDepth} levels.`);
  }
}

export const tooMuchWork =
  'This takes more work than one step may do. Use shorter lists and texts, or several steps.';

interface Meter {
  left: number;
  within: Meter | null;
}

// Evaluations are synchronous, so that the innermost one is always the one that spends.
let meter: Meter | null = null;

/** @throws {TooMuchWork} when this evaluation, or one around it, has no work left */
export function spend(units: number): void {
  for (let each = meter; each; each = each.within) each.left -= units;
  checkWork();
}

/**
 * What catches the errors of an evaluation calls this, so that it goes on only while there is work
 * left around it.
 * @throws {TooMuchWork}
 */
export function checkWork(): void {
  for (let each = meter; each; each = each.within) if (each.left < 0) throw new TooMuchWork();
}

/** @throws {TooMuchWork} when `evaluate` spends more than `most` units */
export function withinWork<Result>(most: number, evaluate: () => Result): Result {
  meter = { left: most, within: meter };
  try {
    return evaluate();
  } finally {
    meter = meter.within;
  }
}

/** Deepest nesting of a value that is written or given to the next step. */
export const maxWrittenDepth = 100;

/**
 * Spends what it takes to write a value as text. A list that stands in several places counts in each
 * of them, as it does in JSON. Without recursion.
 * @throws {TooMuchWork} {@link TooDeep} for a value that is nested too deep
 */
export function spendOnValue(value: unknown): void {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') spend(1 + value.length / 8);
    else spend(8);
    if (typeof value !== 'object' || value === null || value instanceof Date) continue;
    if (depth >= maxWrittenDepth) throw new TooDeep();
    if (Array.isArray(value)) {
      // Before the places are made for them.
      spend(value.length);
      for (const item of value) waiting.push({ value: item, depth: depth + 1 });
    } else
      for (const [key, item] of Object.entries(value)) {
        spend(8 + key.length / 8);
        waiting.push({ value: item, depth: depth + 1 });
      }
  }
}
