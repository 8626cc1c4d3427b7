import { cleanText, maxSentLength } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import { type MessageRow, nextMessageId } from '../messageStore.ts';
import { insertEventOfMessage } from './eventSql.ts';

/**
 * Writes to the visitor, in one statement with its event `message.sent`. It exists exactly if `tx`
 * commits; calling it twice sends twice.
 * @param text Markdown, 1 to 10,000 UTF-16 code units
 * @param authorName a person's, as the visitor sees it
 * @param repeatsVisitor whether words of the visitor may be in it, see `repeatsVisitor`
 * @throws {AppError} `not-found` for a conversation that is not there, `invalid-request` for the text
 */
export async function sendMessage(
  tx: Transaction,
  {
    organisationId,
    sessionId,
    text,
    author,
    authorName = null,
    repeatsVisitor = false,
  }: {
    organisationId: string;
    sessionId: string;
    text: string;
    author: 'automation' | 'person';
    authorName?: string | null;
    repeatsVisitor?: boolean;
  },
): Promise<Pick<MessageRow, 'id' | 'createdAt'>> {
  const sent = textToSend(text);
  const { rows } = await tx.execute<{ id: string; createdAt: string }>(sql`
    with touched as (
      update conversation_sessions set last_message_at = now(), updated_at = now()
      where id = ${sessionId} and organisation_id = ${organisationId}
      returning id as session_id, organisation_id, chatbot_id
    ),
    sent as (
      insert into messages
        (id, organisation_id, session_id, role, content, state, author, author_name, repeats_visitor)
      select ${nextMessageId(sessionId)}, organisation_id, session_id, 'assistant', ${sent}, 'complete', ${author},
        ${authorName}, ${repeatsVisitor}
      from touched
      returning id, created_at
    ),
    event as (${insertEventOfMessage('touched', 'sent', {
      type: 'message.sent',
      payload: { author, questionId: null },
    })})
    select id, created_at as "createdAt" from sent`);
  if (!rows[0]) throw notFound('conversation');
  return { id: rows[0].id, createdAt: new Date(rows[0].createdAt) };
}

/**
 * What the database takes of a text; a program's may have control characters or half an emoji in it.
 * @throws {AppError} `invalid-request` when nothing is left, or too much
 */
export function textToSend(text: string): string {
  const clean = cleanText(text);
  if (clean.trim().length > 0 && clean.length <= maxSentLength) return clean;
  throw new AppError('invalid-request', `A message has 1 to ${maxSentLength} characters.`);
}
