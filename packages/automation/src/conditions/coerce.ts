import { asText } from '../templates/index.ts';

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

/** Text as it is compared: trimmed, composed, and lower case unless case matters. */
export function textOf(value: unknown, caseSensitive: boolean): string {
  const text = asText(value).trim().normalize('NFC');
  return caseSensitive ? text : text.toLowerCase();
}

/**
 * Milliseconds since 1970 of a Date or of an ISO 8601 text; one without time or zone is UTC.
 * Null when it is neither.
 */
export function timeOf(value: unknown): number | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.getTime();
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (!isoDate.test(text)) return null;
  const hasZone = /(z|[+-]\d\d:?\d\d)$/i.test(text) && text.includes(':');
  const time = Date.parse(hasZone || text.length === 10 ? text : `${text}Z`);
  return Number.isNaN(time) ? null : time;
}

const isoDate = /^\d{4}-\d\d-\d\d([t ]\d\d:\d\d(:\d\d(\.\d+)?)?(z|[+-]\d\d:?\d\d)?)?$/i;
