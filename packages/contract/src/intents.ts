import { z } from 'zod';
import { chatbotPath } from './chatbots.ts';
import { optionalText, pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Most intents of a chatbot, most examples of an intent, and longest example. */
export const maxIntents = 500;
export const maxIntentExamples = 200;
export const maxExampleLength = 300;

/** Names of the intents that a new chatbot has. */
export const usualIntents = [
  'order_status',
  'return',
  'refund',
  'invoice',
  'human',
  'complaint',
  'pricing',
] as const;

/** What automations and the API call an intent: `order_status`. */
export const intentName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,59}$/,
    'must be of small letters, digits and underscores, and begin with a letter',
  );

const intentSettings = z.object({
  /** Unique in its chatbot. */
  name: intentName,
  /** For people; empty shows the name. */
  title: optionalText(80),
  description: optionalText(500),
  /** Inactive intents are not recognised. */
  isActive: z.boolean(),
  /** What visitors write who mean it: three to twenty are right. Phrases that repeat are left out. */
  examples: z
    .array(requiredText(maxExampleLength).transform((text) => text.trim()))
    .max(maxIntentExamples),
});

/** What a visitor may want. */
export const intent = intentSettings.extend({
  id: z.string(),
  chatbotId: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Intent = z.infer<typeof intent>;

/** An example that looks like another intent's. */
export const intentConfusion = z.object({
  intentId: z.string(),
  example: z.string(),
  confusedWithIntentId: z.string(),
  /** 0.6 … 1; 1 when both intents have the same phrase. */
  confidence: z.number(),
});
export type IntentConfusion = z.infer<typeof intentConfusion>;

export const intentStatus = z.object({
  /** Of the model that recognises intents now; null before the first. Rises with each training. */
  version: z.int().nullable(),
  trainedAt: timestamp.nullable(),
  /** `untrained` without examples; `training` until the model knows the last change. */
  state: z.enum(['untrained', 'training', 'ready']),
  confusions: z.array(intentConfusion),
});
export type IntentStatus = z.infer<typeof intentStatus>;

/** What a message was recognised as; `intent` is a name, and null for none of these. */
export const intentResult = z.object({
  intent: z.string().nullable(),
  /** 0 … 1 that the message has the likeliest intent; from 0.5 on it counts as having it. */
  confidence: z.number(),
  /** The likeliest five, the first first. */
  scores: z.array(
    z.object({
      intentId: z.string(),
      intent: z.string(),
      title: z.string(),
      confidence: z.number(),
    }),
  ),
});
export type IntentResult = z.infer<typeof intentResult>;

/** A visitor's message that may be an example of an intent. */
export const intentSuggestion = z.object({
  messageId: z.string(),
  text: z.string(),
  intentId: z.string(),
  confidence: z.number(),
});
export type IntentSuggestion = z.infer<typeof intentSuggestion>;

const intentPath = chatbotPath.extend({ intentId: z.string().max(64) });

export const intentEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/intents',
    summary: 'List intents with their examples, in the order they were made',
    access: 'operator',
    params: chatbotPath,
    query: pageQuery,
    response: pageOf(intent),
  }),
  create: endpoint({
    method: 'post',
    path: '/chatbots/{chatbotId}/intents',
    summary: 'Create an intent; it is learned in the background',
    access: 'operator',
    params: chatbotPath,
    body: intentSettings.partial().required({ name: true }),
    response: intent,
    status: 201,
  }),
  addDefaults: endpoint({
    method: 'post',
    path: '/chatbots/{chatbotId}/intents/defaults',
    summary: 'Add the usual intents, except those whose name is taken',
    access: 'operator',
    params: chatbotPath,
    response: z.object({ items: z.array(intent) }),
  }),
  try: endpoint({
    method: 'post',
    path: '/chatbots/{chatbotId}/intents/try',
    summary: 'What a sentence is recognised as',
    access: 'operator',
    params: chatbotPath,
    body: z.object({ text: requiredText(4000) }),
    response: intentResult,
  }),
  status: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/intents/status',
    summary: 'Whether the last change is learned, and which examples confuse',
    access: 'operator',
    params: chatbotPath,
    response: intentStatus,
  }),
  suggestions: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/intents/suggestions',
    summary: 'Recent messages that are nearly recognised, or hardly',
    access: 'operator',
    params: chatbotPath,
    response: z.object({ items: z.array(intentSuggestion) }),
  }),
  get: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/intents/{intentId}',
    summary: 'Read an intent with its examples',
    access: 'operator',
    params: intentPath,
    response: intent,
  }),
  update: endpoint({
    method: 'patch',
    path: '/chatbots/{chatbotId}/intents/{intentId}',
    summary: 'Change an intent; absent fields stay, examples are replaced as a whole',
    access: 'operator',
    params: intentPath,
    body: intentSettings.partial(),
    response: intent,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/chatbots/{chatbotId}/intents/{intentId}',
    summary: 'Delete an intent with its examples',
    access: 'operator',
    params: intentPath,
  }),
};
