import { cutText } from '@echoai/contract/text';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/errors.ts';
import { insertEvent } from './eventSql.ts';

/**
 * Lets a person answer from now on; the bot is silent, and so are automations' questions. One
 * statement; the event `conversation.handed_over` is stored only when it was not so before.
 * @param reason in the owner's words, such as “the visitor asked for a person”
 * @returns whether something changed
 * @throws {AppError} `not-found` for a conversation that is not there
 */
export function handOver(
  tx: Transaction,
  { sessionId, reason: given }: { sessionId: string; reason: string },
): Promise<boolean> {
  const reason = cutText(given, 500);
  return setAnswerer(tx, {
    sessionId,
    answeredBy: 'person',
    reason,
    event: { type: 'conversation.handed_over', payload: { reason } },
  });
}

/** Lets the bot answer again, with the event `conversation.returned`; otherwise like `handOver`. */
export function returnToBot(
  tx: Transaction,
  { sessionId }: { sessionId: string },
): Promise<boolean> {
  return setAnswerer(tx, {
    sessionId,
    answeredBy: 'bot',
    reason: null,
    event: { type: 'conversation.returned', payload: {} },
  });
}

async function setAnswerer(
  tx: Transaction,
  {
    sessionId,
    answeredBy,
    reason,
    event,
  }: {
    sessionId: string;
    answeredBy: 'bot' | 'person';
    /** Kept with the conversation while a person has it. */
    reason: string | null;
    event: Parameters<typeof insertEvent>[1];
  },
): Promise<boolean> {
  const { rows } = await tx.execute<{ isChanged: boolean }>(sql`
    with before as (
      select id, answered_by from conversation_sessions where id = ${sessionId} for update
    ),
    changed as (
      update conversation_sessions as s set answered_by = ${answeredBy},
        hand_over_reason = ${reason}, updated_at = now()
      from before where s.id = before.id and before.answered_by <> ${answeredBy}
      returning s.id as session_id, s.organisation_id, s.chatbot_id
    ),
    event as (${insertEvent('changed', event)})
    select exists (select from changed) as "isChanged" from before`);
  if (!rows[0]) throw notFound('conversation');
  return rows[0].isChanged;
}
