import {
  alwaysOn,
  type EverydayAct,
  type EverydayActSettings,
  type EverydaySentence,
  everydayLanguages,
  everydayReplies,
  placeholdersOf,
} from '@echoai/contract/everyday';
import type { ChatbotRow } from '../sessionStore.ts';
import type { Words } from '../words/words.ts';
import { usualWordsOf } from '../words/wordsOfChatbot.ts';
import { readEveryday } from './everyday.ts';
import { examplesOf } from './examples.ts';

/** What an owner reads of an act: how the chatbot answers it, and what it would say by itself. */
export function settingsOf(chatbot: ChatbotRow, act: EverydayAct): EverydayActSettings {
  const { off, wording } = readEveryday(chatbot.everyday);
  const sentences = everydayReplies[act];
  return {
    act,
    isActive: !off.includes(act),
    alwaysOn: alwaysOn[act] ?? null,
    examples: examplesOf[act],
    replies: sentences.map((sentence) => ({
      sentence,
      placeholders: placeholdersOf(sentence),
      usual: Object.fromEntries(
        everydayLanguages.map((language) => [
          language,
          templateOf(usualWordsOf(chatbot, language), sentence),
        ]),
      ) as EverydayActSettings['replies'][number]['usual'],
      wording: wording[sentence] ?? {},
    })),
  };
}

/** A sentence as an owner would write it, with names in braces where values will stand. */
export function templateOf(words: Words, sentence: EverydaySentence): string {
  const text = words[sentence];
  return typeof text === 'string' ? text : text(`{${placeholdersOf(sentence).at(-1)}}`);
}
