import { cutText } from '@echoai/contract/text';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
/** Characters of one message or sentence that are looked at. */
const maxLength = 4_000;

const dayName = `(?:${weekdays.join('|')})`;
const dayRange = new RegExp(
  `\\b(${dayName})s?(?: (?:to|until|till|through) | ?[-–] ?)(${dayName})s?\\b`,
  'gi',
);
const oneDay = new RegExp(`\\b(${dayName})s?\\b`, 'gi');

/** The days of the week that a text names, 0 for Monday: “Monday to Wednesday and Friday”. */
export function weekdaysIn(text: string): Set<number> {
  const read = cutText(text, maxLength).replace(/\beaster (?:sunday|monday)\b/gi, ' ');
  const days = new Set<number>();
  for (const [, from, to] of read.matchAll(dayRange)) {
    const end = weekdays.indexOf(to!.toLowerCase());
    for (let day = weekdays.indexOf(from!.toLowerCase()); ; day = (day + 1) % 7) {
      days.add(day);
      if (day === end) break;
    }
  }
  for (const [, name] of read.matchAll(oneDay)) days.add(weekdays.indexOf(name!.toLowerCase()));
  if (/\bweek-?ends?\b/i.test(read)) for (const day of [5, 6]) days.add(day);
  if (/\bweek-?days?\b/i.test(read)) for (const day of [0, 1, 2, 3, 4]) days.add(day);
  return days;
}

/** Feasts that everybody calls by name, as month and day. */
const feasts: [RegExp, [month: number, day: number]][] = [
  [/\b(?:christmas eve|24(?:th)? of december)\b/i, [12, 24]],
  [/\b(?:christmas day|christmas(?! (?:eve|present|gift|holiday|shopping|time)))\b/i, [12, 25]],
  [/\b(?:boxing day|(?:st\.? |saint )stephen'?s?(?: day)?)\b/i, [12, 26]],
  [/\bnew year'?s? eve\b/i, [12, 31]],
  [/\bnew year\b(?!'?s? eve)/i, [1, 1]],
];
const monthName = `(?:${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})`;
/** “25 and 26 December”, “3rd of May”. */
const dates = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?(?: (?:of )?(?:${monthName})\\b)?(?:(?: and | to |, | ?[-–] ?)(\\d{1,2})(?:st|nd|rd|th)?)?(?: of)? (${monthName})\\b`,
  'gi',
);
const monthFirst = new RegExp(`\\b(${monthName}) (\\d{1,2})(?:st|nd|rd|th)?\\b`, 'gi');
const span = new RegExp(
  `\\b(\\d{1,2}) (${monthName}) (?:to|until|and) (\\d{1,2}) (${monthName})\\b`,
  'gi',
);

/** Days of a year from 1: 100 to a month, so that they are in order. */
const dateOf = (day: string | number, month: string) =>
  (months.findIndex((name) => name.startsWith(month.slice(0, 3).toLowerCase())) + 1) * 100 +
  Number(day);

/** The dates that a text names, as `month * 100 + day`. */
export function datesIn(text: string): Set<number> {
  const read = cutText(text, maxLength).replace(/[‘’]/g, "'");
  const found = new Set<number>();
  for (const [, first, second, month] of read.matchAll(dates)) {
    found.add(dateOf(first!, month!));
    if (second) found.add(dateOf(second, month!));
  }
  for (const [, month, day] of read.matchAll(monthFirst)) found.add(dateOf(day!, month!));
  for (const [name, [month, day]] of feasts) if (name.test(read)) found.add(month * 100 + day);
  return found;
}

/** Whether a text speaks of a date, by itself or within “15 November to 24 December”. */
export function speaksOf(text: string, date: number): boolean {
  if (datesIn(text).has(date)) return true;
  for (const [, day, month, lastDay, lastMonth] of cutText(text, maxLength).matchAll(span)) {
    const [from, to] = [dateOf(day!, month!), dateOf(lastDay!, lastMonth!)];
    if (from <= to ? date >= from && date <= to : date >= from || date <= to) return true;
  }
  return false;
}

/** “31 December” */
function dateInWords(date: number): string {
  const month = months[Math.floor(date / 100) - 1] ?? '';
  return `${date % 100} ${month.charAt(0).toUpperCase()}${month.slice(1)}`;
}

/** The date so many days after another; of a year without a 29 February. */
function dateAfter(date: number, days: number): number {
  const moved = new Date(Date.UTC(2001, Math.floor(date / 100) - 1, (date % 100) + days));
  return (moved.getUTCMonth() + 1) * 100 + moved.getUTCDate();
}

/**
 * “And the day after?”: the day meant, in words, by the last day or date that was asked about.
 * @param before what was asked before, newest first
 */
export function neighbouringDay({
  question,
  before,
}: {
  question: string;
  before: string[];
}): string | null {
  const text = cutText(question, maxLength);
  const isAfter = /\b(?:day|one) after\b|\b(?:next|following) day\b/i.test(text);
  const isBefore = /\bday before\b|\bprevious day\b|\bthe eve\b/i.test(text);
  if (isAfter === isBefore) return null;
  for (const asked of before) {
    const [date] = datesIn(asked);
    if (date !== undefined) return dateInWords(dateAfter(date, isAfter ? 1 : -1));
    const [day] = weekdaysIn(asked);
    if (day !== undefined) return weekdayInWords(day + (isAfter ? 1 : -1));
  }
  return null;
}

function weekdayInWords(day: number): string {
  const name = weekdays[(day + 7) % 7]!;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Dates that a question names by the name of a feast, as knowledge may write them: “31 December”. */
export function feastsInWords(question: string): string {
  const text = cutText(question, maxLength).replace(/[‘’]/g, "'");
  return feasts
    .flatMap(([name, [month, day]]) => (name.test(text) ? [dateInWords(month * 100 + day)] : []))
    .join(' ');
}
