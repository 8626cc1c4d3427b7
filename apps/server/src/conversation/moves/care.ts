import type { Answer, AnswerPart } from '../answer.ts';
import { handOverReason } from './handOver.ts';
import type { MoveInput } from './move.ts';
import { say } from './say.ts';
import { tellContact } from './tellContact.ts';

/** A careful sentence for somebody in distress or in mourning, and a person where there is one. */
export async function* care(input: MoveInput): AsyncGenerator<AnswerPart, Answer> {
  const { chatbot, said, words } = input;
  const hasPerson = chatbot.handOver !== 'never';
  const handedOver = hasPerson
    ? { choices: [words.neverMind], handOver: handOverReason(input) }
    : {};
  if (said.act === 'distress') {
    const content = hasPerson ? `${words.distress} ${words.teamKnows}` : words.distress;
    return yield* say('care', content, handedOver);
  }
  if (hasPerson) {
    return yield* say('care', `${words.bereaved} ${words.handedOver}`, handedOver);
  }
  yield { delta: `${words.bereaved}\n\n` };
  const contact = yield* tellContact(input);
  return { ...contact, content: `${words.bereaved}\n\n${contact.content}`, move: 'care' };
}
