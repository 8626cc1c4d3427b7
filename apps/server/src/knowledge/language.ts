import snowball from 'snowball-stemmers';

const stemmer = snowball.newStemmer('english');
const stopWords = new Set(
  'a an and are as at be by can do does for from had has have how i if in into is it its me my of on or our so that the their them they this to was we were what when where which who will with would you your'.split(
    ' ',
  ),
);

/** The terms of a text: lower-case words and numbers of any script, English ones stemmed. */
export function termsOf(text: string): string[] {
  const words =
    text
      .slice(0, 20_000)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{1,40}/gu) ?? [];
  return words.filter((word) => !stopWords.has(word)).map((word) => stemmer.stem(word));
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

export function sentencesOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment.trim()).filter(Boolean);
}
