import { z } from 'zod';

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
};

export type DomainEvent = {
  [Type in keyof typeof domainEvents]: {
    type: Type;
    payload: z.infer<(typeof domainEvents)[Type]>;
  };
}[keyof typeof domainEvents];
