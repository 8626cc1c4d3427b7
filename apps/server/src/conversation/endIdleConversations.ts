import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../platform/database/database.ts';
import type { JobDefinition } from '../platform/jobs/jobs.ts';

/** Conversations ended in one statement; a backlog is worked off in several. */
const batch = 500;

/**
 * Every minute: conversations in which nobody wrote for half an hour end, each with its event, once.
 * A visitor who goes on with one makes it active again. It looks at all organisations at once, so it
 * runs as the owner role and touches nothing but these two tables.
 */
export function endIdleConversations({ database }: { database: Database }): JobDefinition {
  return {
    name: 'end-idle-conversations',
    payload: z.unknown(),
    retryLimit: 0,
    concurrency: 1,
    schedule: '* * * * *',
    async perform(_payload, { signal }) {
      while (!signal.aborted && (await endSome(database)) === batch);
    },
  };
}

async function endSome(database: Database): Promise<number> {
  const { rows } = await database.asPlatform((tx) =>
    tx.execute(sql`
      with idle as (
        select id from conversation_sessions
        where is_active and last_message_at < now() - interval '30 minutes'
        order by last_message_at limit ${batch} for update skip locked
      ),
      ended as (
        update conversation_sessions set is_active = false from idle
        where conversation_sessions.id = idle.id
        returning conversation_sessions.*
      )
      insert into domain_events (organisation_id, type, payload)
      select organisation_id, 'conversation.ended', jsonb_build_object(
        'sessionId', id, 'chatbotId', chatbot_id, 'externalUserId', external_user_id, 'reason', 'timeout'
      ) from ended
      returning id`),
  );
  return rows.length;
}
