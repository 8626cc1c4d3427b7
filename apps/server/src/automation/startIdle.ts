import { sql } from 'drizzle-orm';
import { asOrganisation, type Transaction } from '../platform/database/database.ts';
import type { Engine } from './engine/engine.ts';
import { startLater } from './startExecutions.ts';

const batch = 200;

/**
 * Starts workflows that wait for silence in a conversation: once for each message of the visitor
 * that nobody wrote after for so long. Silences that began more than an hour too early are past:
 * somebody switched the workflow on, or the server was away.
 * @returns whether there is more
 */
export async function startIdle(tx: Transaction, engine: Engine): Promise<boolean> {
  const { rows } = await tx.execute<Idle>(sql`
    select w.id as "workflowId", w.organisation_id as "organisationId",
      w.active_version as version, minutes, s.id as "sessionId", s.chatbot_id as "chatbotId",
      s.external_user_id as "externalUserId", 'idle ' || said.id as cause
    from workflows w
    cross join lateral (select (w.trigger_config ->> 'minutes')::int as minutes) config
    join conversation_sessions s on s.organisation_id = w.organisation_id
      and s.last_message_at <= now() - make_interval(mins => minutes)
      and s.last_message_at > now() - make_interval(mins => minutes + 60)
      and coalesce(w.trigger_config ->> 'chatbotId', s.chatbot_id) = s.chatbot_id
    cross join lateral (
      select id from messages where session_id = s.id and role = 'user' order by id desc limit 1
    ) said
    where w.active_version is not null and w.trigger_kind = 'conversation_idle'
      and not exists (
        select from workflow_executions e
        where e.workflow_id = w.id and e.cause = 'idle ' || said.id
      )
    limit ${batch}`);
  for (const { organisationId, minutes, chatbotId, ...start } of rows) {
    const { sessionId, externalUserId } = start;
    const event = { sessionId, chatbotId, externalUserId, minutes };
    await asOrganisation(tx, organisationId, async () => {
      await startLater(tx, { engine, organisationId, starts: [{ ...start, event }] });
    });
  }
  return rows.length === batch;
}

type Idle = Record<string, unknown> & {
  organisationId: string;
  workflowId: string;
  version: number;
  minutes: number;
  cause: string;
  sessionId: string;
  chatbotId: string;
  externalUserId: string;
};
