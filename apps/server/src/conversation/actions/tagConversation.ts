import { maxTags, tag as tagSchema } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import { insertEvent } from './eventSql.ts';

/** `full`: the conversation has 50 tags already, and the tag was not added. */
export type Tagged = 'added' | 'present' | 'full';

/**
 * Tags a conversation, in one statement; only when the tag is new there is an event
 * `conversation.tagged`, so doing it again changes nothing.
 * @param tag as typed; compared and stored in lower case with single spaces, 1 to 40 characters
 * @throws {AppError} `not-found` for a conversation that is not there, `invalid-request` for the tag
 */
export async function tagConversation(
  tx: Transaction,
  { sessionId, tag: typed }: { sessionId: string; tag: string },
): Promise<Tagged> {
  const tag = normaliseTag(typed);
  const { rows } = await tx.execute<{ had: boolean; isAdded: boolean }>(sql`
    with before as (
      select id, tags from conversation_sessions where id = ${sessionId} for update
    ),
    tagged as (
      update conversation_sessions as s set tags = s.tags || ${tag}::text, updated_at = now()
      from before
      where s.id = before.id and ${tag} <> all (before.tags) and cardinality(before.tags) < ${maxTags}
      returning s.id as session_id, s.organisation_id, s.chatbot_id
    ),
    event as (${insertEvent('tagged', { type: 'conversation.tagged', payload: { tag } })})
    select ${tag} = any (tags) as had, exists (select from tagged) as "isAdded" from before`);
  const [row] = rows;
  if (!row) throw notFound('conversation');
  if (row.isAdded) return 'added';
  return row.had ? 'present' : 'full';
}

/** Takes a tag away; without an event. @returns whether the conversation had it */
export async function untagConversation(
  tx: Transaction,
  { sessionId, tag: typed }: { sessionId: string; tag: string },
): Promise<boolean> {
  const tag = normaliseTag(typed);
  const { rows } = await tx.execute(sql`
    update conversation_sessions set tags = array_remove(tags, ${tag}), updated_at = now()
    where id = ${sessionId} and ${tag} = any (tags) returning id`);
  return rows.length > 0;
}

function normaliseTag(typed: string): string {
  const parsed = tagSchema.safeParse(typed);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-request', 'A tag has 1 to 40 characters.');
}
