import type { domainEvents } from '@echoai/contract';
import { type SQL, sql } from 'drizzle-orm';

/**
 * Statements of this folder store their domain event themselves, so that an action is one round
 * trip. `source` is a row of theirs with `organisation_id`, `session_id` and `chatbot_id`; no row, no
 * event. A test parses what they store by the contract's schemas.
 */
export function insertEvent(
  source: string,
  { type, payload }: { type: keyof typeof domainEvents; payload: Record<string, unknown> },
): SQL {
  return sql`
    insert into domain_events (organisation_id, type, payload)
    select organisation_id, ${type}, jsonb_build_object(
      'sessionId', session_id, 'chatbotId', chatbot_id
    ) || ${JSON.stringify(payload)}::jsonb
    from ${sql.raw(source)}`;
}
