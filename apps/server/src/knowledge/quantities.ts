import { cutText } from '@echoai/contract/text';

/** A number of a question with what it counts. */
export interface Quantity {
  value: number;
  /** `mm`, `g`, `€` …; null for a bare number. */
  unit: string | null;
}

/** From and to of a fact, both ends included. */
export interface Range {
  low: number;
  high: number;
  unit: string | null;
}

/** Characters of one message or sentence that are looked at. */
const maxLength = 4_000;

/** Units by what is written, each with what one of it is in the smallest. */
const units = new Map<string, [unit: string, factor: number]>([
  ['mm', ['mm', 1]],
  ['cm', ['mm', 10]],
  ['m', ['mm', 1_000]],
  ['metres', ['mm', 1_000]],
  ['g', ['g', 1]],
  ['grams', ['g', 1]],
  ['kg', ['g', 1_000]],
  ['kilos', ['g', 1_000]],
  ['inch', ['inch', 1]],
  ['inches', ['inch', 1]],
  ['"', ['inch', 1]],
  ['€', ['€', 1]],
  ['eur', ['€', 1]],
  ['euro', ['€', 1]],
  ['euros', ['€', 1]],
  ['°c', ['°c', 1]],
  ['°', ['°c', 1]],
  ['degrees', ['°c', 1]],
  ['ml', ['ml', 1]],
  ['l', ['ml', 1_000]],
  ['litre', ['ml', 1_000]],
  ['litres', ['ml', 1_000]],
  ['uk', ['uk', 1]],
  ['eu', ['eu', 1]],
  ['us', ['us', 1]],
]);
const unitWords = [...units.keys()].sort((a, b) => b.length - a.length).join('|');
const number = '\\d[\\d,]{0,9}(?:\\.\\d{1,2})?';
const before = '(?:(€|uk|eu|us)(?: sizes?)? ?)?';
const after = `(?:[ -]?(${unitWords})(?![\\p{L}\\p{N}]))?`;

const single = new RegExp(`(?<![\\p{L}\\p{N}.,])${before}(${number})(?![\\p{N}])${after}`, 'giu');
const range = new RegExp(
  `(?<![\\p{L}\\p{N}.,])${before}(${number}) ?(?:to|and|–|-) ?(?:€)?(${number})(?![\\p{N}])${after}`,
  'giu',
);
const atMost = new RegExp(
  `\\b(?:up to|at most|below|under|maximum) ${before}(${number})${after}`,
  'giu',
);
const atLeast = new RegExp(
  `\\b(?:from|at least|above|over) ${before}(${number})${after}(?! (?:to|and))|${before}(${number})${after} or (?:more|above|over)`,
  'giu',
);

function quantityOf(digits: string, written: string | undefined): Quantity {
  const value = Number(digits.replaceAll(',', ''));
  const [unit, factor] = units.get(written?.toLowerCase() ?? '') ?? [null, 1];
  return { value: value * factor, unit };
}

/** The numbers of a question, such as “99 cm”, “UK 9.5” and “size 42”. */
export function quantitiesIn(question: string): Quantity[] {
  return [...cutText(question, maxLength).matchAll(single)].map(([, prefix, digits, suffix]) =>
    quantityOf(digits!, suffix ?? prefix),
  );
}

/** What a sentence or a cell of a table says a number may be. A bare number is a range of itself. */
export function rangesIn(sentence: string): Range[] {
  const text = cutText(sentence, maxLength);
  const ranges: Range[] = [];
  const found = (low: number, high: number, unit: string | null) =>
    ranges.push({ low, high, unit });
  for (const [, prefix, from, to, suffix] of text.matchAll(range)) {
    const [low, high] = [quantityOf(from!, suffix ?? prefix), quantityOf(to!, suffix ?? prefix)];
    found(low.value, high.value, high.unit);
  }
  for (const [, prefix, digits, suffix] of text.matchAll(atMost)) {
    const { value, unit } = quantityOf(digits!, suffix ?? prefix);
    found(Number.NEGATIVE_INFINITY, value, unit);
  }
  for (const [, prefix, digits, suffix, prefixMore, digitsMore, suffixMore] of text.matchAll(
    atLeast,
  )) {
    const { value, unit } = quantityOf(
      digits ?? digitsMore!,
      suffix ?? prefix ?? suffixMore ?? prefixMore,
    );
    found(value, Number.POSITIVE_INFINITY, unit);
  }
  if (ranges.length === 0) {
    for (const { value, unit } of quantitiesIn(text)) found(value, value, unit);
  }
  return ranges;
}

export function isWithin({ value, unit }: Quantity, range: Range): boolean {
  return range.unit === unit && value >= range.low && value <= range.high;
}
