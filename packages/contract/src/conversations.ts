import { z } from 'zod';
import { message } from './chat.ts';
import { pageOf, pageQuery, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/** A conversation as it stands in the operator's list. */
export const conversation = z.object({
  id: z.string(),
  chatbotId: z.string(),
  chatbotName: z.string(),
  visitor: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  /** First line of the visitor's first message. */
  subject: z.string(),
  messageCount: z.int(),
  /** Whether every question so far was answered from the knowledge. */
  allAnswered: z.boolean(),
  createdAt: timestamp,
  lastMessageAt: timestamp,
});
export type Conversation = z.infer<typeof conversation>;

const conversationPath = z.object({ conversationId: z.string().max(64) });

export const conversationEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/conversations',
    summary: 'List conversations, the latest first',
    access: 'operator',
    query: pageQuery.extend({ chatbotId: z.string().max(64).optional() }),
    response: pageOf(conversation),
  }),
  get: endpoint({
    method: 'get',
    path: '/conversations/{conversationId}',
    summary: 'Read a conversation',
    access: 'operator',
    params: conversationPath,
    response: conversation,
  }),
  messages: endpoint({
    method: 'get',
    path: '/conversations/{conversationId}/messages',
    summary: 'A conversation’s messages with their citations, oldest first',
    access: 'operator',
    params: conversationPath,
    query: pageQuery,
    response: pageOf(message),
  }),
};
