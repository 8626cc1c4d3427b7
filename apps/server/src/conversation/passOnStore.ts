import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { messages } from '../platform/database/schema.ts';
import { textArray, toJson } from '../platform/database/sqlValues.ts';
import { packVector } from '../understanding/packVector.ts';
import { type MessageRow, nextMessageId, type QuestionLabels } from './messageStore.ts';
import { handingOver } from './moves/move.ts';

/** The SQL of messages that the bot does not answer. Every function runs inside `withOrganisation`. */

/**
 * Stores the visitor's message for the automation's open question, complete, with the event
 * `question.answered`. The question cannot be closed before this commits.
 * @returns null when no question is open any more, or the message is stored already and not failed
 */
export async function storeForQuestion(
  tx: Transaction,
  {
    sessionId,
    content,
    clientMessageId,
  }: { sessionId: string; content: string; clientMessageId: string | undefined },
): Promise<MessageRow | null> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with asking as (
      select id, session_id, organisation_id from open_questions
      where session_id = ${sessionId} for share
    ),
    stored as (
      insert into messages (
        id, organisation_id, session_id, role, content, state, client_message_id, handled_by
      )
      select ${nextMessageId(sessionId)}, organisation_id, session_id, 'user', ${content}, 'complete',
        ${clientMessageId ?? null}, 'automation'
      from asking
      on conflict (session_id, client_message_id)
        do update set state = 'complete', handled_by = 'automation' where messages.state = 'failed'
      returning id, session_id, content
    ),
    touched as (
      update conversation_sessions s
      set last_message_at = now(), updated_at = now(), is_active = true
      from stored where s.id = stored.session_id
      returning s.id, s.chatbot_id
    ),
    event as (
      insert into domain_events (organisation_id, type, payload)
      select asking.organisation_id, 'question.answered', jsonb_build_object(
        'sessionId', touched.id, 'chatbotId', touched.chatbot_id, 'questionId', asking.id,
        'messageId', stored.id, 'text', stored.content
      ) from asking, stored, touched
    )
    select id from stored`);
  if (!rows[0]) return null;
  const [message] = await tx.select().from(messages).where(eq(messages.id, rows[0].id));
  return message!;
}

/**
 * Completes a visitor's message that a person is to answer.
 * @returns its state before; null when it was complete already
 */
export async function completeForPerson(
  tx: Transaction,
  {
    question,
    labels,
    trend,
  }: {
    question: MessageRow;
    labels: QuestionLabels;
    /** Of the session's mood, the message included. */
    trend: number;
  },
): Promise<MessageRow['state'] | null> {
  const { rows } = await tx.execute<{ before: MessageRow['state'] }>(sql`
    with before as (select id, state from messages where id = ${question.id} for update),
    completed as (
      update messages set state = 'complete', handled_by = 'person',
        sentiment_score = ${labels.sentiment}, intent = ${labels.intent},
        intent_confidence = ${labels.intentConfidence},
        embedding = decode(${labels.embedding && packVector(labels.embedding).toString('base64')}, 'base64')
      from before where messages.id = before.id and before.state <> 'complete'
      returning before.state as before
    ),
    felt as (
      update conversation_sessions
      set sentiment_score = ${labels.sentiment}, sentiment_trend = ${trend}
      from completed where conversation_sessions.id = ${question.sessionId}
    )
    select before from completed`);
  return rows[0]?.before ?? null;
}

/**
 * Stores what the bot says to a message that waits for a person, with the event `message.answered`.
 * @returns null when a person has written since the bot handed over
 */
export async function storeReplyWhileWaiting(
  tx: Transaction,
  {
    question,
    chatbotId,
    content,
    choices,
  }: { question: MessageRow; chatbotId: string; content: string; choices: string[] },
): Promise<MessageRow | null> {
  const { organisationId, sessionId } = question;
  const payload = { sessionId, chatbotId, messageId: '', replyToId: question.id, answered: false };
  const { rows } = await tx.execute<{ id: string }>(sql`
    with waiting as (
      select s.id from conversation_sessions s
      where s.id = ${sessionId} and s.answered_by = 'person' for update of s
    ),
    answer as (
      insert into messages
        (id, organisation_id, session_id, role, content, state, reply_to_id, move, choices)
      select ${nextMessageId(sessionId)}, ${organisationId}, waiting.id, 'assistant', ${content},
        'complete', ${question.id}, 'handOver', ${textArray(choices)}
      from waiting
      where not exists (
        select from messages said where said.session_id = waiting.id and said.author = 'person'
          and said.id > (
            select max(id) from messages
            where session_id = waiting.id and author is null and move = any(${textArray(handingOver)})
          )
      )
      returning id
    ),
    told as (
      insert into domain_events (organisation_id, type, payload)
      select ${organisationId}, 'message.answered',
        ${toJson(payload)}::jsonb || jsonb_build_object('messageId', id)
      from answer
    )
    select id from answer`);
  if (!rows[0]) return null;
  const [message] = await tx.select().from(messages).where(eq(messages.id, rows[0].id));
  return message!;
}
