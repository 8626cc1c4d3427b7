import type { ValueType } from '../definition.ts';
import { number, text } from '../valueTypes.ts';

/** What a trigger on a conversation gives the workflow as `event`. */
export const conversationEvent = {
  type: 'object',
  fields: { sessionId: text, chatbotId: text, externalUserId: text },
} satisfies ValueType;

/** What a trigger on a message gives the workflow as `event`. */
export const messageEvent = {
  type: 'object',
  fields: {
    ...conversationEvent.fields,
    messageId: text,
    text,
    sentiment: number,
    intent: text,
    intentConfidence: number,
  },
} satisfies ValueType;
