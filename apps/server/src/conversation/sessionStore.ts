import type { ChatRequest, Citation, Recollection } from '@echoai/contract';
import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
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
import { packVector } from '../understanding/packVector.ts';
import type { Understanding } from '../understanding/understandMessage.ts';
import { hashVisitorToken } from './visitorToken.ts';

/** The SQL of sessions and messages. Every function runs inside `withOrganisation`. */

export type ChatbotRow = typeof chatbots.$inferSelect;
export type MessageRow = typeof messages.$inferSelect;
/** What was read of a question besides its words. */
export type QuestionLabels = Understanding;
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

/**
 * What a turn begins from, in one statement: the chatbot, the visitor whom the token names there,
 * and the visitor's own conversation of that id; null for what there is not.
 */
export async function readTurnStart(
  tx: Transaction,
  { chatbotId, token, sessionId }: { chatbotId: string; token: string | null; sessionId?: string },
): Promise<{ chatbot: ChatbotRow; externalUserId: string | null; session: SessionRow | null }> {
  const [row] = await tx
    .select({
      chatbot: chatbots,
      externalUserId: visitorTokens.externalUserId,
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
  return { chatbot, externalUserId, session };
}

/** Makes an anonymous visitor who is known by `token` from now on. */
export async function createVisitor(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    token,
  }: { organisationId: string; chatbotId: string; token: string },
): Promise<string> {
  const externalUserId = newId('vis');
  await tx.insert(externalUsers).values({ id: externalUserId, organisationId });
  await tx
    .insert(visitorTokens)
    .values({ tokenHash: hashVisitorToken(token), organisationId, chatbotId, externalUserId });
  return externalUserId;
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

/**
 * Stores the visitor's message as `pending`, or finds the one that this client message id already
 * stored in the session: then `isNew` is false and the turn goes on where it stopped.
 */
export async function storeQuestion(
  tx: Transaction,
  {
    organisationId,
    sessionId,
    content,
    clientMessageId,
  }: {
    organisationId: string;
    sessionId: string;
    content: string;
    clientMessageId: string | undefined;
  },
): Promise<{ question: MessageRow; isNew: boolean }> {
  const touched = tx
    .$with('touched')
    .as(
      tx
        .update(conversationSessions)
        .set({ lastMessageAt: sql`now()`, updatedAt: sql`now()`, isActive: true })
        .where(eq(conversationSessions.id, sessionId))
        .returning({ id: conversationSessions.id }),
    );
  const [inserted] = await tx
    .with(touched)
    .insert(messages)
    .values({
      id: newId('msg'),
      organisationId,
      sessionId,
      role: 'user',
      content,
      state: 'pending',
      clientMessageId: clientMessageId ?? null,
    })
    .onConflictDoNothing({ target: [messages.sessionId, messages.clientMessageId] })
    .returning();
  if (inserted) return { question: inserted, isNew: true };
  const [existing] = await tx
    .select()
    .from(messages)
    .where(
      and(eq(messages.sessionId, sessionId), eq(messages.clientMessageId, clientMessageId ?? '')),
    );
  return { question: existing!, isNew: false };
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

export async function findAnswer(tx: Transaction, questionId: string): Promise<MessageRow | null> {
  const [row] = await tx.select().from(messages).where(eq(messages.replyToId, questionId));
  return row ?? null;
}

/** The latest `limit` messages of a session, oldest first. */
export async function readRecentMessages(
  tx: Transaction,
  { sessionId, limit }: { sessionId: string; limit: number },
): Promise<MessageRow[]> {
  const rows = await tx
    .select()
    .from(messages)
    .where(eq(messages.sessionId, sessionId))
    .orderBy(desc(messages.id))
    .limit(limit);
  return rows.reverse();
}

/** The latest `limit` messages of a session between two ids, oldest first. */
export async function readMessagesBetween(
  tx: Transaction,
  {
    sessionId,
    after,
    before,
    limit,
  }: { sessionId: string; after: string; before: string; limit: number },
): Promise<MessageRow[]> {
  const rows = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.sessionId, sessionId), gt(messages.id, after), lt(messages.id, before)))
    .orderBy(desc(messages.id))
    .limit(limit);
  return rows.reverse();
}

/**
 * Stores the answer and completes its question, once: when another request was quicker, its answer
 * is kept, and null comes back. The session's memory is replaced if it still is what the turn began
 * with; otherwise the next turn folds in what is missing. What was recalled is kept unless the
 * visitor had something forgotten meanwhile.
 * @returns the answer, and whether the question was still `pending` (else it had `failed` before)
 */
export async function storeAnswer(
  tx: Transaction,
  {
    question,
    labels,
    trend,
    recalled,
    memory,
    content,
    answered,
    citations,
  }: {
    question: MessageRow;
    labels: QuestionLabels;
    /** Of the session's mood, the question included. */
    trend: number;
    /** What the answer was given of the visitor's memory, as it was at a revision of their history. */
    recalled: { items: Recollection[]; historyRevision: number };
    /** The session's memory as it was read, and as it is now; null when it is the same. */
    memory: { before: unknown; after: object } | null;
    content: string;
    answered: boolean | null;
    citations: Citation[];
  },
): Promise<{ answer: MessageRow; wasPending: boolean } | null> {
  const { organisationId, sessionId } = question;
  const answer = {
    id: newId('msg'),
    organisationId,
    sessionId,
    role: 'assistant' as const,
    content,
    state: 'complete' as const,
    replyToId: question.id,
    answered,
    citations,
  };
  const { rows } = await tx.execute<{ before: MessageRow['state']; createdAt: string }>(sql`
    with before as (select id, state from messages where id = ${question.id} for update),
    completed as (
      update messages set state = 'complete', sentiment_score = ${labels.sentiment},
        intent = ${labels.intent}, intent_confidence = ${labels.intentConfidence},
        recalled = case when ${recalled.items.length} > 0 and ${recalled.historyRevision} = (
          select history_revision from external_users
          join conversation_sessions s on s.external_user_id = external_users.id
          where s.id = ${sessionId}
        ) then ${JSON.stringify(recalled.items)}::jsonb else '[]' end,
        embedding = decode(${labels.embedding && packVector(labels.embedding).toString('base64')}, 'base64')
      from before where messages.id = before.id and before.state <> 'complete'
      returning before.state as before
    ),
    felt as (
      update conversation_sessions
      set sentiment_score = ${labels.sentiment}, sentiment_trend = ${trend},
        memory_buffer = case
          when ${memory !== null} and memory_buffer is not distinct from ${toJson(memory?.before)}::jsonb
          then ${toJson(memory?.after)}::jsonb else memory_buffer
        end
      from completed where conversation_sessions.id = ${sessionId}
    ),
    answer as (
      insert into messages
        (id, organisation_id, session_id, role, content, state, reply_to_id, answered, citations)
      select ${answer.id}, ${organisationId}, ${sessionId}, 'assistant', ${content}, 'complete',
        ${question.id}, ${answered}, ${JSON.stringify(citations)}::jsonb
      from completed
      returning created_at
    )
    select before, created_at as "createdAt" from completed, answer`);
  const [stored] = rows;
  if (!stored) return null;
  return {
    answer: { ...emptyMessage, ...answer, createdAt: new Date(stored.createdAt) },
    wasPending: stored.before === 'pending',
  };
}

const toJson = (value: unknown) =>
  value === null || value === undefined ? null : JSON.stringify(value);

/** The columns that an answer leaves empty. */
const emptyMessage = {
  clientMessageId: null,
  sentimentScore: null,
  intent: null,
  intentConfidence: null,
  metadata: null,
  imageUrl: null,
  recalled: [],
  isForgotten: false,
  author: null,
  authorName: null,
  handledBy: null,
};

/** Marks a pending question as failed. @returns whether it was pending */
export async function failQuestion(
  tx: Transaction,
  { question, labels }: { question: MessageRow; labels: QuestionLabels },
): Promise<boolean> {
  const { sentiment: sentimentScore, intent, intentConfidence } = labels;
  const failed = await tx
    .update(messages)
    .set({ state: 'failed', sentimentScore, intent, intentConfidence })
    .where(and(eq(messages.id, question.id), eq(messages.state, 'pending')))
    .returning({ id: messages.id });
  return failed.length > 0;
}
