import type { Answer, AnswerPart } from '../answer.ts';
import { writeMove } from '../model/writeMove.ts';
import { acknowledge } from './acknowledge.ts';
import { admitIgnorance } from './admitIgnorance.ts';
import { answer } from './answer.ts';
import { askBack } from './askBack.ts';
import { care } from './care.ts';
import { chooseMove } from './chooseMove.ts';
import { decline } from './decline.ts';
import { forget } from './forget.ts';
import { handOver } from './handOver.ts';
import { meetComplaint } from './meetComplaint.ts';
import type { Move, MoveInput, MoveKind } from './move.ts';
import { declinePerson, offerPerson } from './offerPerson.ts';
import { smallTalk } from './smallTalk.ts';
import { tellConversation } from './tellConversation.ts';
import { tellRemembered } from './tellRemembered.ts';

const moves: Record<MoveKind, Move> = {
  answer,
  askBack,
  acknowledge,
  tellRemembered,
  forget,
  tellConversation,
  smallTalk,
  handOver,
  offerPerson,
  declinePerson,
  decline,
  care,
  meetComplaint,
  admitIgnorance,
};

/** Makes the reply that the moment wants: in a model's words, or in the bot's own. */
export async function* writeReply(input: MoveInput): AsyncGenerator<AnswerPart, Answer> {
  const { said, found, state, told, models } = input;
  const hasModel = models.chatModel !== null;
  const move = chooseMove({ said, found, state, told, hasModel });
  const offline = moves[move];
  const reply = hasModel ? writeMove(move, { input, offline }) : offline(input);
  return { move, ...(yield* reply) };
}
