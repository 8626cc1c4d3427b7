import type { ChatRequest } from '@echoai/contract';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import {
  chatbots,
  conversationSessions,
  externalUsers,
  messages,
  openQuestions,
  visitorTokens,
} from '../platform/database/schema.ts';
import { notFound } from '../platform/errors.ts';
import { newId } from '../platform/newId.ts';
import { hashVisitorToken } from './visitorToken.ts';

/** The SQL of visitors and their conversations. Every function runs inside `withOrganisation`. */

export type ChatbotRow = typeof chatbots.$inferSelect;
export interface SessionRow {
  id: string;
  externalUserId: string;
  /** As stored; `readState` parses it. */
  memoryBuffer: unknown;
  answeredBy: 'bot' | 'person';
  /** The automation's question that the next message is an answer to. */
  openQuestionId: string | null;
}
const sessionColumns = {
  id: conversationSessions.id,
  externalUserId: conversationSessions.externalUserId,
  memoryBuffer: conversationSessions.memoryBuffer,
  answeredBy: conversationSessions.answeredBy,
  openQuestionId: sql<string | null>`(
    select id from open_questions where session_id = conversation_sessions.id
  )`,
};

export async function readChatbot(tx: Transaction, chatbotId: string): Promise<ChatbotRow> {
  const [row] = await tx.select().from(chatbots).where(eq(chatbots.id, chatbotId));
  if (!row) throw notFound('chatbot');
  return row;
}

/** Of a token that is read together with its chatbot: whether it was used lately enough. */
export const isTokenGood = sql`${visitorTokens.lastUsedAt} > now() - make_interval(days => ${chatbots.visitorTokenDays})`;

/** Noted once an hour, so that a conversation does not write it with every message. */
export const isTokenUseDue = sql<
  boolean | null
>`${visitorTokens.lastUsedAt} < now() - interval '1 hour'`;

export async function noteTokenUse(tx: Transaction, token: string): Promise<void> {
  await tx
    .update(visitorTokens)
    .set({ lastUsedAt: sql`now()` })
    .where(eq(visitorTokens.tokenHash, hashVisitorToken(token)));
}

/**
 * What a turn begins from, in one statement: the chatbot, the visitor whom the good token names there,
 * and the visitor's own conversation of that id; null for what there is not.
 */
export async function readTurnStart(
  tx: Transaction,
  { chatbotId, token, sessionId }: { chatbotId: string; token: string | null; sessionId?: string },
): Promise<{
  chatbot: ChatbotRow;
  externalUserId: string | null;
  session: SessionRow | null;
  /** Whether the token's last use is to be noted, which `noteTokenUse` does. */
  isUseDue: boolean;
}> {
  const [row] = await tx
    .select({
      chatbot: chatbots,
      externalUserId: visitorTokens.externalUserId,
      isUseDue: isTokenUseDue,
      sessionId: conversationSessions.id,
      memoryBuffer: conversationSessions.memoryBuffer,
      answeredBy: conversationSessions.answeredBy,
      openQuestionId: openQuestions.id,
    })
    .from(chatbots)
    .leftJoin(
      visitorTokens,
      and(
        eq(visitorTokens.chatbotId, chatbots.id),
        eq(visitorTokens.tokenHash, token ? hashVisitorToken(token) : ''),
        isTokenGood,
      ),
    )
    .leftJoin(
      conversationSessions,
      and(
        eq(conversationSessions.chatbotId, chatbots.id),
        eq(conversationSessions.externalUserId, visitorTokens.externalUserId),
        eq(conversationSessions.id, sessionId ?? ''),
      ),
    )
    .leftJoin(openQuestions, eq(openQuestions.sessionId, conversationSessions.id))
    .where(eq(chatbots.id, chatbotId));
  if (!row) throw notFound('chatbot');
  const { chatbot, externalUserId, memoryBuffer, openQuestionId } = row;
  const answeredBy = row.answeredBy ?? 'bot';
  const session =
    row.sessionId && externalUserId
      ? { id: row.sessionId, externalUserId, memoryBuffer, answeredBy, openQuestionId }
      : null;
  return { chatbot, externalUserId, session, isUseDue: row.isUseDue ?? false };
}

/** Makes an anonymous visitor. */
export async function createVisitor(tx: Transaction, organisationId: string): Promise<string> {
  const externalUserId = newId('vis');
  await tx.insert(externalUsers).values({ id: externalUserId, organisationId });
  return externalUserId;
}

/** Lets whoever has `token` be this visitor from now on. */
export async function storeToken(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    externalUserId,
    token,
  }: { organisationId: string; chatbotId: string; externalUserId: string; token: string },
): Promise<void> {
  await tx
    .insert(visitorTokens)
    .values({ tokenHash: hashVisitorToken(token), organisationId, chatbotId, externalUserId });
}

export async function createSession(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    externalUserId,
    context,
  }: {
    organisationId: string;
    chatbotId: string;
    externalUserId: string;
    context: ChatRequest['context'];
  },
): Promise<SessionRow> {
  const id = newId('ses');
  await tx
    .insert(conversationSessions)
    .values({ id, organisationId, chatbotId, externalUserId, context: context ?? null });
  return { id, externalUserId, memoryBuffer: null, answeredBy: 'bot', openQuestionId: null };
}

/** The visitor's own session at this chatbot; another's is not found, whoever asks. */
export async function findSession(
  tx: Transaction,
  {
    sessionId,
    externalUserId,
    chatbotId,
  }: { sessionId: string; externalUserId: string; chatbotId: string },
): Promise<SessionRow> {
  const [row] = await tx
    .select(sessionColumns)
    .from(conversationSessions)
    .where(
      and(
        eq(conversationSessions.id, sessionId),
        eq(conversationSessions.externalUserId, externalUserId),
        eq(conversationSessions.chatbotId, chatbotId),
      ),
    );
  if (!row) throw notFound('conversation');
  return row;
}

/** The session in which this visitor already sent this client message id, if any. */
export async function findSessionOfMessage(
  tx: Transaction,
  {
    externalUserId,
    chatbotId,
    clientMessageId,
  }: { externalUserId: string; chatbotId: string; clientMessageId: string },
): Promise<SessionRow | null> {
  const [row] = await tx
    .select(sessionColumns)
    .from(messages)
    .innerJoin(conversationSessions, eq(conversationSessions.id, messages.sessionId))
    .where(
      and(
        eq(conversationSessions.externalUserId, externalUserId),
        eq(conversationSessions.chatbotId, chatbotId),
        eq(messages.clientMessageId, clientMessageId),
      ),
    )
    .limit(1);
  return row ?? null;
}
