import { parseJson } from '@echoai/contract/json';

/** Digits of other scripts whose number a person may write; full-width ones are among the compatible. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6];
/** A number as people write it, with what may stand between its digits. */
const written =
  /(?<![\p{L}\p{N}_-])[+-]?(?:\d(?:[.,'’]?\d| (?=\d{3}(?!\d)))*|[.,]\d+)(?![\p{L}_]*\d)/gu;
/** The same digits are another number with one of these after them. */
const scale =
  /^ ?(?:k|thousand|million|mio|mln|billion|bn|hundred|dozens?|lakhs?|crores?|tausend|millionen|milliarden|mille|millions|mil|millones)(?![\p{L}])/iu;
/** What stands before a number below zero, besides its own sign; a dash by itself may begin a list. */
const minus = /-\s?\p{Sc}\s?$|(?<![\p{L}\p{N}])(?:minus|negative) $/iu;
const dash = /(?<![\p{L}\p{N}])- $/u;
/** Most digits of a number; nobody means more. */
const mostDigits = 40;
/** A message with more words than these around “2 500” may mean two numbers by it. */
const mostWords = 2;

/**
 * The only number of a message, such as “$1,200.50” or “about 3 days”. What could be two numbers, or
 * another one in another country, is none: to ask again is better than to guess.
 * @param locale of the visitor, such as `de-AT`, which says what “1.500” means
 * @returns its digits as text where JavaScript would round it, as JSON that comes from outside has it
 */
export function readNumber(message: string, locale: string | null = null): number | string | null {
  const text = plainDigits(message);
  const found = [...text.matchAll(written)];
  const [match] = found;
  // Digits that belong to a code, a time or a date make no number, nor do several.
  const count = text.match(/\d+(?:[.,'’ ]\d+)*/g)?.length ?? 0;
  if (!match || found.length > 1 || count > 1) return null;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (/[\p{L}\p{N}][-:/]$/u.test(before) || /^[-:/]\d/.test(after) || scale.test(after))
    return null;
  if (dash.test(before) || match[0].length > mostDigits) return null;
  const words = `${before} ${after}`.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (match[0].includes(' ') && words > mostWords) return null;
  const isNegative = match[0].startsWith('-') || minus.test(before);
  const digits = readDigits(match[0].replace(/^[+-]/, ''), locale);
  return digits === null ? null : exactly(digits, isNegative);
}

/** The number of digits with at most one point, read as JSON is: without rounding. */
function exactly(digits: string, isNegative: boolean): number | string {
  const plain = digits.replace(/^0+(?=\d)/, '').replace(/^\./, '0.');
  const value = parseJson(plain) as number | string;
  if (typeof value === 'string') return isNegative ? `-${value}` : value;
  return isNegative && value !== 0 ? -value : value;
}

/** Digits as ASCII has them, and one sign each for a minus, a space, a separator. */
function plainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?![0-9])\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0)!;
      const zero = zeros.find((start) => code >= start && code < start + 10);
      return zero === undefined ? digit : String(code - zero);
    })
    .replace(/[−‒–]/g, '-')
    .replace(/٫/g, '.')
    .replace(/٬/g, "'")
    .replace(/\s/g, ' ');
}

/** The digits, with a point where the fraction begins. */
function readDigits(written: string, locale: string | null): string | null {
  // Spaces and apostrophes only ever group.
  const isGrouped = /[ '’]/.test(written);
  if (isGrouped && !/^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/.test(written)) return null;
  const digits = written.replace(/[ '’]/g, '');
  const signs = [...digits.replace(/\d/g, '')];
  const last = signs.at(-1);
  if (last === undefined) return digits;
  const isMixed = new Set(signs).size > 1;
  if (isMixed || (signs.length === 1 && (isGrouped || !couldGroup(digits)))) {
    const [whole = '', fraction = ''] = [
      digits.slice(0, digits.lastIndexOf(last)),
      digits.slice(digits.lastIndexOf(last) + 1),
    ];
    return isMixed && !isGroups(whole) ? null : `${whole.replace(/[.,]/g, '') || '0'}.${fraction}`;
  }
  if (signs.length > 1) return isGroups(digits) ? digits.replace(/[.,]/g, '') : null;
  const decimal = decimalSign(locale);
  if (decimal === last) return digits.replace(last, '.');
  // Where nobody knows, the comma groups: where it is decimal, hardly anybody writes three places.
  return decimal !== null || last === ',' ? digits.replace(last, '') : null;
}

/** Whether “1.500” may be a thousand and a half, or one and a half. */
const couldGroup = (digits: string) => /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits);

/** Groups of three, or of two and three as in India, by one sign. */
const isGroups = (digits: string) =>
  /^\d{1,3}(?:(?:,\d{3})+|(?:\.\d{3})+)$|^\d{1,2}(?:,\d{2})+,\d{3}$/.test(digits);

/** How a locale writes the decimal sign; null for what is no locale, or has a sign of its own script. */
function decimalSign(locale: string | null): string | null {
  if (locale === null) return null;
  try {
    const parts = new Intl.NumberFormat(locale.replaceAll('_', '-')).formatToParts(0.5);
    const sign = parts.find(({ type }) => type === 'decimal')?.value;
    return sign === '.' || sign === ',' ? sign : null;
  } catch {
    return null;
  }
}
