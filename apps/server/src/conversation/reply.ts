import type { ChatReply, Citation } from '@echoai/contract';
import type { Turn } from './beginTurn.ts';
import type { MessageRow } from './messageStore.ts';

/** A turn that the bot answered, as the visitor gets it at its end. */
export function replyOf(
  { session, visitorToken }: Pick<Turn, 'session' | 'visitorToken'>,
  answer: MessageRow,
  about: Pick<ChatReply, 'sentiment' | 'intent' | 'handedOver'>,
): ChatReply {
  return {
    sessionId: session.id,
    ...(visitorToken ? { visitorToken } : {}),
    messageId: answer.id,
    answer: answer.content,
    answered: answer.answered ?? false,
    citations: answer.citations satisfies Citation[],
    sentiment: about.sentiment,
    intent: about.intent,
    handledBy: 'bot',
    choices: answer.choices,
    handedOver: about.handedOver,
  };
}
