import { knowsForm, type Meaning, readMeaning } from '../language/glossary.ts';
import {
  type GlossaryLanguage,
  glossaryLanguages,
  type Word,
  wordsOf,
} from '../language/languages.ts';
import type { TermCounts } from './findCandidates.ts';
import { termsOf } from './language.ts';
import { wordFrequency } from './wordFrequency.ts';

/** Shorter words of other languages than the question's are mostly something else. */
const shortestBorrowed = 4;

/** A word or phrase of a question. */
interface Piece {
  /** Its own terms, as any text's. */
  own: string[];
  /** The terms of what it may mean in English, the likeliest first; null where it is not foreign. */
  english: string[][] | null;
}

/** A question with words of other languages than English, read by the glossaries. */
export interface ForeignQuestion {
  pieces: Piece[];
  /** Word for word in English, what is not known as it was written. */
  gloss: string;
  /** Whether it is English apart from some words. */
  isEnglish: boolean;
}

/**
 * Reads a question word by word: in its own language, and where that does not know a word, in any
 * other that does, since people mix them.
 * @returns null for a question that has no word of another language
 */
export function readForeignQuestion(query: string, language: string): ForeignQuestion | null {
  const words = wordsOf(query);
  const pieces: Piece[] = [];
  const gloss: string[] = [];
  let isForeign = false;
  const spoken = languagesIn(words);
  for (let start = 0; start < words.length; ) {
    const meaning = meaningAt({ words, start, language, spoken });
    const read = meaning?.words ?? [words[start]!];
    const written = read.map((word) => word.written).join(' ');
    const own = termsOf(written);
    pieces.push({ own, english: meaning?.english.map((english) => termsOf(english)) ?? null });
    gloss.push(meaning ? (meaning.english[0] ?? '') : written);
    isForeign ||= meaning !== null && read.some((word) => !isPlain(word));
    start += read.length;
  }
  if (!isForeign) return null;
  const isEnglish = language === 'en';
  return { pieces, gloss: gloss.filter((part) => part !== '').join(' '), isEnglish };
}

/**
 * The terms to search for: a foreign word's own where passages have it, which is in its language
 * then, and those of what it means that passages have.
 */
export function termsOfForeign(
  { pieces, isEnglish }: ForeignQuestion,
  counts: TermCounts,
): string[] {
  const has = (terms: string[]) => terms.some((term) => counts[term] !== undefined);
  return pieces.flatMap(({ own, english }) => {
    if (english === null) return own;
    const meanings = english.filter((terms) => terms.length > 0);
    if (meanings.length < english.length || meanings.length === 0) return [];
    const ownFound = has(own) ? own : [];
    const found = isEnglish && ownFound.length > 0 ? [] : meanings.filter(has).slice(0, 1);
    if (found.length > 0 || ownFound.length > 0) return [...ownFound, ...found.flat()];
    return meanings[0]!;
  });
}

/** All terms that may be searched for. */
export function possibleTerms({ pieces }: ForeignQuestion): string[] {
  return pieces.flatMap(({ own, english }) => [...own, ...(english ?? []).flat()]);
}

function meaningAt({
  words,
  start,
  language,
  spoken,
}: {
  words: Word[];
  start: number;
  language: string;
  /** Languages that the question mixes. */
  spoken: GlossaryLanguage[];
}): Meaning | null {
  const main = glossaryLanguages.find((known) => known === language);
  const byMain = main && readMeaning(main, words, start);
  if (byMain) return byMain;
  const word = words[start]!;
  if (isPlain(word)) return null;
  for (const other of othersThan(main)) {
    // By the form alone: names and rare words of one language look like a stem of another.
    const meaning = knowsForm(other, word.folded) ? readMeaning(other, words, start) : null;
    if (!meaning || meaning.english.some((english) => isSame(english, word))) continue;
    const isContent = meaning.english.some((english) => termsOf(english).length > 0);
    if (spoken.includes(other) || (isContent && word.folded.length >= shortestBorrowed)) {
      return meaning;
    }
  }
  return null;
}

/** Languages that at least two words are of, and no everyday words of English. */
function languagesIn(words: Word[]): GlossaryLanguage[] {
  const rest = words.filter((word) => !isPlain(word));
  return glossaryLanguages.filter(
    (language) => rest.filter(({ folded }) => knowsForm(language, folded)).length >= 2,
  );
}

const isSame = (english: string, { written }: Word) =>
  termsOf(english).join() === termsOf(written).join();

const othersThan = (main: GlossaryLanguage | undefined) =>
  glossaryLanguages.filter((language) => language !== main);

/** Numbers, and words that English people use every day. */
function isPlain({ written }: Word): boolean {
  const terms = termsOf(written);
  return /\p{N}/u.test(written) || terms.every((term) => wordFrequency(term) > 0);
}
