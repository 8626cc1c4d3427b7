import { emojiValences } from './emoji.ts';
import type { Language } from './languages/language.ts';
import { recogniseLanguage } from './languages/recognise.ts';
import { type Token, tokensOf } from './tokens.ts';
import { type Weighed, weigh } from './weigh.ts';

/** A message as the lexicons read it. */
export interface Message {
  tokens: Token[];
  language: Language;
  isQuestion: boolean;
  /** Exclamation marks, at most three. */
  exclamations: number;
}

/** In a question, words such as “damaged” ask about a service more than they complain. */
const practicalInQuestion = 0.2;

export function readMessage(text: string): Message {
  const tokens = tokensOf(text);
  const words = wordsOf(tokens);
  const language = recogniseLanguage(words);
  const marks = tokens
    .filter(({ kind }) => kind === 'mark')
    .map((token) => token.text)
    .join('');
  return {
    tokens,
    language,
    isQuestion: marks.includes('?') || language.questionWords.has(words[0] ?? ''),
    exclamations: Math.min(3, marks.split('!').length - 1),
  };
}

export function wordsOf(tokens: Token[]): string[] {
  return tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text);
}

/**
 * What of a message carries feeling.
 * @param valenceOfWord another lexicon than the language's own
 */
export function weighMessage(
  { tokens, language, isQuestion }: Message,
  valenceOfWord = language.valenceOf,
): Weighed[] {
  return weigh({
    tokens,
    language,
    valenceOf({ kind, text }) {
      if (kind === 'emoji') return emojiValences.get(text);
      const valence = valenceOfWord(text) ?? 0;
      return isQuestion && language.practical.has(text) ? valence * practicalInQuestion : valence;
    },
  });
}
