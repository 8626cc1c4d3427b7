import type { ConnectionStatus } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { newId } from '../platform/newId.ts';
import { tellTeam } from '../workspace/tellTeam.ts';
import type { Services } from './services.ts';

/**
 * How a connection is from now on, with its history; nothing changes when it was so before. The team
 * is told once when it is needed, and what waited goes on when it is no longer. Runs inside
 * `withOrganisation`.
 */
export async function setStatus(
  tx: Transaction,
  {
    services,
    organisationId,
    connectionId,
    status,
    reason = null,
    generation = null,
  }: {
    services: Services;
    organisationId: string;
    connectionId: string;
    status: ConnectionStatus;
    reason?: string | null;
    /** Of the tokens that it was found out with: newer ones may be better. */
    generation?: number | null | undefined;
  },
): Promise<void> {
  const { rows } = await tx.execute<{ name: string; before: ConnectionStatus }>(sql`
    with before as (select id, status from connections where id = ${connectionId} for update)
    update connections c
    set status = ${status}, status_reason = ${reason}, status_since = now()
    from before
    where c.id = before.id and before.status <> ${status}
      and coalesce(${generation ?? null}::int, c.generation) = c.generation
    returning c.name, before.status as before`);
  const [changed] = rows;
  if (!changed) return;
  await tx.execute(sql`
      insert into connection_changes (id, organisation_id, connection_id, status, reason)
      values (${newId('chg')}, ${organisationId}, ${connectionId}, ${status}, ${reason})`);
  // As many as a page shows.
  await tx.execute(sql`
    delete from connection_changes where connection_id = ${connectionId} and id not in
      (select id from connection_changes where connection_id = ${connectionId}
       order by id desc limit 50)`);
  const { name, before } = changed;
  // One notice for as long as it lasts.
  if (status === 'needs-you')
    await tellTeam(tx, {
      organisationId,
      cause: causeOf(connectionId),
      title: `The connection “${name}” needs you`,
      text: `${reason ?? ''} Automations that need it wait. Connect it again under Integrations.`.trim(),
      again: 'unread',
    });
  if (status !== 'healthy') return;
  await forgive(tx, connectionId);
  // Those in the queue have a time of their own at which they come; together they would only queue.
  if (before !== 'rate-limited') await services.wakeWaiting(tx, { organisationId, connectionId });
}

const causeOf = (connectionId: string) => `connection ${connectionId}`;

/** What was told is over, and needs nobody any more. */
async function forgive(tx: Transaction, connectionId: string): Promise<void> {
  await tx.execute(sql`
    update notifications set read_at = now()
    where cause = ${causeOf(connectionId)} and read_at is null`);
}
