import type { Act } from '../../understanding/acts/acts.ts';
import type { Answer, AnswerInput, AnswerPart } from '../answer.ts';
import type { Fact } from '../memory/facts.ts';
import type { NewFact } from '../memory/storeFacts.ts';
import type { Words } from '../words/words.ts';

/** The kinds of reply that a moment can want. */
export const moveKinds = [
  'answer',
  'askBack',
  'acknowledge',
  'tellRemembered',
  'forget',
  'tellConversation',
  'smallTalk',
  'handOver',
  'offerPerson',
  'declinePerson',
  'decline',
  'care',
  'meetComplaint',
  'admitIgnorance',
] as const;
export type MoveKind = (typeof moveKinds)[number];

/** Those that hand the conversation to a person, and let the visitor take it back by a choice. */
export const handingOver = ['handOver', 'care'] as const satisfies MoveKind[];

/** What was read of the visitor's message, before anything is searched. */
export interface Said {
  /** What the message does besides asking; null for a question like any other. */
  act: Act | null;
  /** 0 … 1 */
  confidence: number;
  /** Whether the message, or a sentence of it, asks for something. */
  isAsking: boolean;
  /** Two letters, such as `de`. */
  language: string;
  /** −1 … 1 */
  mood: number;
  wordCount: number;
  /** Whether it is yes or no to what was offered. */
  reply: 'yes' | 'no' | null;
}

/** From this mood on, −1 … 1, a message counts as angry. */
export function isAngryMood(mood: number): boolean {
  return mood < -0.35;
}

/** Those that offer a person, by yes and no as buttons. */
export const offering = ['offerPerson', 'meetComplaint'] as const satisfies MoveKind[];

/** Whether the bot's last reply offered a person. */
export function hasOffered({ lastMove }: Pick<TalkState, 'lastMove'>): boolean {
  return offering.some((kind) => kind === lastMove);
}

/** What knowledge and memory hold for a message. */
export interface Found {
  /** Whether the knowledge seems to answer it. */
  isSure: boolean;
  /** 0 … 1 */
  confidence: number;
  /** Whether what the visitor said before answers it. */
  ownWords: 'plainly' | 'perhaps' | 'none';
  /** What a question that is too vague for one answer may mean. */
  choices: string[];
  /** Whether it says too little for any answer. */
  isVague: boolean;
}

/** Where the conversation stands. */
export interface TalkState {
  /** What the bot did last; null before its first reply. */
  lastMove: MoveKind | null;
  /** Whether there is an answer to talk about. */
  hasAnswered: boolean;
  /** Admissions of ignorance in a row, up to now. */
  admissions: number;
  /** Angry messages of the visitor in a row, before this one. */
  angry: number;
}

export interface MoveInput extends AnswerInput {
  said: Said;
  found: Found;
  /** What the message tells of its writer, as it will be stored. */
  told: NewFact[];
  /** Everything else that is known of the visitor. */
  known: Fact[];
  state: TalkState;
  /** The bot's own sentences in the visitor's language. */
  words: Words;
}

/** Makes one kind of reply. */
export type Move = (input: MoveInput) => AsyncGenerator<AnswerPart, Answer>;
