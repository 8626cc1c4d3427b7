import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { textArray } from '../../platform/database/sqlValues.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import { nextMessageId } from '../messageStore.ts';
import { insertEvent, insertEventOfMessage } from './eventSql.ts';
import { textToSend } from './sendMessage.ts';

/** Choices that a question may have, and the longest of them in UTF-16 code units. */
export const maxChoices = 10;
export const maxChoiceLength = 80;

export type Opened =
  | { isOpened: true; messageId: string }
  /** Another one is open; its id, or null if it was opened at this very moment. */
  | { isOpened: false; openQuestionId: string | null };

/**
 * Asks the visitor, and gets the next message for it: question, message and event `message.sent`
 * in one statement. What the visitor then writes comes as the event `question.answered`, again and
 * again until `closeQuestion`. While one is open, another is refused and nothing is sent.
 * @param questionId the automation's own
 * @param text Markdown, 1 to 10,000 UTF-16 code units
 * @param choices at most 10 of 80 characters; the visitor may click one, or write something else
 * @param repeatsVisitor whether words of the visitor may be in the text, see `repeatsVisitor`
 * @throws {AppError} `not-found` for a conversation that is not there, `invalid-request`
 */
export async function openQuestion(
  tx: Transaction,
  {
    sessionId,
    questionId,
    text,
    choices = [],
    repeatsVisitor = false,
  }: {
    sessionId: string;
    questionId: string;
    text: string;
    choices?: string[];
    repeatsVisitor?: boolean;
  },
): Promise<Opened> {
  const sent = textToSend(text);
  if (choices.length > maxChoices || choices.some((choice) => !isChoice(choice))) {
    const detail = `A question has at most ${maxChoices} choices of 1 to ${maxChoiceLength} characters.`;
    throw new AppError('invalid-request', detail);
  }
  const { rows } = await tx.execute<{
    messageId: string | null;
    openQuestionId: string | null;
  }>(sql`
    with asked as (select id, organisation_id from conversation_sessions where id = ${sessionId}),
    opened as (
      insert into open_questions (session_id, organisation_id, id, choices)
      select id, organisation_id, ${questionId}, ${textArray(choices)} from asked
      on conflict (session_id) do nothing
      returning session_id
    ),
    touched as (
      update conversation_sessions as s set last_message_at = now(), updated_at = now()
      from opened where s.id = opened.session_id
      returning s.id as session_id, s.organisation_id, s.chatbot_id
    ),
    sent as (
      insert into messages
        (id, organisation_id, session_id, role, content, state, author, repeats_visitor)
      select ${nextMessageId(sessionId)}, organisation_id, session_id, 'assistant', ${sent}, 'complete',
        'automation', ${repeatsVisitor}
      from touched
      returning id
    ),
    event as (${insertEventOfMessage('touched', 'sent', {
      type: 'message.sent',
      payload: { author: 'automation', questionId },
    })})
    select (select id from sent) as "messageId",
      (select id from open_questions where session_id = ${sessionId}) as "openQuestionId"
    from asked`);
  const [row] = rows;
  if (!row) throw notFound('conversation');
  if (row.messageId !== null) return { isOpened: true, messageId: row.messageId };
  return { isOpened: false, openQuestionId: row.openQuestionId };
}

/**
 * Gives the visitor's next message back to the bot, with the event `question.closed`. Another
 * question of the conversation stays open.
 * @returns whether this question was open
 */
export async function closeQuestion(
  tx: Transaction,
  { sessionId, questionId }: { sessionId: string; questionId: string },
): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    with closed as (
      delete from open_questions q using conversation_sessions s
      where q.session_id = ${sessionId} and q.id = ${questionId} and s.id = q.session_id
      returning q.session_id, q.organisation_id, s.chatbot_id
    ),
    event as (${insertEvent('closed', { type: 'question.closed', payload: { questionId } })})
    select session_id from closed`);
  return rows.length > 0;
}

const isChoice = (choice: string) => choice.trim() !== '' && choice.length <= maxChoiceLength;
