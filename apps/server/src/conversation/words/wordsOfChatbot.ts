import {
  type EverydaySentence,
  everydaySentences,
  fillPlaceholders,
  placeholdersOf,
} from '@echoai/contract/everyday';
import { readEveryday } from '../everyday/everyday.ts';
import type { ChatbotRow } from '../sessionStore.ts';
import type { Words } from './words.ts';
import { spokenOf, wordsOf } from './wordsOf.ts';

/** What decides which words a chatbot uses. */
type Speaker = Pick<ChatbotRow, 'name' | 'welcomeMessage' | 'everyday'>;

/**
 * What a chatbot says by itself in a language: its owner's wording of a sentence, else the one that
 * ships. A greeting in English is answered with the welcome message before the one that ships.
 */
export function wordsOfChatbot(chatbot: Speaker, language: string): Words {
  const usual = usualWordsOf(chatbot, language);
  const spoken = spokenOf(language);
  const { wording } = readEveryday(chatbot.everyday);
  const own = everydaySentences.flatMap((sentence) => {
    const text = wording[sentence]?.[spoken];
    return text ? [[sentence, worded(sentence, text, chatbot.name)]] : [];
  });
  return own.length === 0 ? usual : { ...usual, ...Object.fromEntries(own) };
}

/** What a chatbot says where its owner worded nothing under “Everyday”. */
export function usualWordsOf(
  { welcomeMessage }: Pick<Speaker, 'welcomeMessage'>,
  language: string,
): Words {
  const words = wordsOf(language);
  const isWelcome = spokenOf(language) === 'en' && welcomeMessage.trim() !== '';
  return isWelcome ? { ...words, greeting: welcomeMessage } : words;
}

/** The sentence, or the function that makes it, in an owner's wording. */
function worded(sentence: EverydaySentence, text: string, bot: string) {
  const [, placeholder] = placeholdersOf(sentence);
  if (placeholder === undefined) {
    const filled = fillPlaceholders(text, { bot });
    return isMade(sentence) ? () => filled : filled;
  }
  return (value: string) => fillPlaceholders(text, { bot, [placeholder]: value });
}

const isMade = (sentence: EverydaySentence) => typeof wordsOf('en')[sentence] === 'function';
