import { maxTags, tag as tagSchema } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { records } from '../../platform/database/sqlValues.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import { insertEvents } from './eventSql.ts';

/** `full`: the conversation has 50 tags already, and the tag was not added. */
export type Tagged = 'added' | 'present' | 'full';

/**
 * Tags a conversation; only when the tag is new there is an event `conversation.tagged`, so doing it
 * again changes nothing.
 * @param tag as typed; compared and stored in lower case with single spaces, 1 to 40 characters
 * @throws {AppError} `not-found` for a conversation that is not there, `invalid-request` for the tag
 */
export async function tagConversation(
  tx: Transaction,
  { sessionId, tag }: { sessionId: string; tag: string },
): Promise<Tagged> {
  const [tagged] = await tagConversations(tx, [{ sessionId, tag: normaliseTag(tag) }]);
  if (!tagged) throw notFound('conversation');
  return tagged;
}

/**
 * Gives each of many conversations a tag, in one statement.
 * @param tags normalised, and of different conversations
 * @returns what came of each; null for a conversation that is not there
 */
export async function tagConversations(
  tx: Transaction,
  tags: { sessionId: string; tag: string }[],
): Promise<(Tagged | null)[]> {
  const { rows } = await tx.execute<{ id: string; had: boolean; isAdded: boolean }>(sql`
    with before as (
      select s.id, s.tags, rows.tag
      from ${records(tags, { sessionId: 'text', tag: 'text' })}
      join conversation_sessions s on s.id = rows."sessionId" for update of s
    ),
    tagged as (
      update conversation_sessions as s set tags = s.tags || before.tag, updated_at = now()
      from before
      where s.id = before.id and before.tag <> all (before.tags)
        and cardinality(before.tags) < ${maxTags}
      returning s.id as session_id, s.organisation_id, s.chatbot_id,
        jsonb_build_object('tag', before.tag) as payload
    ),
    event as (${insertEvents('tagged', 'conversation.tagged')})
    select before.id, before.tag = any (before.tags) as had, tagged.session_id is not null as "isAdded"
    from before left join tagged on tagged.session_id = before.id`);
  const found = new Map(rows.map((row) => [row.id, row]));
  return tags.map(({ sessionId }) => {
    const row = found.get(sessionId);
    if (!row) return null;
    if (row.isAdded) return 'added';
    return row.had ? 'present' : 'full';
  });
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

/** @throws {AppError} `invalid-request` for one that is too short or too long */
export function normaliseTag(typed: string): string {
  const parsed = tagSchema.safeParse(typed);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-request', 'A tag has 1 to 40 characters.');
}
