/** The tables as Drizzle sees them; `migrations/` creates them and says what they are for. */

import type {
  AnswerTime,
  Citation,
  HandOverSetting,
  IntentConfusion,
  Language,
  OfficeHours,
  PropertyValue,
  Recollection,
  ToolCall,
} from '@echoai/contract';
import {
  bigint,
  boolean,
  customType,
  integer,
  numeric,
  pgTable,
  real,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { toJson } from './sqlValues.ts';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});
/** Drizzle's own would write what PostgreSQL refuses, see `toJson`. */
const jsonb = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: toJson,
});
const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const createdAt = time('created_at').notNull().defaultNow();
const updatedAt = time('updated_at').notNull().defaultNow();
const organisationId = text('organisation_id').notNull();

export const chatbots = pgTable('chatbots', {
  id: text('id').primaryKey(),
  organisationId,
  name: text('name').notNull(),
  welcomeMessage: text('welcome_message').notNull(),
  color: text('color').notNull(),
  tone: text('tone').$type<'friendly' | 'neutral' | 'formal'>().notNull(),
  instructions: text('instructions').notNull(),
  model: text('model'),
  allowedOrigins: text('allowed_origins').array().notNull().default([]),
  publishableKey: text('publishable_key').notNull(),
  embeddingModel: text('embedding_model').notNull(),
  passageCount: integer('passage_count').notNull().default(0),
  knowledgeRevision: bigint('knowledge_revision', { mode: 'number' }).notNull().default(0),
  identitySecretVersion: integer('identity_secret_version').notNull().default(1),
  intentsRevision: bigint('intents_revision', { mode: 'number' }).notNull().default(0),
  visitorTokenDays: integer('visitor_token_days').notNull().default(180),
  handOver: text('hand_over').$type<HandOverSetting>().notNull().default('at_once'),
  answersWithin: text('answers_within').$type<AnswerTime>(),
  officeHours: jsonb('office_hours').$type<OfficeHours>(),
  contact: text('contact').notNull().default(''),
  everyday: jsonb('everyday').notNull().default({}),
  languages: text('languages').array().$type<Language[]>(),
  createdAt,
  updatedAt,
});

export const files = pgTable('files', {
  id: text('id').primaryKey(),
  organisationId,
  mediaType: text('media_type').notNull(),
  bytes: bytea('bytes').notNull(),
  createdAt,
});

export const sources = pgTable('sources', {
  id: text('id').primaryKey(),
  organisationId,
  chatbotId: text('chatbot_id').notNull(),
  type: text('type').$type<'text' | 'file'>().notNull(),
  title: text('title').notNull(),
  url: text('url'),
  fileId: text('file_id'),
  fileName: text('file_name'),
  mediaType: text('media_type'),
  text: text('text'),
  state: text('state').$type<'queued' | 'chunking' | 'embedding' | 'ready' | 'failed'>().notNull(),
  error: text('error'),
  unreadPercent: integer('unread_percent'),
  unreadReason: text('unread_reason'),
  documentDate: text('document_date'),
  isDraft: boolean('is_draft').notNull().default(false),
  language: text('language').$type<Language>(),
  languageFound: text('language_found'),
  progressDone: integer('progress_done').notNull().default(0),
  progressTotal: integer('progress_total').notNull().default(0),
  revision: integer('revision').notNull().default(1),
  createdAt,
  updatedAt,
});

export const faqs = pgTable('faqs', {
  id: text('id').primaryKey(),
  organisationId,
  chatbotId: text('chatbot_id').notNull(),
  question: text('question').notNull(),
  answer: text('answer').notNull(),
  category: text('category'),
  displayOrder: integer('display_order').notNull().default(0),
  isActive: boolean('is_active').notNull().default(true),
  language: text('language').$type<Language>(),
  languageFound: text('language_found'),
  createdAt,
  updatedAt,
});

export const passages = pgTable('passages', {
  id: text('id').primaryKey(),
  organisationId,
  chatbotId: text('chatbot_id').notNull(),
  sourceId: text('source_id'),
  faqId: text('faq_id'),
  position: integer('position').notNull(),
  title: text('title').notNull(),
  headingPath: text('heading_path').array().notNull(),
  text: text('text').notNull(),
  url: text('url'),
  contentHash: text('content_hash').notNull(),
  length: integer('length').notNull(),
  terms: text('terms').notNull(),
  language: text('language').notNull().default('en'),
});

export const externalUsers = pgTable('external_users', {
  id: text('id').primaryKey(),
  organisationId,
  email: text('email'),
  emailProven: boolean('email_proven').notNull().default(false),
  externalId: text('external_id'),
  firstName: text('first_name'),
  lastName: text('last_name'),
  properties: jsonb('properties').$type<Record<string, PropertyValue>>().notNull().default({}),
  factsRevision: bigint('facts_revision', { mode: 'number' }).notNull().default(0),
  historyRevision: bigint('history_revision', { mode: 'number' }).notNull().default(0),
  createdAt,
  updatedAt,
});

export const visitorTokens = pgTable('visitor_tokens', {
  tokenHash: text('token_hash').primaryKey(),
  organisationId,
  chatbotId: text('chatbot_id').notNull(),
  externalUserId: text('external_user_id').notNull(),
  /** How the token was come by. */
  proof: text('proof').$type<'none' | 'signature' | 'code'>().notNull().default('none'),
  createdAt,
  lastUsedAt: time('last_used_at').notNull().defaultNow(),
});

export const usedSignatures = pgTable('used_signatures', {
  signature: text('signature').primaryKey(),
  organisationId,
  externalUserId: text('external_user_id').notNull(),
  expiresAt: time('expires_at').notNull(),
});

export const emailCodes = pgTable('email_codes', {
  id: text('id').primaryKey(),
  organisationId,
  chatbotId: text('chatbot_id').notNull(),
  email: text('email').notNull(),
  codeHash: text('code_hash').notNull(),
  challengeHash: text('challenge_hash').notNull(),
  askedFrom: text('asked_from').notNull(),
  failedAttempts: integer('failed_attempts').notNull().default(0),
  expiresAt: time('expires_at').notNull(),
  createdAt,
});

export const conversationSessions = pgTable('conversation_sessions', {
  id: text('id').primaryKey(),
  organisationId,
  externalUserId: text('external_user_id').notNull(),
  chatbotId: text('chatbot_id').notNull(),
  memoryBuffer: jsonb('memory_buffer'),
  context: jsonb('context').$type<{ url?: string; referrer?: string; locale?: string }>(),
  isActive: boolean('is_active').notNull().default(true),
  createdAt,
  updatedAt,
  lastMessageAt: time('last_message_at').notNull().defaultNow(),
  sentimentScore: numeric('sentiment_score', { precision: 3, scale: 2, mode: 'number' }),
  sentimentTrend: numeric('sentiment_trend', { precision: 3, scale: 2, mode: 'number' }),
  tags: text('tags').array().notNull().default([]),
  answeredBy: text('answered_by').$type<'bot' | 'person'>().notNull().default('bot'),
  handOverReason: text('hand_over_reason'),
});

export const memoryFacts = pgTable('memory_facts', {
  id: text('id').primaryKey(),
  organisationId,
  externalUserId: text('external_user_id').notNull(),
  chatbotId: text('chatbot_id').notNull(),
  sessionId: text('session_id'),
  sourceMessageId: text('source_message_id'),
  text: text('text').notNull(),
  slot: text('slot'),
  // `embedding` is left out: it is read by recall alone.
  createdAt,
  expiresAt: time('expires_at'),
  correctedAt: time('corrected_at'),
  supersededAt: time('superseded_at'),
});

export const messages = pgTable('messages', {
  id: text('id').primaryKey(),
  organisationId,
  sessionId: text('session_id').notNull(),
  role: text('role').$type<'user' | 'assistant'>().notNull(),
  content: text('content').notNull(),
  state: text('state').$type<'pending' | 'complete' | 'failed'>().notNull(),
  clientMessageId: text('client_message_id'),
  replyToId: text('reply_to_id'),
  answered: boolean('answered'),
  citations: jsonb('citations').$type<Citation[]>().notNull().default([]),
  sentimentScore: numeric('sentiment_score', { precision: 3, scale: 2, mode: 'number' }),
  intent: text('intent'),
  metadata: jsonb('metadata'),
  imageUrl: text('image_url'),
  intentConfidence: real('intent_confidence'),
  // `embedding` is left out: it is read by the few who need it, not with every message.
  recalled: jsonb('recalled').$type<Recollection[]>().notNull().default([]),
  isForgotten: boolean('is_forgotten').notNull().default(false),
  /** Who wrote an answer; null is the bot. */
  author: text('author').$type<'automation' | 'person'>(),
  authorName: text('author_name'),
  /** Whether an answer has words of the visitor in it; null for an answer from before this was kept. */
  repeatsVisitor: boolean('repeats_visitor'),
  /** Whom a visitor's message went to; null is the bot. */
  handledBy: text('handled_by').$type<'automation' | 'person'>(),
  /** What the bot did by it, one of `moveKinds`; null of others' messages. */
  move: text('move'),
  /** What the visitor may answer by one click, as long as nothing is written after it. */
  choices: text('choices').array().notNull().default([]),
  /** What a model did besides writing the reply, in order. */
  toolCalls: jsonb('tool_calls').$type<ToolCall[]>().notNull().default([]),
  createdAt,
});

export const openQuestions = pgTable('open_questions', {
  sessionId: text('session_id').primaryKey(),
  organisationId,
  id: text('id').notNull(),
  choices: text('choices').array().notNull().default([]),
  createdAt,
});

export const intents = pgTable('intents', {
  id: text('id').primaryKey(),
  organisationId,
  chatbotId: text('chatbot_id').notNull(),
  name: text('name').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull(),
  isActive: boolean('is_active').notNull().default(true),
  createdAt,
  updatedAt,
});

export const intentExamples = pgTable('intent_examples', {
  id: text('id').primaryKey(),
  organisationId,
  intentId: text('intent_id').notNull(),
  position: integer('position').notNull(),
  text: text('text').notNull(),
});

export const intentModels = pgTable('intent_models', {
  organisationId,
  chatbotId: text('chatbot_id').notNull(),
  version: integer('version').notNull(),
  revision: bigint('revision', { mode: 'number' }).notNull(),
  model: bytea('model'),
  exampleCount: integer('example_count').notNull(),
  confusions: jsonb('confusions').$type<IntentConfusion[]>().notNull(),
  trainedAt: time('trained_at').notNull().defaultNow(),
});

export const domainEvents = pgTable('domain_events', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  organisationId,
  type: text('type').notNull(),
  payload: jsonb('payload').notNull(),
  createdAt,
});

// better-auth's tables, with its own column names.
const authTime = (name: string) => timestamp(name, { withTimezone: true });

export const user = pgTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  emailVerified: boolean('emailVerified').notNull().default(false),
  image: text('image'),
  createdAt: authTime('createdAt').notNull().defaultNow(),
  updatedAt: authTime('updatedAt').notNull().defaultNow(),
});

export const session = pgTable('session', {
  id: text('id').primaryKey(),
  expiresAt: authTime('expiresAt').notNull(),
  token: text('token').notNull(),
  createdAt: authTime('createdAt').notNull().defaultNow(),
  updatedAt: authTime('updatedAt').notNull().defaultNow(),
  ipAddress: text('ipAddress'),
  userAgent: text('userAgent'),
  userId: text('userId').notNull(),
  activeOrganizationId: text('activeOrganizationId'),
});

export const account = pgTable('account', {
  id: text('id').primaryKey(),
  accountId: text('accountId').notNull(),
  providerId: text('providerId').notNull(),
  userId: text('userId').notNull(),
  accessToken: text('accessToken'),
  refreshToken: text('refreshToken'),
  idToken: text('idToken'),
  accessTokenExpiresAt: authTime('accessTokenExpiresAt'),
  refreshTokenExpiresAt: authTime('refreshTokenExpiresAt'),
  scope: text('scope'),
  password: text('password'),
  createdAt: authTime('createdAt').notNull().defaultNow(),
  updatedAt: authTime('updatedAt').notNull().defaultNow(),
});

export const verification = pgTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: authTime('expiresAt').notNull(),
  createdAt: authTime('createdAt').notNull().defaultNow(),
  updatedAt: authTime('updatedAt').notNull().defaultNow(),
});

export const organization = pgTable('organization', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  slug: text('slug').notNull(),
  logo: text('logo'),
  metadata: text('metadata'),
  createdAt: authTime('createdAt').notNull().defaultNow(),
});

export const member = pgTable('member', {
  id: text('id').primaryKey(),
  organizationId: text('organizationId').notNull(),
  userId: text('userId').notNull(),
  role: text('role').notNull(),
  createdAt: authTime('createdAt').notNull().defaultNow(),
});

export const invitation = pgTable('invitation', {
  id: text('id').primaryKey(),
  organizationId: text('organizationId').notNull(),
  email: text('email').notNull(),
  role: text('role'),
  status: text('status').notNull(),
  expiresAt: authTime('expiresAt').notNull(),
  createdAt: authTime('createdAt').notNull().defaultNow(),
  inviterId: text('inviterId').notNull(),
});

export const apikey = pgTable('apikey', {
  id: text('id').primaryKey(),
  configId: text('configId').notNull(),
  name: text('name'),
  start: text('start'),
  referenceId: text('referenceId').notNull(),
  prefix: text('prefix'),
  key: text('key').notNull(),
  refillInterval: integer('refillInterval'),
  refillAmount: integer('refillAmount'),
  lastRefillAt: authTime('lastRefillAt'),
  enabled: boolean('enabled').default(true),
  rateLimitEnabled: boolean('rateLimitEnabled').default(false),
  rateLimitTimeWindow: integer('rateLimitTimeWindow'),
  rateLimitMax: integer('rateLimitMax'),
  requestCount: integer('requestCount').default(0),
  remaining: integer('remaining'),
  lastRequest: authTime('lastRequest'),
  expiresAt: authTime('expiresAt'),
  createdAt: authTime('createdAt').notNull().defaultNow(),
  updatedAt: authTime('updatedAt').notNull().defaultNow(),
  permissions: text('permissions'),
  metadata: text('metadata'),
});
