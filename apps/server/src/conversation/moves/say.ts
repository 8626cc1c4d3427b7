import type { Answer, AnswerPart } from '../answer.ts';
import type { MoveInput, MoveKind } from './move.ts';

/** A reply of the bot's own words, which counts as neither answered nor unanswered. */
export async function* say(
  _input: MoveInput,
  move: MoveKind,
  content: string,
  more: Partial<Answer> = {},
): AsyncGenerator<AnswerPart, Answer> {
  yield { delta: content };
  return { content, answered: null, citations: [], move, ...more };
}
