import { numberOf } from '../../conditions/coerce.ts';
import type { ValueType } from '../../definition.ts';
import { all, contains, none, type Ranges, union } from './ranges.ts';

/** Texts as they are compared (folded): one of these, or any but these. */
export interface Texts {
  isOneOf: boolean;
  texts: ReadonlySet<string>;
}

/**
 * The values that a variable may have: an upper bound of them, so that what it excludes cannot be.
 * A value is missing, or reads as a number, or does not; and it is compared as text.
 */
export interface Values {
  mayBeMissing: boolean;
  mayBeOther: boolean;
  numbers: Ranges;
  texts: Texts;
  /** Other comparisons that are known to hold, or not to, for a value that is there. */
  known: ReadonlyMap<string, boolean>;
}

export const anything: Values = {
  mayBeMissing: true,
  mayBeOther: true,
  numbers: all,
  texts: { isOneOf: false, texts: new Set() },
  known: new Map(),
};

/** No value at all but a missing one, if that may be. */
export function missingOnly({ mayBeMissing }: Values): Values {
  return { ...anything, mayBeMissing, mayBeOther: false, numbers: none };
}

/** By the type that the definitions give. */
export function valuesOf(types: ValueType[]): Values {
  const choices = types.map((type) => (type.type === 'choice' ? type.choices : null));
  if (choices.length === 0 || choices.includes(null)) return anything;
  const texts = choices.flat().map((choice) => fold(String(choice)));
  return { ...anything, texts: { isOneOf: true, texts: new Set(texts) } };
}

/** As `textOf` does it where case does not matter. */
export function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

export function isPossible(values: Values): boolean {
  return values.mayBeMissing || mayBePresent(values);
}

export function mayBePresent({ mayBeOther, numbers, texts }: Values): boolean {
  if (!texts.isOneOf) return mayBeOther || numbers.length > 0;
  return [...texts.texts].some((text) => {
    const number = numberOf(text);
    return number === null ? mayBeOther : contains(numbers, number);
  });
}

/** What may be when either may be. */
export function either(a: Values, b: Values): Values {
  const mayBeMissing = a.mayBeMissing || b.mayBeMissing;
  if (!mayBePresent(a)) return { ...b, mayBeMissing };
  if (!mayBePresent(b)) return { ...a, mayBeMissing };
  return {
    mayBeMissing,
    mayBeOther: a.mayBeOther || b.mayBeOther,
    numbers: union(a.numbers, b.numbers),
    texts: eitherText(a.texts, b.texts),
    known: new Map([...a.known].filter(([key, truth]) => b.known.get(key) === truth)),
  };
}

function eitherText(a: Texts, b: Texts): Texts {
  if (a.isOneOf && b.isOneOf) return { isOneOf: true, texts: inEither(a.texts, b.texts) };
  if (a.isOneOf) return { isOneOf: false, texts: without(b.texts, a.texts) };
  if (b.isOneOf) return { isOneOf: false, texts: without(a.texts, b.texts) };
  return { isOneOf: false, texts: inBoth(a.texts, b.texts) };
}

/** What may be when both must be. */
export function bothText(a: Texts, b: Texts): Texts {
  if (a.isOneOf && b.isOneOf) return { isOneOf: true, texts: inBoth(a.texts, b.texts) };
  if (a.isOneOf) return { isOneOf: true, texts: without(a.texts, b.texts) };
  if (b.isOneOf) return { isOneOf: true, texts: without(b.texts, a.texts) };
  return { isOneOf: false, texts: inEither(a.texts, b.texts) };
}

const inEither = (a: ReadonlySet<string>, b: ReadonlySet<string>) => new Set([...a, ...b]);
const inBoth = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  new Set([...a].filter((text) => b.has(text)));
const without = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  new Set([...a].filter((text) => !b.has(text)));

/** Equal for equal sets of values, whatever the order they were found in. */
export function keyOf({ mayBeMissing, mayBeOther, numbers, texts, known }: Values): string {
  return JSON.stringify([
    mayBeMissing,
    mayBeOther,
    numbers.map((range) => range.map(({ value, side }) => [String(value), side])),
    texts.isOneOf,
    [...texts.texts].sort(),
    [...known].sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}
