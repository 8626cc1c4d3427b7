import type { Citation, DomainEvent, Recollection, ToolCall } from '@echoai/contract';
import { and, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { conversationSessions, messages } from '../platform/database/schema.ts';
import { textArray, toJson } from '../platform/database/sqlValues.ts';
import { packVector } from '../understanding/packVector.ts';
import type { Understanding } from '../understanding/understandMessage.ts';
import { payloadOf, receivedEvent } from './eventStore.ts';

/** The SQL of messages. Every function runs inside `withOrganisation`. */

/** An id for the next message of a session: the database's, so that ids are in the order of the messages. */
export function nextMessageId(sessionId: string | SQL): SQL<string> {
  return sql`next_message_id(${sessionId})`;
}

export type MessageRow = typeof messages.$inferSelect;
/** A message of the conversation so far, as a turn needs it. */
export type PastMessage = Pick<
  MessageRow,
  | 'id'
  | 'role'
  | 'content'
  | 'answered'
  | 'replyToId'
  | 'sentimentScore'
  | 'isForgotten'
  | 'author'
  | 'repeatsVisitor'
  | 'move'
  | 'choices'
  | 'createdAt'
> & {
  /** Without the texts, which are most of a message. */
  citations: Pick<Citation, 'title'>[];
};
/** What was read of a question besides its words. */
export type QuestionLabels = Understanding;

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
  const question = {
    organisationId,
    sessionId,
    role: 'user' as const,
    content,
    state: 'pending' as const,
    clientMessageId: clientMessageId ?? null,
  };
  const [inserted] = await tx
    .with(touched)
    .insert(messages)
    .values({ ...question, id: nextMessageId(sessionId) })
    .onConflictDoNothing({ target: [messages.sessionId, messages.clientMessageId] })
    .returning({ id: messages.id, createdAt: messages.createdAt });
  if (inserted) return { question: { ...emptyMessage, ...question, ...inserted }, isNew: true };
  const [existing] = await tx
    .select()
    .from(messages)
    .where(
      and(eq(messages.sessionId, sessionId), eq(messages.clientMessageId, clientMessageId ?? '')),
    );
  return { question: existing!, isNew: false };
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

/** The same, as a turn needs them. */
export async function readPastMessages(
  tx: Transaction,
  { sessionId, limit }: { sessionId: string; limit: number },
): Promise<PastMessage[]> {
  const rows = await tx
    .select({
      id: messages.id,
      role: messages.role,
      content: messages.content,
      answered: messages.answered,
      replyToId: messages.replyToId,
      sentimentScore: messages.sentimentScore,
      isForgotten: messages.isForgotten,
      author: messages.author,
      repeatsVisitor: messages.repeatsVisitor,
      move: messages.move,
      choices: messages.choices,
      createdAt: messages.createdAt,
      titles: sql<string[]>`jsonb_path_query_array(${messages.citations}, '$[*].title')`,
    })
    .from(messages)
    .where(eq(messages.sessionId, sessionId))
    .orderBy(desc(messages.id))
    .limit(limit);
  return rows
    .map(({ titles, ...row }) => ({ ...row, citations: titles.map((title) => ({ title })) }))
    .reverse();
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
 * Stores the answer and completes its question, once, with the events that tell of both: when
 * another request was quicker, its answer is kept, and null comes back; so it does when a person took
 * over while the answer was written, and nothing is stored. A question that failed before has had its
 * event since then. The session's memory is replaced if it still is what the turn began
 * with; otherwise the next turn folds in what is missing. What was recalled is kept unless the
 * visitor had something forgotten meanwhile.
 */
export async function storeAnswer(
  tx: Transaction,
  {
    chatbotId,
    question,
    labels,
    trend,
    recalled,
    memory,
    content,
    answered,
    citations,
    repeatsVisitor = false,
    move = null,
    choices = [],
    toolCalls = [],
  }: {
    chatbotId: string;
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
    repeatsVisitor?: boolean;
    /** What the bot did, and what the visitor may answer by a click. */
    move?: string | null;
    choices?: string[];
    /** What a model did besides writing. */
    toolCalls?: ToolCall[];
  },
): Promise<MessageRow | null> {
  const { organisationId, sessionId } = question;
  const answer = {
    organisationId,
    sessionId,
    role: 'assistant' as const,
    content,
    state: 'complete' as const,
    replyToId: question.id,
    answered,
    citations,
    repeatsVisitor,
    move,
    choices,
    toolCalls,
  };
  const about = { sessionId, chatbotId };
  const received = receivedEvent({ ...about, messageId: question.id, labels });
  const replied: DomainEvent = {
    type: 'message.answered',
    payload: {
      ...about,
      messageId: '',
      replyToId: question.id,
      answered: answered ?? false,
    },
  };
  const { rows } = await tx.execute<{ id: string; createdAt: string }>(sql`
    with asked as (select id, state from messages where id = ${question.id} for update),
    -- Whoever takes over has this row, and is waited for.
    before as (
      select asked.id, asked.state from asked, conversation_sessions s
      where s.id = ${sessionId} and s.answered_by = 'bot' for update of s
    ),
    completed as (
      update messages set state = 'complete', sentiment_score = ${labels.sentiment},
        intent = ${labels.intent}, intent_confidence = ${labels.intentConfidence},
        recalled = case when ${recalled.items.length} > 0 and ${recalled.historyRevision} = (
          select history_revision from external_users
          where id = (select external_user_id from conversation_sessions where id = ${sessionId})
        ) then ${toJson(recalled.items)}::jsonb else '[]' end,
        embedding = decode(${labels.embedding && packVector(labels.embedding).toString('base64')}, 'base64')
      from before where messages.id = before.id and before.state <> 'complete'
      returning before.state as before
    ),
    felt as (
      update conversation_sessions
      set sentiment_score = ${labels.sentiment}, sentiment_trend = ${trend},
        memory_buffer = case
          when ${memory !== null} and memory_buffer is not distinct from ${toJsonOrNull(memory?.before)}::jsonb
          then ${toJsonOrNull(memory?.after)}::jsonb else memory_buffer
        end
      from completed where conversation_sessions.id = ${sessionId}
    ),
    answer as (
      insert into messages
        (id, organisation_id, session_id, role, content, state, reply_to_id, answered, citations,
          repeats_visitor, move, choices, tool_calls)
      select ${nextMessageId(sessionId)}, ${organisationId}, ${sessionId}, 'assistant', ${content}, 'complete',
        ${question.id}, ${answered}, ${toJson(citations)}::jsonb, ${repeatsVisitor},
        ${move}, ${textArray(choices)}, ${toJson(toolCalls)}::jsonb
      from completed
      returning id, created_at
    ),
    told as (
      insert into domain_events (organisation_id, type, payload)
      select ${organisationId}, event.type,
        case event.position when 1 then event.payload::jsonb
          else jsonb_set(event.payload::jsonb, '{messageId}', to_jsonb(answer.id)) end
      from completed, answer, (values
        (1, ${received.type}, ${toJson(payloadOf(received))}),
        (2, ${replied.type}, ${toJson(payloadOf(replied))})
      ) as event (position, type, payload)
      where event.position = 2 or completed.before = 'pending'
      order by event.position
    )
    select id, created_at as "createdAt" from answer`);
  const [stored] = rows;
  if (!stored) return null;
  return { ...emptyMessage, ...answer, id: stored.id, createdAt: new Date(stored.createdAt) };
}

const toJsonOrNull = (value: unknown) =>
  value === null || value === undefined ? null : toJson(value);

/** The columns that a new message leaves empty, as far as it does. */
const emptyMessage = {
  clientMessageId: null,
  replyToId: null,
  answered: null,
  citations: [],
  sentimentScore: null,
  intent: null,
  intentConfidence: null,
  metadata: null,
  imageUrl: null,
  recalled: [],
  isForgotten: false,
  author: null,
  authorName: null,
  repeatsVisitor: null,
  handledBy: null,
  move: null,
  choices: [],
  toolCalls: [],
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
