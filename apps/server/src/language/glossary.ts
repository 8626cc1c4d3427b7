import { readFileSync } from 'node:fs';
import snowball from 'snowball-stemmers';
import { type GlossaryLanguage, stemmerNames, type Word, wordsOf } from './languages.ts';

/** One word, or several that mean one thing together, such as `sac à dos`. */
export interface Meaning {
  words: Word[];
  /** What it may mean in English, the likeliest first; none where it says nothing by itself. */
  english: string[];
}

interface Phrase {
  stems: string[];
  english: string[];
}

/** A language's words by their written form and by their stem, and its phrases by their first stem. */
interface Glossary {
  stem(folded: string): string;
  forms: Map<string, string[]>;
  stems: Map<string, string[]>;
  phrases: Map<string, Phrase[]>;
}

/** Whether a word in this form, without case and accents, means something that English people would search for. */
export function glossarySays(language: GlossaryLanguage, folded: string): boolean {
  const english = openGlossary(language).forms.get(folded) ?? [];
  return english.some((meaning) => !functionWords.has(meaning));
}

/** English meanings that carry no subject. */
const functionWords = new Set(
  `I you we he she it my your our the a this and or but if because for with without from to in on at about between until
  before after under through during is are am was be have has had do can must may will want please hello thanks not no what
  how why where when who whom which than as all some any both each more much many very most now again other another
  him her us them his its their me by of than there here come came get got go goes say says let make made`.split(
    /\s+/,
  ),
);

/** Marks words that say nothing to a search. */
const nothing = '-';
const glossaries = new Map<GlossaryLanguage, Glossary>();

/** Whether a glossary has a word in this very form, without case and accents. */
export function knowsForm(language: GlossaryLanguage, folded: string): boolean {
  return openGlossary(language).forms.has(folded);
}

/**
 * Reads words by a glossary, beginning at one of them: the longest phrase, the word, or what the
 * parts of a compound such as `Versandkosten` mean.
 * @returns null for what the glossary does not have
 */
export function readMeaning(
  language: GlossaryLanguage,
  words: Word[],
  start: number,
): Meaning | null {
  const glossary = openGlossary(language);
  const word = words[start]!;
  const phrase = glossary.phrases.get(glossary.stem(word.folded))?.find(({ stems }) =>
    stems.every((stem, index) => {
      const next = words[start + index];
      return next !== undefined && glossary.stem(next.folded) === stem;
    }),
  );
  if (phrase) {
    return { words: words.slice(start, start + phrase.stems.length), english: phrase.english };
  }
  const english = lookUp(glossary, word.folded) ?? lookUpCompound(glossary, language, word.folded);
  return english && { words: [word], english };
}

function lookUp({ forms, stems, stem }: Glossary, folded: string): string[] | null {
  return forms.get(folded) ?? stems.get(stem(folded)) ?? null;
}

/** Shorter parts of a compound are found in too many words. */
const shortestPart = 3;
/** Letters between the parts of a compound, by language. */
const joints: Partial<Record<GlossaryLanguage, string[]>> = {
  de: ['', 's', 'n', 'en', 'es', 'e'],
  nl: ['', 's', 'en', 'e'],
};

function lookUpCompound(
  glossary: Glossary,
  language: GlossaryLanguage,
  folded: string,
): string[] | null {
  if (language === 'de') {
    // Groesse for Größe.
    const plain = folded.replace(/(?<=[aou])e/g, '');
    const english = plain === folded ? null : lookUp(glossary, plain);
    if (english) return english;
  }
  for (let at = folded.length - shortestPart; at >= shortestPart; at--) {
    const last = contentOf(lookUp(glossary, folded.slice(at)));
    if (!last) continue;
    for (const joint of joints[language] ?? []) {
      if (!folded.slice(0, at).endsWith(joint)) continue;
      const part = folded.slice(0, at - joint.length);
      if (part.length < shortestPart) continue;
      const first = contentOf(glossary.forms.get(part) ?? lookUp(glossary, part));
      if (first) return [`${first} ${last}`];
    }
  }
  return null;
}

function contentOf(english: string[] | null): string | null {
  return english?.[0] ?? null;
}

function openGlossary(language: GlossaryLanguage): Glossary {
  const open = glossaries.get(language) ?? readGlossary(language);
  glossaries.set(language, open);
  return open;
}

function readGlossary(language: GlossaryLanguage): Glossary {
  const { stem } = createStemmer(language);
  const glossary: Glossary = { stem, forms: new Map(), stems: new Map(), phrases: new Map() };
  const file = new URL(`./glossary/${language}.txt`, import.meta.url);
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [english, forms] = line.split(': ');
    if (!english || !forms || line.startsWith('#')) continue;
    const meaning = english === nothing ? [] : [english];
    for (const form of forms.split(', ')) {
      const words = wordsOf(form);
      const folded = words[0]!.folded;
      if (words.length > 1) addPhrase(glossary, words, meaning);
      else {
        add(glossary.forms, folded, meaning);
        add(glossary.stems, stem(folded), meaning);
      }
    }
  }
  // The longest first: `carte cadeau de` before `carte cadeau`.
  for (const phrases of glossary.phrases.values()) {
    phrases.sort((a, b) => b.stems.length - a.stems.length);
  }
  return glossary;
}

function add(to: Map<string, string[]>, key: string, meaning: string[]): void {
  to.set(key, [...new Set([...(to.get(key) ?? []), ...meaning])]);
}

function addPhrase({ phrases, stem }: Glossary, words: Word[], english: string[]): void {
  const stems = words.map(({ folded }) => stem(folded));
  const having = phrases.get(stems[0]!) ?? [];
  having.push({ stems, english });
  phrases.set(stems[0]!, having);
}

const maxRememberedStems = 20_000;

function createStemmer(language: GlossaryLanguage): { stem(folded: string): string } {
  const stemmer = snowball.newStemmer(stemmerNames[language]);
  const stems = new Map<string, string>();
  return {
    stem(folded) {
      let stem = stems.get(folded);
      if (stem === undefined) {
        if (stems.size >= maxRememberedStems) stems.clear();
        stem = stemmer.stem(folded);
        stems.set(folded, stem);
      }
      return stem;
    },
  };
}
