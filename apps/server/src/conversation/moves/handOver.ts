import type { Answer, AnswerPart } from '../answer.ts';
import { handOverWords } from './handOverWords.ts';
import { hasOffered, type MoveInput } from './move.ts';
import { offerPerson } from './offerPerson.ts';
import { tellContact } from './tellContact.ts';

/**
 * A person has the conversation from now on; where the chatbot's setting asks for it, only once the
 * visitor confirms. Where there is nobody to hand over to, the contact details are given.
 */
export async function* handOver(input: MoveInput): AsyncGenerator<AnswerPart, Answer> {
  const { chatbot, state, words } = input;
  if (chatbot.handOver === 'never') return yield* tellContact(input);
  const isConfirmed = hasOffered(state);
  if (chatbot.handOver === 'confirm' && !isConfirmed) return yield* offerPerson(input);
  const { text: content, choices } = handOverWords({ chatbot, words, now: new Date() });
  yield { delta: content };
  const reason = handOverReason(input);
  return { content, answered: null, citations: [], move: 'handOver', choices, handOver: reason };
}

/** Why a person gets the conversation, in the owner's words. */
export function handOverReason({ said, state }: Pick<MoveInput, 'said' | 'state'>): string {
  if (said.act === 'distress' || said.act === 'bereavement') return said.act;
  // Whoever accepts an offer does so for what led to it.
  if (state.lastMove === 'offerPerson' && state.angry >= 2) return 'angry twice';
  if (state.lastMove === 'offerPerson' && state.admissions >= 2)
    return 'two admissions of ignorance';
  return 'asked for a person';
}
