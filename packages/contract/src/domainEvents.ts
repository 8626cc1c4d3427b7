import { z } from 'zod';

const inConversation = z.object({ sessionId: z.string(), chatbotId: z.string() });

/** What happened in a conversation, committed with its data, once each. */
export const domainEvents = {
  'conversation.started': z.object({
    sessionId: z.string(),
    chatbotId: z.string(),
    externalUserId: z.string(),
  }),
  'message.received': z.object({
    sessionId: z.string(),
    chatbotId: z.string(),
    messageId: z.string(),
    /** −1 … 1; null until understood. */
    sentiment: z.number().min(-1).max(1).nullable(),
    /** Name of the matched intent; null for none of them. */
    intent: z.string().nullable(),
    /** How sure the match is, 0 … 1. */
    intentConfidence: z.number().min(0).max(1).nullable(),
  }),
  'message.answered': z.object({
    sessionId: z.string(),
    chatbotId: z.string(),
    messageId: z.string(),
    replyToId: z.string(),
    answered: z.boolean(),
  }),
  /** Nobody wrote for half an hour; the visitor may still go on with it. */
  'conversation.ended': z.object({
    sessionId: z.string(),
    chatbotId: z.string(),
    externalUserId: z.string(),
    reason: z.enum(['timeout']),
  }),
  /** An automation or a person wrote to the visitor. */
  'message.sent': inConversation.extend({
    messageId: z.string(),
    author: z.enum(['automation', 'person']),
    /** The automation's question that the message asks. */
    questionId: z.string().nullable(),
  }),
  /** The visitor's message went to an automation's open question, and to nothing else. */
  'question.answered': inConversation.extend({
    questionId: z.string(),
    messageId: z.string(),
    text: z.string(),
  }),
  'question.closed': inConversation.extend({ questionId: z.string() }),
  /** A tag that the conversation did not have before. */
  'conversation.tagged': inConversation.extend({ tag: z.string() }),
  /** From now on a person answers. */
  'conversation.handed_over': inConversation.extend({ reason: z.string() }),
  /** From now on the bot answers again. */
  'conversation.returned': inConversation,
  /** What is known of a contact changed; in which conversation, if in one. */
  'contact.updated': z.object({
    externalUserId: z.string(),
    sessionId: z.string().nullable(),
    chatbotId: z.string().nullable(),
    /** Names of fields (`email`, `firstName`, `lastName`) and of properties (`properties.plan`). */
    changed: z.array(z.string()),
  }),
};

export type DomainEvent = {
  [Type in keyof typeof domainEvents]: {
    type: Type;
    payload: z.infer<(typeof domainEvents)[Type]>;
  };
}[keyof typeof domainEvents];
