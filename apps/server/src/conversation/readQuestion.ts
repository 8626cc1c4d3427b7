import { cutText } from '@echoai/contract/text';
import { languagesOfKnowledge } from '../knowledge/retrieveForQuestion.ts';
import { isChoice, leaningOf } from '../knowledge/subject.ts';
import {
  type Talk,
  type Understanding,
  understandMessage,
} from '../understanding/understandMessage.ts';
import type { Turn, TurnInput } from './beginTurn.ts';
import { extractFactsOf } from './memory/extractFactsOf.ts';
import { sentencesOfMessage } from './memory/sentences.ts';
import type { NewFact } from './memory/storeFacts.ts';
import { asks } from './moves/asks.ts';
import type { Said } from './moves/move.ts';
import { replyToOffer } from './moves/readReply.ts';

/** What is read of a visitor's message besides its words; none of it ever throws. */
export interface Reading {
  understood: Promise<Understanding>;
  /** The same with what decides the reply. */
  said: Promise<Said>;
  facts: Promise<NewFact[]>;
}

/** Of a longer message, in UTF-16 code units, this much is read for what it says. */
const maxLength = 600;

/** Begins to read the message of a turn. */
export function readQuestion(
  { database, models, log }: Pick<TurnInput, 'database' | 'models' | 'log'>,
  { chatbot, question, conversation }: Pick<Turn, 'chatbot' | 'question' | 'conversation'>,
  /** As it was detected. */
  language: string,
): Reading {
  const text = question.content;
  const sentences = sentencesOfMessage(cutText(text, maxLength * 4));
  const { window: before } = conversation;
  const isClicked = isChoice({ question: text, window: before });
  const readTalk = async (): Promise<Talk> => {
    const languages = await languagesOfKnowledge({ database, chatbot }).catch((): string[] => []);
    const [knowledgeLanguage = chatbot.languages?.[0] ?? 'en'] = languages;
    return {
      before,
      isLeaning: before.length > 0 && (isClicked || leaningOf(text) === 'wholly'),
      isForeign: language !== knowledgeLanguage && !languages.includes(language),
      knowledgeLanguage,
    };
  };
  const asked = { database, models, log, chatbot, text, sentences };
  const understood = understandMessage({ ...asked, readTalk });
  return {
    understood,
    said: understood.then((read) => ({
      // “How long you have” is a heading that was clicked, whatever it sounds like.
      act: isClicked ? null : read.act,
      confidence: read.actConfidence,
      isAsking: isClicked || sentences.some(asks),
      language: read.language ?? language,
      mood: read.sentiment,
      wordCount: cutText(text, maxLength).match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
      reply: replyToOffer(text),
    })),
    facts: extractFactsOf({ models, log, question }),
  };
}
