import type { EverydayLanguage } from '@echoai/contract/everyday';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { italian } from './italian.ts';
import { polish } from './polish.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import type { Words } from './words.ts';

/** The languages that the bot speaks, by their two letters. */
export const allWords: Record<EverydayLanguage, Words> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  nl: dutch,
  pt: portuguese,
  pl: polish,
};

/** Whether the bot has sentences of its own in a language. */
export const isSpoken = (language: string) =>
  Object.hasOwn(allWords, language.slice(0, 2).toLowerCase());

/** The language that the bot speaks to who writes `language`, such as `de-AT`; English where it does not speak it. */
export function spokenOf(language: string): EverydayLanguage {
  return isSpoken(language) ? (language.slice(0, 2).toLowerCase() as EverydayLanguage) : 'en';
}

/** The bot's own sentences in a language, such as `de` or `de-AT`; English for one that it does not speak. */
export function wordsOf(language: string): Words {
  return allWords[spokenOf(language)];
}
