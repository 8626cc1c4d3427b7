import { languages } from '@echoai/contract/languages';
import { cutText } from '@echoai/contract/text';

/** Languages that the bot's own sentences exist in. */
export const spokenLanguages = languages;

/** Languages that have a glossary into English, in `glossary/`. */
export const glossaryLanguages = ['de', 'fr', 'es', 'it', 'nl'] as const;
export type GlossaryLanguage = (typeof glossaryLanguages)[number];

export const isGlossaryLanguage = (language: string): language is GlossaryLanguage =>
  glossaryLanguages.some((known) => known === language);

/** Names of stemmers, as Snowball has them. */
export const stemmerNames = {
  en: 'english',
  de: 'german',
  fr: 'french',
  es: 'spanish',
  it: 'italian',
  nl: 'dutch',
} as const satisfies Record<'en' | GlossaryLanguage, string>;

/** Characters of a text that are looked at; a question is far shorter. */
const maxTextLength = 4_000;
const maxWordLength = 40;
const wordPattern = /[\p{L}\p{N}]+/gu;

/** A word of a text, and the same without case and accents. */
export interface Word {
  written: string;
  folded: string;
}

/** The words of a text in order; `l’adresse` is two, and so is `est-elle`. */
export function wordsOf(text: string): Word[] {
  const words = cutText(text, maxTextLength).normalize('NFC').match(wordPattern) ?? [];
  return words.map((written) => ({ written, folded: fold(written.slice(0, maxWordLength)) }));
}

/** A word without case and accents, as people type it in a hurry. */
function fold(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe');
}
