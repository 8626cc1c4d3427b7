import { createHash } from 'node:crypto';
import {
  api,
  type ChatEvent,
  type ChatReply,
  type Message,
  maxMessageLength,
  type WidgetConfig,
} from '@echoai/contract';
import { and, asc, eq } from 'drizzle-orm';
import { findLanguagesOf } from '../knowledge/passageLanguages.ts';
import type { Database } from '../platform/database/database.ts';
import { faqs } from '../platform/database/schema.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { HttpContext, Implement } from '../platform/http/api.ts';
import { eventStream } from '../platform/http/eventStream.ts';
import { createLimit } from '../platform/http/limits.ts';
import { problemOf } from '../platform/http/problems.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import { formatPosition, readEventPosition } from '../platform/live/readEvents.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { answerVisitor } from './answerVisitor.ts';
import { recallKeyOwner } from './authenticateVisitor.ts';
import { requireKnown } from './identity/routes.ts';
import { limitTurns, type TakeTurn } from './limitTurns.ts';
import type { SessionWatch } from './live/watchSessions.ts';
import { type MessageRow, readRecentMessages } from './messageStore.ts';
import { findSession, readChatbot } from './sessionStore.ts';

/** What a visitor's browser calls. */
export function addVisitorRoutes({
  implement,
  database,
  models,
  jobs,
  sessions,
  log,
  canSendCode,
  takeTurn = limitTurns({ isByModel: models.chatModel !== null }),
}: {
  implement: Implement;
  database: Database;
  models: Models;
  jobs: Jobs;
  sessions: SessionWatch;
  log: Log;
  /** Whether a mail server is set up. */
  canSendCode: boolean;
  takeTurn?: TakeTurn;
}): void {
  const limitReads = createLimit({ name: 'visitor-reads', by: 'address', allowance: 240 });

  implement(api.visitor.chat, async ({ visitor, body, context }) => {
    const events = answerVisitor({
      database,
      models,
      jobs,
      sessions,
      log,
      visitor,
      request: body,
      browser: browserOf(context),
      takeTurn,
      signal: context.req.raw.signal,
    });
    return context.req.header('accept')?.includes('application/json')
      ? collectReply(events)
      : streamReply(context, events, log);
  });

  implement(api.visitor.messages, async ({ visitor, params: { sessionId }, query: { limit } }) => {
    limitReads.take(visitor.address);
    return database.withOrganisation(visitor.organisationId, async (tx) => {
      const { id: externalUserId } = await requireKnown(tx, visitor);
      await findSession(tx, { sessionId, externalUserId, chatbotId: visitor.chatbotId });
      // Before the messages, so that none falls between them and the events.
      const lastEventId = formatPosition(await readEventPosition(tx));
      const rows = await readRecentMessages(tx, { sessionId, limit });
      return { items: rows.map(toMessage), lastEventId };
    });
  });

  implement(api.visitor.faqs, async ({ visitor }) => {
    limitReads.take(visitor.address);
    const items = await database.withOrganisation(visitor.organisationId, (tx) =>
      tx
        .select({
          id: faqs.id,
          question: faqs.question,
          answer: faqs.answer,
          category: faqs.category,
        })
        .from(faqs)
        .where(and(eq(faqs.chatbotId, visitor.chatbotId), eq(faqs.isActive, true)))
        .orderBy(asc(faqs.displayOrder), asc(faqs.id))
        .limit(200),
    );
    return { items };
  });

  implement(api.visitor.widgetConfig, async ({ query: { key }, context }) => {
    const address = context.get('address');
    limitReads.take(address);
    const config = await readWidgetConfig(database, { key, address, canSendCode });
    const etag = `"${createHash('sha256').update(JSON.stringify(config)).digest('base64url').slice(0, 22)}"`;
    context.header('etag', etag);
    context.header('cache-control', 'no-cache');
    context.header('access-control-allow-origin', '*');
    if (context.req.header('if-none-match') === etag) return context.body(null, 304);
    return config;
  });
}

/** What a browser says of itself in each of its requests alike. */
const browserOf = (context: HttpContext) =>
  ['user-agent', 'accept-language', 'origin']
    .map((name) => context.req.header(name) ?? '')
    .join('\n');

async function readWidgetConfig(
  database: Database,
  { key, address, canSendCode }: { key: string; address: string; canSendCode: boolean },
): Promise<WidgetConfig> {
  const owner = await recallKeyOwner(database, { key, address });
  if (!owner) throw notFound('chatbot');
  return database.withOrganisation(owner.organisationId, async (tx) => {
    const chatbot = await readChatbot(tx, owner.chatbotId);
    const [anyFaq] = await tx
      .select({ id: faqs.id })
      .from(faqs)
      .where(and(eq(faqs.chatbotId, chatbot.id), eq(faqs.isActive, true)))
      .limit(1);
    const { id: chatbotId, name, welcomeMessage, color, languages } = chatbot;
    const found = await findLanguagesOf(tx, [chatbotId]);
    return {
      chatbotId,
      name,
      welcomeMessage,
      color,
      language: languages?.[0] ?? found.get(chatbotId)?.[0] ?? null,
      hasFaqs: Boolean(anyFaq),
      canSendCode,
      maxMessageLength,
    };
  });
}

async function collectReply(events: AsyncGenerator<ChatEvent>): Promise<ChatReply> {
  for await (const event of events) {
    if (event.event === 'done') return event.data;
  }
  throw new AppError(
    'shutting-down',
    'The turn was cut off. Send it again with the same clientMessageId.',
  );
}

/**
 * The turn as server-sent events. A request that cannot be served is refused with its status before
 * the stream begins; later errors are an `error` event, since the status is sent by then.
 */
async function streamReply(
  c: HttpContext,
  events: AsyncGenerator<ChatEvent>,
  log: Log,
): Promise<Response> {
  const first = await events.next();
  c.header('content-type', 'text/event-stream');
  c.header('x-accel-buffering', 'no'); // nginx would hold the stream back
  const body = eventStream(async (send) => {
    try {
      if (!first.done) send(first.value);
      for await (const event of events) send(event);
    } catch (error) {
      if (!(error instanceof AppError))
        log.error({ err: error, requestId: c.get('requestId') }, 'turn failed');
      send({ event: 'error', data: problemOf(error, c.get('requestId')) });
    }
  });
  return c.body(body);
}

export function toMessage(row: MessageRow): Message {
  const { id, sessionId, role, content, state, clientMessageId, answered, citations, choices } =
    row;
  return {
    id,
    sessionId,
    role,
    content,
    state,
    clientMessageId,
    answered,
    citations,
    choices,
    author: role === 'user' ? 'visitor' : (row.author ?? 'bot'),
    authorName: row.authorName,
    createdAt: row.createdAt.toISOString(),
  };
}
