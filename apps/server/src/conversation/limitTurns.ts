import { isLoopback } from '../platform/http/clientAddress.ts';
import { createLimit } from '../platform/http/limits.ts';
import { createPlaces } from '../platform/http/places.ts';
import type { Visitor } from '../platform/http/principals.ts';

/** What a busy shop never meets: ten turns a second, and a model that writes fifty answers at once. */
const usual = { ofChatbot: 600, ofOrganisation: 1_200, atOnce: 50, atOnceOfProcess: 400 };
/** Seconds after which one of the answers that are being written has most likely ended. */
const retryAfter = 5;

/** A turn that was let in. */
export interface CountedTurn {
  /** Takes it back from the counts by the minute: it answered nothing new. */
  uncount(): void;
  /** Gives back its place among the turns at once. */
  end(): void;
}

export type TakeTurn = (
  visitor: Pick<Visitor, 'address' | 'chatbotId' | 'organisationId'>,
) => CountedTurn;

/**
 * Limits turns, so that a chatbot that is flooded from many addresses does not use up the process, nor
 * its owner's budget at the model's provider. Turns from this very machine are not counted.
 * @param isByModel whether a model answers: its turns wait long, and use little of the processor
 * @returns counts a turn. It throws `rate-limited` when there are too many
 */
export function limitTurns({
  isByModel,
  ofChatbot,
  ofOrganisation,
  atOnce,
  atOnceOfProcess,
}: { isByModel: boolean } & Partial<typeof usual>): TakeTurn {
  const address = createLimit({ name: 'turns', by: 'address', allowance: 30 });
  const chatbot = createLimit({
    name: 'turns of a chatbot',
    by: 'chatbot',
    allowance: ofChatbot ?? usual.ofChatbot,
    words: 'This chatbot is getting more messages than it may answer in a minute.',
  });
  const organisation = createLimit({
    name: 'turns of an organisation',
    by: 'organisation',
    allowance: ofOrganisation ?? usual.ofOrganisation,
    words: 'The chatbots here are getting more messages than they may answer in a minute.',
  });
  const places = createPlaces({
    name: 'turns at once',
    most: atOnceOfProcess ?? usual.atOnceOfProcess,
    retryAfter,
    words: 'Too many answers are being written at this moment.',
  });
  const mostAtOnce = atOnce ?? usual.atOnce;

  return ({ address: from, chatbotId, organisationId }) => {
    if (isLoopback(from)) return { uncount() {}, end() {} };
    address.take(from);
    organisation.check(organisationId);
    chatbot.check(chatbotId);
    const end = isByModel
      ? places.take(organisationId, [[`chatbot ${chatbotId}`, mostAtOnce]])
      : () => {};
    organisation.take(organisationId);
    chatbot.take(chatbotId);
    return {
      uncount() {
        organisation.giveBack(organisationId);
        chatbot.giveBack(chatbotId);
      },
      end,
    };
  };
}
