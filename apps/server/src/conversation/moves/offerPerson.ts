import type { Answer, AnswerPart } from '../answer.ts';
import type { Move, MoveInput } from './move.ts';
import { say } from './say.ts';
import { tellContact } from './tellContact.ts';

/**
 * Asks whether a person shall have the conversation, with yes and no as buttons. In place of another
 * admission of ignorance, it is one.
 */
export async function* offerPerson(input: MoveInput): AsyncGenerator<AnswerPart, Answer> {
  const { chatbot, said, state, words, retrieval } = input;
  if (chatbot.handOver === 'never') return yield* tellContact(input);
  const isUpset = state.angry > 0 || said.act === 'complaint' || said.act === 'insult';
  const isIgnorant = said.act === null && !retrieval.answerable && state.admissions > 0;
  const before = isUpset ? words.sorry : isIgnorant ? words.ignorance : '';
  const content = `${before} ${words.offerPerson}`.trim();
  yield { delta: content };
  const choices = [words.yesPerson, words.noPerson];
  const answered = isIgnorant ? false : null;
  return { content, answered, citations: [], move: 'offerPerson', choices };
}

/** The visitor wants no person after all. */
export const declinePerson: Move = ({ words }) => say('declinePerson', words.declinedPerson);
