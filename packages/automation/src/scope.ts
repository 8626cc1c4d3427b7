import type { PropertyValue } from '@echoai/contract';
import { any, boolean, choice, date, list, number, object, text } from './valueTypes.ts';
import type { RootTypes } from './verify/analysis.ts';

/** A moment, which templates and conditions see as ISO 8601. */
type Moment = Date | string;

/** Of a visitor: null where nothing is known. */
export interface ScopeVisitor {
  id: string | null;
  email: string | null;
  emailProven: boolean;
  firstName: string | null;
  lastName: string | null;
  properties: Record<string, PropertyValue>;
}

/** Of a conversation: null where nothing is known. */
export interface ScopeConversation {
  id: string | null;
  chatbotId: string | null;
  /** The page on which it began. */
  url: string | null;
  referrer: string | null;
  /** BCP 47, such as `de-AT`. */
  locale: string | null;
  tags: string[];
  answeredBy: 'bot' | 'person';
  /** The mood of the visitor's latest message, −1 … 1, and its trend, −2 … 2. */
  sentiment: number | null;
  sentimentTrend: number | null;
  startedAt: Moment | null;
  lastMessageAt: Moment | null;
  messageCount: number;
  /** The visitor's latest. */
  lastMessage: { text: string; sentiment: number | null; intent: string | null } | null;
}

/** What templates and conditions may ask, as JSON: texts, numbers, truth values, lists, objects. */
export interface Scope {
  event: object;
  /** `name` is first and last name. */
  visitor: ScopeVisitor & { name: string | null };
  conversation: ScopeConversation & { startedAt: string | null; lastMessageAt: string | null };
  /** `timeZone` is the automation's: by its clock, times without a zone are read. */
  workflow: { id: string; name: string; version: number; timeZone: string };
  execution: { id: string; startedAt: string };
  /** What nodes gave, by their id. */
  steps: Record<string, unknown>;
  now: string;
}

/**
 * The scope of a node. Every field that the docs name is there, and null where it is not known: an
 * execution may be about no conversation, and its templates then say nothing instead of failing.
 *
 * @param visitor what is known of it; null for an execution that is about none.
 * @param conversation likewise.
 */
export function buildScope({
  event,
  visitor,
  conversation,
  workflow,
  execution,
  steps,
  now,
}: {
  event: object;
  visitor: Partial<ScopeVisitor> | null;
  conversation: Partial<ScopeConversation> | null;
  workflow: Scope['workflow'];
  execution: { id: string; startedAt: Moment };
  steps: Record<string, unknown>;
  now: Date;
}): Scope {
  const person = { ...nobody, ...visitor };
  const talk = { ...noConversation, ...conversation };
  return {
    event,
    visitor: { ...person, name: nameOf(person) },
    conversation: {
      ...talk,
      startedAt: talk.startedAt && toText(talk.startedAt),
      lastMessageAt: talk.lastMessageAt && toText(talk.lastMessageAt),
    },
    workflow,
    execution: { id: execution.id, startedAt: toText(execution.startedAt) },
    steps,
    now: toText(now),
  };
}

/** Types of what `buildScope` gives, for `compile`. */
export const rootTypes = {
  visitor: object({
    id: text,
    email: text,
    emailProven: boolean,
    firstName: text,
    lastName: text,
    name: text,
    properties: any,
  }),
  conversation: object({
    id: text,
    chatbotId: text,
    url: text,
    referrer: text,
    locale: text,
    tags: list(text),
    answeredBy: choice(['bot', 'person']),
    sentiment: number,
    sentimentTrend: number,
    startedAt: date,
    lastMessageAt: date,
    messageCount: number,
    lastMessage: object({ text, sentiment: number, intent: text }),
  }),
  workflow: object({ id: text, name: text, version: number, timeZone: text }),
  execution: object({ id: text, startedAt: date }),
} satisfies RootTypes;

const nobody: ScopeVisitor = {
  id: null,
  email: null,
  emailProven: false,
  firstName: null,
  lastName: null,
  properties: {},
};

const noConversation: ScopeConversation = {
  id: null,
  chatbotId: null,
  url: null,
  referrer: null,
  locale: null,
  tags: [],
  answeredBy: 'bot',
  sentiment: null,
  sentimentTrend: null,
  startedAt: null,
  lastMessageAt: null,
  messageCount: 0,
  lastMessage: null,
};

function nameOf({ firstName, lastName }: ScopeVisitor): string | null {
  return [firstName, lastName].filter(Boolean).join(' ') || null;
}

function toText(moment: Moment): string {
  return typeof moment === 'string' ? moment : moment.toISOString();
}
