import { readLanguage } from '../../language/detectLanguage.ts';
import type { Answer, AnswerPart } from '../answer.ts';
import { writeExtractiveAnswer } from '../extractiveAnswer.ts';
import type { MoveInput } from './move.ts';

/** Answers from the knowledge, by the sentences that fit. */
export async function* answer(input: MoveInput): AsyncGenerator<AnswerPart, Answer> {
  const writing = writeExtractiveAnswer(input);
  const parts: AnswerPart[] = [];
  for (;;) {
    const next = await writing.next();
    if (!next.done) parts.push(next.value);
    else return yield* inOwnLanguage(input, parts, next.value);
  }
}

/** A quotation in another language than the visitor's stands behind a sentence that says so. */
async function* inOwnLanguage(
  { said, words }: MoveInput,
  parts: AnswerPart[],
  quoted: Answer,
): AsyncGenerator<AnswerPart, Answer> {
  const language = readLanguage(quoted.citations.map(({ text }) => text).join('\n'));
  if (language === null || language === said.language) {
    yield* parts;
    return quoted;
  }
  const name = new Intl.DisplayNames([words.locale], { type: 'language' }).of(language) ?? language;
  const content = `${words.foundIn(name)}\n\n> ${quoted.content.replaceAll('\n', '\n> ')}`;
  yield { delta: content };
  return { ...quoted, content };
}
