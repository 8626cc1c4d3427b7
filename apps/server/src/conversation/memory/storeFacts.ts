import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { records } from '../../platform/database/sqlValues.ts';
import { newId } from '../../platform/newId.ts';
import { packVector } from '../../understanding/packVector.ts';
import type { ExtractedFact } from './extractFacts.ts';
import { maxFacts } from './limits.ts';
import type { MemoryKey } from './memoryStore.ts';

/** A fact with its offline vector; null when that could not be made. */
export type NewFact = ExtractedFact & { embedding: number[] | null };

/**
 * Stores the facts of one message. What was told later counts, whichever tab's transaction comes
 * first: a fact of the same slot, or of the same words, that was told before is superseded, and
 * a new one is born superseded when something later is known already.
 * @param told when the message was stored
 */
export async function storeFacts(
  tx: Transaction,
  {
    organisationId,
    externalUserId,
    chatbotId,
    sessionId,
    messageId,
    told,
    facts,
  }: MemoryKey & { sessionId: string; messageId: string; told: Date; facts: NewFact[] },
): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map(({ text, slot, expiresAt, embedding }) => ({
    id: newId('mem'),
    text,
    slot,
    expiresAt: expiresAt.toISOString(),
    embedding: embedding && packVector(embedding).toString('base64'),
  }));
  const time = told.toISOString();
  await Promise.all([
    // One message of a visitor at a time; the next statement sees what the one before committed.
    tx.execute(sql`select id from external_users where id = ${externalUserId} for update`),
    tx.execute(sql`
      with told as (
        select * from ${records(rows, {
          id: 'text',
          text: 'text',
          slot: 'text',
          expiresAt: 'timestamptz',
          embedding: 'text',
        })}
      ), about as (
        select known.id, told.id as told_id,
          coalesce(known.corrected_at, known.created_at) > ${time}::timestamptz as is_later
        from told join memory_facts known
          on known.external_user_id = ${externalUserId} and known.chatbot_id = ${chatbotId}
          and known.superseded_at is null
          and (known.slot = told.slot or lower(known.text) = lower(told.text))
      ), superseded as (
        update memory_facts set superseded_at = now()
        where id in (select id from about where not is_later)
          or id in (
            select id from memory_facts
            where external_user_id = ${externalUserId} and chatbot_id = ${chatbotId} and superseded_at is null
            order by coalesce(corrected_at, created_at) desc, id desc
            offset ${maxFacts - rows.length}
          )
      )
      insert into memory_facts (id, organisation_id, external_user_id, chatbot_id, session_id,
        source_message_id, text, slot, created_at, expires_at, superseded_at, embedding)
      select id, ${organisationId}, ${externalUserId}, ${chatbotId}, ${sessionId}, ${messageId}, text, slot,
        ${time}::timestamptz, "expiresAt",
        case when id in (select told_id from about where is_later) then now() end, decode(embedding, 'base64')
      from told`),
  ]);
}
