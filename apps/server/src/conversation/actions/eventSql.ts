import type { domainEvents } from '@echoai/contract';
import { type SQL, sql } from 'drizzle-orm';
import { toJson } from '../../platform/database/sqlValues.ts';

/**
 * Statements of this folder store their domain events themselves, so that an action is one round
 * trip. `source` has a row for each, with `organisation_id`, `session_id` and `chatbot_id`; no row, no
 * event. A test parses what they store by the contract's schemas.
 */
export function insertEvent(
  source: string,
  { type, payload }: { type: keyof typeof domainEvents; payload: Record<string, unknown> },
): SQL {
  return insertEvents(source, type, sql`${toJson(payload)}::jsonb`);
}

/** The same about the one message that the part `sent` of the statement stored. */
export function insertEventOfMessage(
  source: string,
  sent: string,
  { type, payload }: Parameters<typeof insertEvent>[1],
): SQL {
  const id = sql`jsonb_build_object('messageId', (select id from ${sql.raw(sent)}))`;
  return insertEvents(source, type, sql`${toJson(payload)}::jsonb || ${id}`);
}

/** The same for rows that have their own `payload`. */
export function insertEvents(
  source: string,
  type: keyof typeof domainEvents,
  payload: SQL = sql`payload`,
): SQL {
  return sql`
    insert into domain_events (organisation_id, type, payload)
    select organisation_id, ${type}, jsonb_build_object(
      'sessionId', session_id, 'chatbotId', chatbot_id
    ) || ${payload}
    from ${sql.raw(source)}`;
}
