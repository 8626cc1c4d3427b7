import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { type Language, unknownLanguage } from './language.ts';
import { spanish } from './spanish.ts';

const others = [german, french, spanish];
/** The beginning tells the language as well as the whole. */
const enough = 40;
/** So many words of which none is known are in a language that is none of ours. */
const tooManyUnknown = 4;

/**
 * The language of a message: the one with most words that English does not have, and English if in
 * doubt.
 * @param words in lower case
 */
export function recogniseLanguage(words: string[]): Language {
  const beginning = words.slice(0, enough);
  if (!beginning.some((word) => /\p{Script=Latin}/u.test(word))) return unknownLanguage;
  const foreign = beginning.filter((word) => !isEnglish(word));
  const scores = others.map((language) => ({
    language,
    score: foreign.filter((word) => isOf(language, word)).length,
  }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  const onlyEnglish = beginning.filter(
    (word) => english.commonWords.has(word) && !best.language.commonWords.has(word),
  );
  if (best.score > onlyEnglish.length) return best.language;
  const isKnown = foreign.length < beginning.length || beginning.length < tooManyUnknown;
  return isKnown ? english : unknownLanguage;
}

function isEnglish(word: string): boolean {
  return isOf(english, word);
}

function isOf(language: Language, word: string): boolean {
  return language.commonWords.has(word) || language.valenceOf(word) !== undefined;
}
