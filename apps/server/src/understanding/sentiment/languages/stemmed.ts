import snowball from 'snowball-stemmers';
import { valued } from './language.ts';

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
  // The stemmer is no friend of endless words, which are none anyway.
  return { stem: (word) => (word.length > 40 ? word : stemmer.stem(word)) };
}
