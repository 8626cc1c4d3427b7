import { createRequire } from 'node:module';
import type { Language } from '@echoai/contract/languages';
import snowball from 'snowball-stemmers';
import { glossarySays } from '../language/glossary.ts';
import { isGlossaryLanguage, spokenLanguages } from '../language/languages.ts';

/** How words of a language other than English become terms. */
interface LanguageRules {
  isStopWord(folded: string): boolean;
  stem(folded: string): string;
}

type Other = Exclude<Language, 'en'>;

/** Names of the stemmers, as Snowball has them; it has none for Polish. */
const stemmers: Record<Other, string | null> = {
  de: 'german',
  fr: 'french',
  es: 'spanish',
  it: 'italian',
  nl: 'dutch',
  pt: 'portuguese',
  pl: null,
};
/** Polish words are compared by this many letters, since the language has many endings. */
const polishLetters = 6;
/** What people ask a shop about, though lists of stop words have it; where there is a glossary, that knows. */
const sayings: Partial<Record<Other, Set<string>>> = {
  pt: new Set(
    'ano anos custa dia dias hora horas lugar local mes meses momento nome novo nova numero tempo tipo trabalho valor viagem grande maior menor'.split(
      ' ',
    ),
  ),
  pl: new Set('godz lat nowe rok roku'.split(' ')),
};

/** Whether words of a language have rules of their own. */
export const hasRules = (language: string): language is Other =>
  language !== 'en' && spokenLanguages.some((known) => known === language);

const maxRememberedStems = 50_000;
const open = new Map<Other, LanguageRules>();

/** The rules of a language. Words are given without case and accents, as people type them in a hurry. */
export function rulesOf(language: Other): LanguageRules {
  const rules = open.get(language) ?? openRules(language);
  open.set(language, rules);
  return rules;
}

function openRules(language: Other): LanguageRules {
  const name = stemmers[language];
  const stemmer = name === null ? null : snowball.newStemmer(name);
  const stopWords = readStopWords(language);
  const stems = new Map<string, string>();
  return {
    isStopWord: (folded) => stopWords.has(folded),
    stem(folded) {
      let stem = stems.get(folded);
      if (stem === undefined) {
        if (stems.size >= maxRememberedStems) stems.clear();
        stem = stemmer ? stemmer.stem(folded) : folded.slice(0, polishLetters);
        stems.set(folded, stem);
      }
      return stem;
    },
  };
}

/** The words of `stopwords-iso`, apart from those that say something to a shop, such as `Tag`. */
function readStopWords(language: Other): Set<string> {
  const file = createRequire(import.meta.url)('stopwords-iso/stopwords-iso.json');
  const words = (file as Record<Other, string[]>)[language].map(fold);
  const says = (word: string) =>
    isGlossaryLanguage(language)
      ? glossarySays(language, word)
      : (sayings[language]?.has(word) ?? false);
  return new Set(words.filter((word) => !says(word)));
}

/** A word in small letters and without accents, ß as ss, ł as l. */
export function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('ł', 'l');
}
