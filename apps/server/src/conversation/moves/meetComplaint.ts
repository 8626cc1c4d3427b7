import { leaningOf } from '../../knowledge/subject.ts';
import type { Answer, AnswerPart } from '../answer.ts';
import { answer } from './answer.ts';
import { hasOffered, type MoveInput } from './move.ts';
import { say } from './say.ts';

/**
 * A word of regret before anything else; then what helps, if the knowledge has it, and a person. As
 * long as the matter is open, later replies offer the person too.
 */
export async function* meetComplaint(input: MoveInput): AsyncGenerator<AnswerPart, Answer> {
  const { chatbot, words, found, said, state } = input;
  const offers = chatbot.handOver !== 'never';
  const choices = offers ? [words.yesPerson, words.noPerson] : [];
  const isFirst = !hasOffered(state) || said.act !== null;
  const before = isFirst ? `${words.sorry} ` : '';
  // “This is a disgrace!” asks for nothing that could be looked up.
  const isVented = !said.isAsking && said.act !== null && leaningOf(input.question) === 'wholly';
  if (!found.isSure || isVented) {
    const after = offers ? words.offerPerson : words.tooVague;
    return yield* say('meetComplaint', `${before}${after}`, { choices });
  }
  if (before) yield { delta: before };
  const helped = yield* answer(input);
  const after = offers ? `\n\n${words.offerPerson}` : '';
  if (after) yield { delta: after };
  const content = `${before}${helped.content}${after}`;
  return { ...helped, content, move: 'meetComplaint', choices };
}
