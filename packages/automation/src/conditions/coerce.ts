import { asText } from '../templates/index.ts';
import { momentAt } from '../timeZone.ts';

/** What a person reads in a value: " 42 " is a number, "1,5" and "many" are none. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (
    typeof value !== 'string' ||
    !/^\s*[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(value)
  )
    return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/**
 * Below 0, 0 or above 0 as the first of two numbers is less, equal or greater; null when one is none.
 * Ids above 2^53 and long decimals come as texts and are compared digit by digit, not rounded.
 */
export function compareNumbers(first: unknown, second: unknown): number | null {
  const [a, b] = [numberOf(first), numberOf(second)];
  if (a === null || b === null) return null;
  // Rounding keeps the order, so only what rounds to the same is left to compare.
  if (a !== b || (typeof first === 'number' && typeof second === 'number')) return a - b;
  const [x, y] = [decimalOf(first), decimalOf(second)];
  if (!x || !y) return 0;
  const exponent = Math.min(x.exponent, y.exponent);
  const [left, right] = [x, y].map((one) => one.digits * 10n ** BigInt(one.exponent - exponent));
  return left! < right! ? -1 : left! > right! ? 1 : 0;
}

/** The longest number that is compared digit by digit. */
const maxDigits = 400;

/** A number as an integer and a power of ten; null when writing it out would take a long time. */
function decimalOf(value: unknown): { digits: bigint; exponent: number } | null {
  const text = String(value).trim();
  if (text.length > maxDigits) return null;
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text);
  if (!found) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const digits = BigInt(whole + fraction);
  return {
    digits: sign === '-' ? -digits : digits,
    exponent: Number(exponent) - fraction.length,
  };
}

/** Whether there is something: no empty text, no spaces only, no empty list. 0 and false are values. */
export function hasValue(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
}

/** Text as it is compared: trimmed, composed, and lower case unless case matters. */
export function textOf(value: unknown, caseSensitive: boolean): string {
  const text = asText(value).trim().normalize('NFC');
  return caseSensitive ? text : text.toLowerCase();
}

/**
 * Milliseconds since 1970 of a Date or of an ISO 8601 text; one without a zone is by the clock of
 * `zone`. Null when it is neither.
 */
export function timeOf(value: unknown, zone = 'UTC'): number | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.getTime();
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (!isoDate.test(text)) return null;
  const hasZone = /(z|[+-]\d\d:?\d\d)$/i.test(text) && text.includes(':');
  const time = Date.parse(hasZone || text.length === 10 ? text : `${text}Z`);
  if (Number.isNaN(time)) return null;
  return hasZone ? time : momentAt(time, zone);
}

const isoDate = /^\d{4}-\d\d-\d\d([t ]\d\d:\d\d(:\d\d(\.\d+)?)?(z|[+-]\d\d:?\d\d)?)?$/i;
