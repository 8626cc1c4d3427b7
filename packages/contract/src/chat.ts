import { z } from 'zod';
import { requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';
import { problem } from './errors.ts';

/** Longest message of a visitor, in UTF-16 code units. */
export const maxMessageLength = 4000;

/** The header that carries a visitor's credential, got from the first turn's `session` event. */
export const visitorTokenHeader = 'EchoAI-Visitor';

export const chatRequest = z.object({
  message: requiredText(maxMessageLength),
  /**
   * Unique per session, and of a first turn unique among visitors (a UUID): sending it again continues
   * the same turn instead of starting another.
   */
  clientMessageId: z.string().min(1).max(100).optional(),
  /**
   * At least 128 random bits that a browser makes for the turns that it sends before it has a token.
   * Whoever sends it again within a day is the same visitor, in the same conversation.
   */
  firstTurnSecret: z
    .string()
    .regex(/^[\w-]{22,100}$/)
    .optional(),
  /** Absent starts a new conversation. */
  sessionId: z.string().max(64).optional(),
  /** The page the visitor is on. */
  context: z
    .object({
      url: z.string().max(2000).optional(),
      referrer: z.string().max(2000).optional(),
      locale: z.string().max(35).optional(),
    })
    .optional(),
  imageIds: z.array(z.string().max(64)).max(4).optional(),
});
export type ChatRequest = z.infer<typeof chatRequest>;

/** Whom a visitor's message goes to, and who may write in a conversation besides the visitor. */
export const handlers = ['bot', 'automation', 'person'] as const;
export type Handler = (typeof handlers)[number];

/** What an answer rests on; `n` is the number that the answer's text cites as `[n]`. */
export const citation = z.object({
  n: z.int().min(1),
  /** A source (`src_…`) or an FAQ (`faq_…`). */
  sourceId: z.string(),
  title: z.string(),
  url: z.string().optional(),
  /** The passage, or its sentences that were quoted. */
  text: z.string(),
});
export type Citation = z.infer<typeof citation>;

/** A whole turn: the answer to `POST /chat` as JSON and the data of the `done` event. */
export const chatReply = z.object({
  sessionId: z.string(),
  /** Only in the turn that made the visitor known; keep it and send it in `EchoAI-Visitor`. */
  visitorToken: z.string().optional(),
  messageId: z.string(),
  /** Markdown with citations as `[1]`. */
  answer: z.string(),
  /** False when the knowledge does not hold the answer. */
  answered: z.boolean(),
  citations: z.array(citation),
  sentiment: z.number().min(-1).max(1).nullable(),
  intent: z.string().nullable(),
  /**
   * Who got the message. Not the bot: a person or an automation answers later, by the conversation's
   * events. Then `answer` is empty, `answered` false, and `messageId` is the visitor's own message.
   */
  handledBy: z.enum(handlers),
  /** Texts that the visitor may send by a click, such as “Yes, please”. */
  choices: z.array(z.string()),
  /** Whether a person has the conversation after this turn, by its reply or since before. */
  handedOver: z.boolean(),
});
export type ChatReply = z.infer<typeof chatReply>;

/** Server-sent events of `POST /chat`, in this order; `error` ends a turn that can be retried. */
export const chatEvents = {
  session: z.object({ sessionId: z.string(), visitorToken: z.string().optional() }),
  delta: z.object({ text: z.string() }),
  citations: z.object({ citations: z.array(citation) }),
  done: chatReply,
  error: problem,
};
export type ChatEvent = {
  [Name in keyof typeof chatEvents]: {
    event: Name;
    data: z.infer<(typeof chatEvents)[Name]>;
  };
}[keyof typeof chatEvents];

export const messageStates = ['pending', 'complete', 'failed'] as const;

/** A message as visitor and operator read it. */
export const message = z.object({
  id: z.string(),
  sessionId: z.string(),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  /** A visitor's message is `pending` until answered, `failed` when it can be retried. */
  state: z.enum(messageStates),
  clientMessageId: z.string().nullable(),
  /** Null on visitors' messages, and on replies to small talk. */
  answered: z.boolean().nullable(),
  citations: z.array(citation),
  /** What the visitor may answer by a click; it counts as long as nothing was written after the message. */
  choices: z.array(z.string()),
  /** Who wrote it. */
  author: z.enum(['visitor', ...handlers]),
  /** A person's name, as the visitor sees it. */
  authorName: z.string().nullable(),
  createdAt: timestamp,
});
export type Message = z.infer<typeof message>;

/** What the panel needs before the first message. */
export const widgetConfig = z.object({
  chatbotId: z.string(),
  name: z.string(),
  welcomeMessage: z.string(),
  color: z.string(),
  /** The first of the languages of its knowledge, such as `de`; null where none is known. */
  language: z.string().nullable(),
  hasFaqs: z.boolean(),
  /** Whether a one-time code can be sent, so that visitors can prove their e-mail address. */
  canSendCode: z.boolean(),
  /** Largest message the visitor may send, in UTF-16 code units. */
  maxMessageLength: z.int(),
});
export type WidgetConfig = z.infer<typeof widgetConfig>;

export const visitorFaq = z.object({
  id: z.string(),
  question: z.string(),
  answer: z.string(),
  category: z.string().nullable(),
});
export type VisitorFaq = z.infer<typeof visitorFaq>;

export const visitorEndpoints = {
  chat: endpoint({
    method: 'post',
    path: '/chat',
    summary: 'Ask a question; answered as server-sent events, or JSON when `Accept` asks for it',
    access: 'visitor',
    body: chatRequest,
    response: chatReply,
  }),
  messages: endpoint({
    method: 'get',
    path: '/sessions/{sessionId}/messages',
    summary: 'The latest messages of the visitor’s own conversation, oldest first',
    access: 'visitor',
    params: z.object({ sessionId: z.string().max(64) }),
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    response: z.object({
      items: z.array(message),
      /** From where the conversation’s events tell what came after: to be sent as `Last-Event-ID`. */
      lastEventId: z.string(),
    }),
  }),
  faqs: endpoint({
    method: 'get',
    path: '/faqs',
    summary: 'The chatbot’s FAQs in their display order',
    access: 'visitor',
    response: z.object({ items: z.array(visitorFaq) }),
  }),
  widgetConfig: endpoint({
    method: 'get',
    path: '/widget/config',
    summary: 'Appearance and features of a chatbot’s widget',
    access: 'public',
    query: z.object({ key: z.string().max(100) }),
    response: widgetConfig,
  }),
};
