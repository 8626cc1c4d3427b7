import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { textArray } from '../platform/database/sqlValues.ts';
import type { Engine } from './engine/engine.ts';

/** Executions that wait for a connection. Functions run inside `withOrganisation`. */

/** Lets them go on. */
export async function wakeWaiting(
  tx: Transaction,
  {
    engine,
    organisationId,
    connectionId,
  }: { engine: Engine; organisationId: string; connectionId: string },
): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    update workflow_executions e set status = 'pending', wake_at = null
    from execution_steps s
    where s.waits_for = 'connection' and s.wait_state ->> 'connectionId' = ${connectionId}
      and s.state = 'waiting' and e.id = s.execution_id and e.visit = s.visit
      and e.status = 'waiting'
    returning e.id`);
  const executionIds = rows.map(({ id }) => id);
  if (executionIds.length > 0) await engine.enqueue(tx, { organisationId, executionIds });
}

/** How many there are of each connection, by its id. */
export async function countWaiting(
  tx: Transaction,
  connectionIds: string[],
): Promise<Map<string, number>> {
  const { rows } = await tx.execute<{ id: string; count: number }>(sql`
    select s.wait_state ->> 'connectionId' as id, count(*)::int as count
    from execution_steps s
    join workflow_executions e on e.id = s.execution_id and e.visit = s.visit
    where s.waits_for = 'connection' and s.state = 'waiting' and e.status = 'waiting'
      and s.wait_state ->> 'connectionId' = any (${textArray(connectionIds)})
    group by 1`);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
