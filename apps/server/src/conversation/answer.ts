import type { Citation, ToolCall } from '@echoai/contract';
import type { Retrieval } from '../knowledge/retrieve.ts';
import type { FoundPart } from '../knowledge/searchForTurn.ts';
import type { Models } from '../platform/models/models.ts';
import type { TurnMemory } from './memory/turnMemory.ts';
import type { PastMessage } from './messageStore.ts';
import type { MoveKind } from './moves/move.ts';
import type { ChatbotRow } from './sessionStore.ts';

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
  /** What the bot does by it. */
  move?: MoveKind;
  /** What the visitor may reply with one click. */
  choices?: string[];
  /** Why a person has the conversation from now on, in the owner's words. */
  handOver?: string;
  /** What a model did besides writing, in order. */
  toolCalls?: ToolCall[];
  /** Facts and messages, by id, that the visitor asked to have forgotten. */
  forget?: string[] | 'everything';
}

export interface AnswerInput {
  chatbot: ChatbotRow;
  question: string;
  /** The end of the conversation so far, oldest first. */
  history: PastMessage[];
  /** What is remembered of the visitor and this conversation. */
  memory: TurnMemory;
  /** What was found for the message, all its questions together. */
  retrieval: Retrieval;
  /** Looks something else up in the chatbot's knowledge. */
  search: (query: string) => Promise<Retrieval>;
  /** The same for each of its questions, one for most messages. */
  parts: FoundPart[];
  /** Whether the message, or what was said before, says what it is about. */
  hasSubject: boolean;
  models: Models;
  signal: AbortSignal;
}
