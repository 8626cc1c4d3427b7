import { termsOf } from './language.ts';
import { wordFrequency } from './wordFrequency.ts';

/** A product's code as it stands in a text, such as `TX-200`, `tx200`, `TX 200` or `00420`. */
export interface Code {
  /** As written. */
  written: string;
  /** Terms that it is found by, the most exact first: without marks, then without leading zeros. */
  forms: string[];
  /** Its letters and numbers apart, in order. */
  parts: string[];
}

/** Characters of a text that are looked at, as `termsOf` does. */
const maxTextLength = 20_000;
/** A code has at most so many letters and numbers. */
const maxLength = 24;
/** Codes of one question or sentence. */
const maxCodes = 12;
/** Letters that are a common word make no code: 10-day, top 10, under-18. */
const everyday = 1e-5;

const joined = /[\p{L}\p{N}]+(?:[-_./][\p{L}\p{N}]+)*/gu;
const spaced = /(?<![\p{L}\p{N}\-_./])(\p{L}{1,5}) (\p{N}{2,12})(?![\p{L}\p{N}]|[-_./,:]\p{N})/gu;
/** A number with leading zeros that is no part of a decimal, a date, a time or a code. */
const padded = /(?<![\p{L}\p{N}]|[-_./,:])0+[1-9]\p{N}*(?![\p{L}\p{N}]|[-_./,:]\p{N})/gu;

/**
 * The codes in a text. A space parts letters and number of one only where the letters are capitals,
 * or where visitors write, who rarely use any.
 */
export function codesIn(text: string, { isQuestion }: { isQuestion: boolean }): Code[] {
  const plain = text
    .slice(0, maxTextLength)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '');
  const codes: Code[] = [];
  for (const [written] of plain.matchAll(joined)) {
    if (written.length <= 2 * maxLength && isCode(written)) codes.push(codeOf(written));
  }
  for (const [written, letters] of plain.matchAll(spaced)) {
    const isMeant = isQuestion || letters === letters!.toUpperCase();
    if (isMeant && !isEveryday(letters!)) codes.push(codeOf(written));
  }
  for (const [written] of plain.matchAll(padded)) {
    if (written.length > 2 && written.length <= maxLength) codes.push(codeOf(written));
  }
  return codes.slice(0, maxCodes);
}

/** What a passage is indexed by besides its words, so that every way to write its codes finds it. */
export function codeTermsOf(text: string): string[] {
  return [...new Set(codesIn(text, { isQuestion: false }).flatMap(({ forms }) => forms))];
}

function isCode(written: string): boolean {
  const parts = partsOf(written);
  const letters = parts.filter((part) => !/^\p{N}/u.test(part));
  if (letters.length === 0 || letters.length === parts.length) return false;
  if (parts.join('').length > maxLength || letters.some((part) => part.length > 6)) return false;
  if (!/[-_./]/.test(written)) {
    // 1950s, 20th and 5kg are words of their own.
    return !/^\p{N}/u.test(written) || parts.length > 2;
  }
  return !letters.some(isEveryday);
}

function isEveryday(letters: string): boolean {
  if (letters.length < 2) return false;
  const [term] = termsOf(letters);
  // A word that carries no subject, such as “is”, has no term.
  return term === undefined || wordFrequency(term) > everyday;
}

function codeOf(written: string): Code {
  const parts = partsOf(written);
  const exact = parts.join('');
  const short = parts.map((part) => part.replace(/^0+(?=\p{N})/u, '')).join('');
  return { written, parts, forms: [...new Set([exact, short])] };
}

function partsOf(written: string): string[] {
  return written.toLowerCase().match(/\p{N}+|\p{L}+/gu) ?? [];
}
