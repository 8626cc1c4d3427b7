import { type Understanding, understandMessage } from '../understanding/understandMessage.ts';
import type { Turn, TurnInput } from './beginTurn.ts';
import { extractFactsOf } from './memory/extractFactsOf.ts';
import type { NewFact } from './memory/storeFacts.ts';

/** What is read of a visitor's message beside its answer; none of it ever throws. */
export interface Reading {
  /** Mood and intent, once they are wanted. */
  finish(): Promise<Understanding>;
  facts: Promise<NewFact[]>;
}

/** Begins to read the message of a turn, so that it delays no word of the answer. */
export function readQuestion(
  { database, models, log }: Pick<TurnInput, 'database' | 'models' | 'log'>,
  { chatbot, question }: Pick<Turn, 'chatbot' | 'question'>,
): Reading {
  return {
    finish: understandMessage({ database, models, log, chatbot, text: question.content }),
    facts: extractFactsOf({ models, log, question }),
  };
}
