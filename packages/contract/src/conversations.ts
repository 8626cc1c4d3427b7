import { z } from 'zod';
import { message } from './chat.ts';
import { pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { tag } from './contact.ts';
import { endpoint } from './endpoint.ts';
import { identityProofs, memoryFact } from './visitor.ts';

/** A conversation as it stands in the operator's list. */
export const conversation = z.object({
  id: z.string(),
  chatbotId: z.string(),
  chatbotName: z.string(),
  visitor: z.object({
    id: z.string(),
    /** As the visitor or the page said; nothing proves a name. */
    name: z.string().nullable(),
    email: z.string().nullable(),
    /** False for an address that was only said, which anybody may do. */
    emailProven: z.boolean(),
  }),
  /** The visitor's mood: the latest message's score, −1 … 1, and its trend, −2 … 2. */
  sentiment: z.object({ score: z.number(), trend: z.number() }).nullable(),
  /** False once it has ended by time; true again when the visitor goes on. */
  isActive: z.boolean(),
  /** First line of the visitor's first message. */
  subject: z.string(),
  messageCount: z.int(),
  /** Whether every question so far was answered from the knowledge; null while none was put to it. */
  allAnswered: z.boolean().nullable(),
  tags: z.array(z.string()),
  /** `person` once somebody has taken over; the bot is silent then. */
  answeredBy: z.enum(['bot', 'person']),
  /** Why a person has it, such as “asked for a person”; null while the bot answers. */
  handOverReason: z.string().nullable(),
  /** Nobody has answered since the visitor’s last message, and the bot is silent. */
  waitsForPerson: z.boolean(),
  createdAt: timestamp,
  lastMessageAt: timestamp,
});
export type Conversation = z.infer<typeof conversation>;

/** What the answer to a message was given of the visitor's memory, and why. */
export const recollection = z.object({
  kind: z.enum(['fact', 'message']),
  /** A fact (`mem_…`) or an earlier message (`msg_…`). */
  id: z.string(),
  text: z.string(),
  /** In the owner's words, such as “about: size, boots”. */
  reason: z.string(),
});
export type Recollection = z.infer<typeof recollection>;

/** Something that a model did besides writing a reply. */
export const toolCall = z.object({
  /** `search_knowledge`, `hand_over` or `ask_back`, or whatever else the model named. */
  tool: z.string(),
  /** What was searched for, the reason, or the question; of a refused call, why it was refused. */
  input: z.string(),
  /** False where there is no such tool, or the model called it wrongly. */
  isDone: z.boolean(),
  /** Passages that a search added; null of other tools. */
  found: z.int().nullable(),
});
export type ToolCall = z.infer<typeof toolCall>;

/** A message as operators read it. */
export const operatorMessage = message.extend({
  /** −1 … 1; null on answers, and until understood. */
  sentiment: z.number().nullable(),
  intent: z.string().nullable(),
  intentConfidence: z.number().nullable(),
  /** What was recalled for this message's answer. */
  recalled: z.array(recollection),
  /** What the bot did by it, such as `answer` or `handOver`; null of others' messages. */
  move: z.string().nullable(),
  /** What a model did besides writing it, in order. */
  toolCalls: z.array(toolCall),
});
export type OperatorMessage = z.infer<typeof operatorMessage>;

/** What a conversation's visitor is remembered by. */
export const conversationMemory = z.object({
  visitor: z.object({
    id: z.string(),
    email: z.string().nullable(),
    emailProven: z.boolean(),
    /** The host site's own id of the visitor, once proven. */
    externalId: z.string().nullable(),
    proof: z.enum(identityProofs),
  }),
  /** What has left the window of recent messages, in short; empty until something has. */
  summary: z.string(),
  facts: z.array(memoryFact),
});
export type ConversationMemory = z.infer<typeof conversationMemory>;

/** Longest message of an automation or a person, in UTF-16 code units. */
export const maxSentLength = 10_000;

const conversationPath = z.object({ conversationId: z.string().max(64) });
const tagPath = conversationPath.extend({ tag });

export const conversationEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/conversations',
    summary: 'List conversations, the latest first',
    access: 'operator',
    query: pageQuery.extend({
      chatbotId: z.string().max(64).optional(),
      tag: tag.optional(),
      /** `person`: only those that wait for one. */
      waitsFor: z.enum(['person']).optional(),
    }),
    response: pageOf(conversation),
  }),
  tags: endpoint({
    method: 'get',
    path: '/conversation-tags',
    summary: 'The tags that conversations have, in alphabetical order; the first 200',
    access: 'operator',
    query: z.object({ chatbotId: z.string().max(64).optional() }),
    response: z.object({ items: z.array(z.string()) }),
  }),
  get: endpoint({
    method: 'get',
    path: '/conversations/{conversationId}',
    summary: 'Read a conversation',
    access: 'operator',
    params: conversationPath,
    response: conversation,
  }),
  memory: endpoint({
    method: 'get',
    path: '/conversations/{conversationId}/memory',
    summary: 'What is remembered of a conversation and its visitor',
    access: 'operator',
    params: conversationPath,
    response: conversationMemory,
  }),
  messages: endpoint({
    method: 'get',
    path: '/conversations/{conversationId}/messages',
    summary: 'A conversation’s messages with their citations, oldest first',
    access: 'operator',
    params: conversationPath,
    query: pageQuery,
    response: pageOf(operatorMessage),
  }),
  send: endpoint({
    method: 'post',
    path: '/conversations/{conversationId}/messages',
    summary: 'Answer as a person; takes the conversation over',
    access: 'operator',
    params: conversationPath,
    body: z.object({
      /** Markdown. */
      text: requiredText(maxSentLength),
      /** What the visitor sees as the writer; by default the name of who is signed in. */
      authorName: requiredText(80).optional(),
    }),
    response: operatorMessage,
    status: 201,
  }),
  handOver: endpoint({
    method: 'post',
    path: '/conversations/{conversationId}/handover',
    summary: 'Say who answers the visitor: a person, or the bot again',
    access: 'operator',
    params: conversationPath,
    body: z.object({ answeredBy: z.enum(['bot', 'person']) }),
    response: conversation,
  }),
  addTag: endpoint({
    method: 'put',
    path: '/conversations/{conversationId}/tags/{tag}',
    summary: 'Tag a conversation',
    access: 'operator',
    params: tagPath,
    response: conversation,
  }),
  removeTag: endpoint({
    method: 'delete',
    path: '/conversations/{conversationId}/tags/{tag}',
    summary: 'Take a tag away',
    access: 'operator',
    params: tagPath,
    response: conversation,
  }),
};
