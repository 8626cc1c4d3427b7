import type { Citation } from '@echoai/contract';
import type { Retrieval } from '../knowledge/retrieve.ts';
import type { Models } from '../platform/models/models.ts';
import { writeExtractiveAnswer } from './extractiveAnswer.ts';
import { quoteOwnWords } from './memory/ownWords.ts';
import type { TurnMemory } from './memory/turnMemory.ts';
import type { PastMessage } from './messageStore.ts';
import { writeModelAnswer } from './modelAnswer.ts';
import type { ChatbotRow } from './sessionStore.ts';
import { replyToSmallTalk } from './smallTalk.ts';

/** A piece of an answer as it is written. */
export interface AnswerPart {
  delta: string;
}

/** A whole answer; `content` is what the deltas add up to, with its citations put right. */
export interface Answer {
  content: string;
  /**
   * False when retrieval found too little, or the answer cites nothing; null for small talk, which
   * asked for nothing, and for what visitors ask of themselves, which no knowledge can hold.
   */
  answered: boolean | null;
  citations: Citation[];
  /** Whether it quotes the visitor, so that a model reads it as the visitor's words later on. */
  repeatsVisitor?: boolean;
}

export interface AnswerInput {
  chatbot: ChatbotRow;
  question: string;
  /** The end of the conversation so far, oldest first. */
  history: PastMessage[];
  /** What is remembered of the visitor and this conversation. */
  memory: TurnMemory;
  retrieval: Retrieval;
  models: Models;
  signal: AbortSignal;
}

/**
 * Chooses who answers: nobody when the knowledge has nothing, the visitor's own words when they ask
 * for them, the model, or the quoting answerer.
 */
export async function* writeAnswer(input: AnswerInput): AsyncGenerator<AnswerPart, Answer> {
  const { chatbot, question, retrieval, models, memory } = input;
  if (!retrieval.answerable) {
    const smallTalk = replyToSmallTalk({ question, chatbot });
    const quoted = smallTalk ? null : quoteOwnWords({ question, memory, isKnown: false });
    const reply = smallTalk ?? quoted;
    const content = reply ?? admitIgnorance(retrieval);
    yield { delta: content };
    const repeatsVisitor = quoted !== null;
    return { content, answered: reply === null ? false : null, citations: [], repeatsVisitor };
  }
  if (models.chatModel !== null) return yield* writeModelAnswer(input);
  const ownWords = quoteOwnWords({ question, memory, isKnown: true });
  if (ownWords !== null) {
    yield { delta: ownWords };
    return { content: ownWords, answered: null, citations: [], repeatsVisitor: true };
  }
  return yield* writeExtractiveAnswer(input);
}

/** Says that the answer is not known, and what is. */
export function admitIgnorance({ passages }: Retrieval): string {
  const titles = [...new Set(passages.map((passage) => passage.title))].slice(0, 3);
  const offer =
    titles.length > 0
      ? `The closest topics I have are:\n\n${titles.map((title) => `- ${title}`).join('\n')}\n\nAsk me about one of these, or put your question in other words.`
      : 'Please put it in other words, or ask about something else.';
  return `I couldn’t find an answer to that in the information I have. ${offer}`;
}
