import { z } from 'zod';
import { officeHours } from './businessHours.ts';
import { optionalText, pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';
import { languages } from './languages.ts';
import { readOrigin } from './origins.ts';

export const tones = ['friendly', 'neutral', 'formal'] as const;

/** What happens when a visitor asks for a person: handed over, asked whether to, or told whom to contact. */
export const handOverSettings = ['at_once', 'confirm', 'never'] as const;
export type HandOverSetting = (typeof handOverSettings)[number];

/** How soon a team usually answers, as visitors can be told in their language. */
export const answerTimes = [
  'minutes',
  'hour',
  'two_hours',
  'four_hours',
  'day',
  'two_days',
] as const;
export type AnswerTime = (typeof answerTimes)[number];

const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must look like #1f6feb');

/** A web site, as `readOrigin` reads it: `https://shop.example`, no path. */
const origin = z
  .string()
  .max(300)
  .refine(
    (text) => readOrigin(text) !== undefined,
    'must be a web site such as https://shop.example or https://*.shop.example, without a path',
  )
  .transform((text) => readOrigin(text) ?? text);

/** What an owner decides about a chatbot. */
const chatbotSettings = z.object({
  name: requiredText(80),
  /** First line a visitor sees. */
  welcomeMessage: optionalText(500),
  /** Accent of the widget, `#rrggbb`. */
  color,
  tone: z.enum(tones),
  /** The owner's instructions to the model; without a model they have no effect. */
  instructions: optionalText(4000),
  /** Name of the chat model, of any provider as `provider:model`; null uses `CHAT_MODEL`. */
  model: z.string().max(100).nullable(),
  /** Web sites that may embed the chatbot, `https://*.shop.example` for all below; empty allows every site. */
  allowedOrigins: z.array(origin).max(50),
  /** Days after which a visitor's token that nobody used is good for nothing. */
  visitorTokenDays: z.int().min(1).max(730),
  /** Whether a visitor who asks for a person gets one. */
  handOver: z.enum(handOverSettings),
  /** Null says nothing about it. */
  answersWithin: z.enum(answerTimes).nullable(),
  /** When the team is there; null says nothing about it. */
  officeHours: officeHours.nullable(),
  /**
   * Languages of the knowledge, the chatbot's own first: that is spoken where nothing tells another.
   * Null takes those that sources and FAQs are found to be in.
   */
  languages: z.array(z.enum(languages)).min(1).max(languages.length).nullable(),
  /** Markdown that is given instead of a person when `handOver` is `never`; empty quotes the knowledge. */
  contact: optionalText(1000),
});

export const chatbot = chatbotSettings.extend({
  id: z.string(),
  /** Public: identifies the chatbot in the embed code, never a person. */
  publishableKey: z.string(),
  /** The languages that sources and FAQs are in, what most passages are in first. */
  languagesFound: z.array(z.string()),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Chatbot = z.infer<typeof chatbot>;

export const chatbotDefaults = {
  welcomeMessage: 'Hi! How can we help?',
  color: '#3b5bdb',
  tone: 'friendly',
  instructions: '',
  model: null,
  allowedOrigins: [],
  visitorTokenDays: 180,
  handOver: 'at_once',
  answersWithin: null,
  officeHours: null,
  contact: '',
  languages: null,
} satisfies Omit<z.input<typeof chatbotSettings>, 'name'>;

/** What the bot writes when a visitor asks for a person. */
const handOverReply = z.object({ text: z.string(), choices: z.array(z.string()) });

export const chatbotPath = z.object({ chatbotId: z.string().max(64) });

export const chatbotEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/chatbots',
    summary: 'List chatbots',
    access: 'operator',
    query: pageQuery,
    response: pageOf(chatbot),
  }),
  create: endpoint({
    method: 'post',
    path: '/chatbots',
    summary: 'Create a chatbot',
    access: 'operator',
    body: chatbotSettings.partial().required({ name: true }),
    response: chatbot,
    status: 201,
  }),
  get: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}',
    summary: 'Read a chatbot',
    access: 'operator',
    params: chatbotPath,
    response: chatbot,
  }),
  update: endpoint({
    method: 'patch',
    path: '/chatbots/{chatbotId}',
    summary: 'Change a chatbot; absent fields stay as they are',
    access: 'operator',
    params: chatbotPath,
    body: chatbotSettings.partial(),
    response: chatbot,
  }),
  identity: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/identity',
    holdsSecret: true,
    summary: 'The secret by which the host site signs who its visitors are',
    access: 'operator',
    params: chatbotPath,
    response: z.object({ secret: z.string() }),
  }),
  rotateIdentity: endpoint({
    method: 'post',
    path: '/chatbots/{chatbotId}/identity/rotate',
    summary: 'Make a new identity secret; signatures by the old one prove nothing any more',
    access: 'operator',
    params: chatbotPath,
    response: z.object({ secret: z.string() }),
  }),
  handOverPreview: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/handover-preview',
    summary: 'What visitors read, in English, when they ask for a person',
    access: 'operator',
    params: chatbotPath,
    response: z.object({
      /** What is asked first; null where nothing is. */
      offer: handOverReply.nullable(),
      /** While the team is there; null if it never is. */
      open: handOverReply.nullable(),
      /** While it is not; null where that makes no difference. */
      closed: handOverReply.nullable(),
    }),
  }),
  remove: endpoint({
    method: 'delete',
    path: '/chatbots/{chatbotId}',
    summary: 'Delete a chatbot with its knowledge and conversations',
    access: 'operator',
    params: chatbotPath,
  }),
};
