import snowball from 'snowball-stemmers';
import { valued } from './language.ts';

/** Stemming a word takes longer than all else that is done with it. */
const maxRemembered = 10_000;

/**
 * A look-up that finds the inflected forms of the listed words too.
 * @param lists valences with their words
 * @param clean what to take off a word before, such as French “l’”
 */
export function stemmedValences({
  language,
  lists,
  clean = (word) => word,
}: {
  language: 'german' | 'french' | 'spanish';
  lists: [valence: number, words: string][];
  clean?: (word: string) => string;
}): (word: string) => number | undefined {
  const { stem } = snowballStemmer(language);
  const exact = valued(lists);
  const byStem = new Map([...exact].map(([word, valence]) => [stem(word), valence]));
  return (word) => {
    const cleaned = clean(word);
    return exact.get(cleaned) ?? byStem.get(stem(cleaned));
  };
}

function snowballStemmer(language: string): { stem(word: string): string } {
  const stemmer = snowball.newStemmer(language);
  const remembered = new Map<string, string>();
  return {
    stem(word) {
      // The stemmer is no friend of endless words, which are none anyway.
      if (word.length > 40) return word;
      const known = remembered.get(word) ?? stemmer.stem(word);
      if (remembered.size >= maxRemembered) remembered.clear();
      remembered.set(word, known);
      return known;
    },
  };
}
