const words: Record<string, string> = {
  i: 'you',
  "i'm": 'you’re',
  im: 'you’re',
  "i've": 'you’ve',
  "i'll": 'you’ll',
  "i'd": 'you’d',
  we: 'you',
  "we're": 'you’re',
  "we've": 'you’ve',
  "we'll": 'you’ll',
  me: 'you',
  us: 'you',
  my: 'your',
  our: 'your',
  mine: 'yours',
  ours: 'yours',
  myself: 'yourself',
  ourselves: 'yourselves',
};
/** What may stand before a statement, and says nothing. */
const opening =
  /^(?:(?:hi|hello|hey|ok|okay|well|so|yes|no|sorry|actually|by the way|btw|just so you know|fyi|oh|and|but)\b[\s,.!:–-]*)+/i;
/** Words that turn the sentence to the bot, or to somebody else: then it is quoted as it stands. */
const addressed = /\b(?:you|your|yours|he|she|they|him|her|them|his|their|please)\b|\?/i;

/**
 * “My name is Maria and I wear size 42” as “your name is Maria and you wear size 42”; null for a
 * sentence that cannot be turned round word by word.
 */
export function toSecondPerson(sentence: string): string | null {
  const text = sentence.replace(opening, '');
  if (addressed.test(text) || !/^(?:i|i[’']?m|i[’']ve|my|we|our|me|mine)\b/i.test(text))
    return null;
  return text
    .replace(/\b(i|we) (am|was|were)\b/gi, (_all, _who, verb: string) =>
      verb.toLowerCase() === 'am' ? 'you are' : 'you were',
    )
    .replace(/\p{L}+(?:[’']\p{L}+)?/gu, (word) => {
      const plain = word.replace('’', "'").toLowerCase();
      return Object.hasOwn(words, plain) ? words[plain]! : word;
    });
}
