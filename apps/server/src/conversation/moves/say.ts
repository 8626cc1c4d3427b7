import type { Answer, AnswerPart } from '../answer.ts';
import type { MoveKind } from './move.ts';

/** A reply of the bot's own words, which counts as neither answered nor unanswered. */
export async function* say(
  move: MoveKind,
  content: string,
  more: Partial<Answer> = {},
): AsyncGenerator<AnswerPart, Answer> {
  yield { delta: content };
  return { content, answered: null, citations: [], move, ...more };
}

/** The whole reply of a move, without its parts. */
export async function readAll(parts: AsyncGenerator<AnswerPart, Answer>): Promise<Answer> {
  for (;;) {
    const next = await parts.next();
    if (next.done) return next.value;
  }
}
