import { termsOf } from './language.ts';
import { wordFrequency } from './wordFrequency.ts';

/** A product's code as it stands in a text, such as `TX-200`, `tx200`, `TX 200` or `00420`. */
export interface Code {
  /** As written, or with the word after it where that may belong to it: `RTX4090 Ti`. */
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

/** Written without spaces; scripts that write none between words end a code. */
const joined =
  /(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{N}])+(?:[-_./](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{N}])+)*/gu;
const spaced = /(?<![\p{L}\p{N}\-_./])(\p{L}{1,5}) (\p{N}{2,12})(?![\p{L}\p{N}]|[-_./,:]\p{N})/gu;
/** A number with leading zeros that is no part of a decimal, a date, a time or a code. */
const padded = /(?<![\p{L}\p{N}]|[-_./,:])0+[1-9]\p{N}*(?![\p{L}\p{N}]|[-_./,:]\p{N})/gu;
/** The number below a bar code, as it is printed there. */
const barCode = /(?<![\p{L}\p{N}]|[-_./,:])\d (?:\d{6} \d{6}|\d{5} \d{5} \d)(?![\p{L}\p{N}])/gu;
/** What may belong to a code before it: `Ti`, `XM5`. */
const next = / ([\p{L}\p{N}]{1,5})(?![\p{L}\p{N}])/uy;

/**
 * The codes in a text. A space parts letters and number of one only where the letters are capitals,
 * or where visitors write, who rarely use any. What visitors write is a code only if passages have it,
 * so that more is taken for one there.
 */
export function codesIn(text: string, { isQuestion }: { isQuestion: boolean }): Code[] {
  const plain = text
    .slice(0, maxTextLength)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-');
  const codes: Code[] = [];
  const add = (written: string, end: number) => {
    next.lastIndex = end;
    const [after] = (isQuestion && next.exec(plain)) || [];
    if (after) codes.push({ ...codeOf(written + after), parts: [] });
    codes.push(codeOf(written));
  };
  for (const { 0: written, index } of plain.matchAll(joined)) {
    if (written.length > 2 * maxLength) continue;
    const several = written.split('/');
    // TX-200/TX-300
    if (several.length > 1 && several.every((each) => isCode(each, { isQuestion }))) {
      codes.push(...several.map(codeOf));
      continue;
    }
    if (isCode(written, { isQuestion }) || isNumberCode(written)) {
      add(written, index + written.length);
    }
  }
  for (const { 0: written, 1: letters = '', 2: number = '', index } of plain.matchAll(spaced)) {
    if (currencies.has(letters.toLowerCase())) continue;
    const isNamed = isQuestion && letters.length > 1 && /^0|\p{N}{3}/u.test(number);
    const isMeant = letters === letters.toUpperCase() || (isQuestion && !isUnsaid(letters));
    if (isMeant && (isNamed || !isEveryday(letters))) add(written, index + written.length);
  }
  for (const [written] of plain.matchAll(padded)) {
    if (written.length > 2 && written.length <= maxLength) codes.push(codeOf(written));
  }
  for (const [written] of plain.matchAll(barCode)) codes.push(codeOf(written));
  return codes.slice(0, maxCodes);
}

/** What a passage is indexed by besides its words, so that every way to write its codes finds it. */
export function codeTermsOf(text: string): string[] {
  return [...new Set(codesIn(text, { isQuestion: false }).flatMap(({ forms }) => forms))];
}

function isCode(written: string, { isQuestion }: { isQuestion: boolean }): boolean {
  const parts = partsOf(written);
  const letters = parts.filter((part) => !/^\p{N}/u.test(part));
  if (letters.length === 0 || letters.length === parts.length) return false;
  if (parts.join('').length > maxLength || letters.some((part) => part.length > 6)) return false;
  // Versions: without its points v1.23 would be v12.3.
  if (/^v?\p{N}+(?:\.\p{N}+)+$/iu.test(written)) return false;
  if (!/[-_./]/.test(written)) {
    // 1950s, 20th and 5kg are words of their own.
    return !/^\p{N}/u.test(written) || parts.length > 2;
  }
  if (!letters.some(isEveryday)) return true;
  // MUG-0042 and CHAIR-120 are codes, top-10 and 10-day are not.
  const isWritten = isQuestion || written === written.toUpperCase();
  return isWritten && /^\p{L}/u.test(written) && /[-_./](?:0|\p{N}{3})/u.test(written);
}

/** 400-6381-333931, 0815/4711 and 702.611.50, but no date, no amount and no years from and to. */
function isNumberCode(written: string): boolean {
  const groups = written.split(/[-_./]/);
  if (groups.length < 2 || groups.some((group) => !/^\d+$/.test(group))) return false;
  const length = groups.join('').length;
  if (length < 6 || length > maxLength) return false;
  if (isDate(groups) || (groups.length === 2 && written.includes('.'))) return false;
  if (groups.length === 2 && groups[0]!.length === groups[1]!.length) return /^0/.test(written);
  // 1.250.000
  return !(written.includes('.') && groups.slice(1).every((group) => group.length === 3));
}

function isDate(groups: string[]): boolean {
  if (groups.length !== 3) return false;
  const lengths = groups.map((group) => group.length).join('');
  return /^(?:4[12][12]|[12][12][24])$/.test(lengths);
}

/** Money: a sum is no code. */
const currencies = new Set('eur usd gbp chf jpy cny inr cad aud sek nok dkk pln czk'.split(' '));

/** Words such as “is” and “a”, which carry no subject. */
const isUnsaid = (word: string) => termsOf(word).length === 0;

function isEveryday(letters: string): boolean {
  if (letters.length < 2) return false;
  const [term] = termsOf(letters);
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
