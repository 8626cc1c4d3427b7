import { nextRun } from '@echoai/automation';
import { type SQL, sql } from 'drizzle-orm';
import { asOrganisation, type Database, type Transaction } from '../platform/database/database.ts';
import { textArray } from '../platform/database/sqlValues.ts';
import { leaseSeconds } from './advance/performOutside.ts';
import type { Runner } from './advance/runner.ts';
import type { Engine } from './engine/engine.ts';
import { startLater } from './startExecutions.ts';

/** Rows that one sweep moves; the next comes at once when there are more. */
const batch = 1_000;

/**
 * What time brings, in one transaction for all organisations: waits that are over, effects of
 * processes that died, and schedules that are due. One process at a time.
 * @returns whether there is more
 */
export async function sweep(
  tx: Transaction,
  { engine, runner }: { engine: Engine; runner: Runner },
): Promise<boolean> {
  const { rows: lock } = await tx.execute<{ isOurs: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('automation sweep', 0)) as "isOurs"`,
  );
  if (!lock[0]!.isOurs) return false;
  const { rows } = await tx.execute<{ id: string; organisationId: string }>(sql`
    with due as (
      select id from workflow_executions
      where wake_at <= now() and status = 'waiting'
      order by wake_at limit ${batch} for update skip locked
    ),
    woken as (
      -- By their ids: a join would be planned for a thousand, and read every execution that there is.
      update workflow_executions set status = 'pending', wake_at = null
      where id = any (array(select id from due)) returning id, organisation_id
    ),
    dead as (
      select id from workflow_executions
      where leased_until <= now() and status = 'running'
        -- A process that was asleep has not renewed its own yet.
        and not (runner = ${runner.id} and id = any (${textArray([...runner.running])}))
      order by leased_until limit ${batch} for update skip locked
    ),
    freed as (
      update workflow_executions
      set status = 'pending', needs_outside = true, runner = null, leased_until = null
      where id = any (array(select id from dead)) returning id, organisation_id
    )
    select id, organisation_id as "organisationId" from woken
    union all select id, organisation_id from freed`);
  await enqueueAll(tx, engine, rows);
  const isMore = await startScheduled(tx, engine);
  return isMore || rows.length >= batch;
}

/** Organisations with work whose turn was lost with a queue's job. Rarely any. */
export async function sweepLost(tx: Transaction, engine: Engine): Promise<void> {
  const { rows } = await tx.execute<{ id: string; organisationId: string }>(sql`
    select e.id, o.id as "organisationId" from "organization" o
    cross join lateral (
      (${oldest(sql`needs_outside`)}) union all (${oldest(sql`not needs_outside`)}) limit 1
    ) e`);
  await enqueueAll(tx, engine, rows);
}

/** An organisation's first execution with something to do, by the index of these. */
function oldest(kind: SQL): SQL {
  return sql`
    select id from workflow_executions
    where organisation_id = o.id and status = 'pending' and ${kind}
      and created_at < now() - interval '5 seconds'
    order by sequence limit 1`;
}

/** Says that this process still performs what it performs. @returns what it performs no longer */
export async function renewLeases(database: Database, runner: Runner): Promise<string[]> {
  const running = [...runner.running];
  if (running.length === 0) return [];
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<{ id: string }>(sql`
      update workflow_executions set leased_until = now() + make_interval(secs => ${leaseSeconds})
      where id = any (${textArray(running)}) and runner = ${runner.id} and status = 'running'
      returning id`),
  );
  const ours = new Set(rows.map(({ id }) => id));
  return running.filter((id) => !ours.has(id));
}

async function enqueueAll(
  tx: Transaction,
  engine: Engine,
  rows: { id: string; organisationId: string }[],
): Promise<void> {
  const byOrganisation = Map.groupBy(rows, ({ organisationId }) => organisationId);
  for (const organisationId of [...byOrganisation.keys()].sort()) {
    const executionIds = byOrganisation.get(organisationId)!.map(({ id }) => id);
    await asOrganisation(tx, organisationId, () =>
      engine.enqueue(tx, { organisationId, executionIds }),
    );
  }
}

/**
 * Schedules that are due start once, also when the clock jumped or nobody was running: by the first
 * of the times that were missed.
 */
async function startScheduled(tx: Transaction, engine: Engine): Promise<boolean> {
  const { rows } = await tx.execute<Scheduled>(sql`
    select id, organisation_id as "organisationId", active_version as version,
      trigger_config as config, next_run_at as "dueAt", now() as now
    from workflows where next_run_at <= now() order by next_run_at limit 100 for update skip locked`);
  for (const { id, organisationId, version, config, dueAt, now } of rows) {
    await asOrganisation(tx, organisationId, async () => {
      const scheduledAt = new Date(dueAt).toISOString();
      const start = {
        workflowId: id,
        version,
        cause: `schedule ${scheduledAt}`,
        event: { scheduledAt },
      };
      await startLater(tx, { engine, organisationId, starts: [start] });
      const next = nextRun({ ...config, after: new Date(now) });
      await tx.execute(sql`
        update workflows set next_run_at = ${next?.toISOString() ?? null} where id = ${id}`);
    });
  }
  return rows.length === 100;
}

type Scheduled = Record<string, unknown> & {
  id: string;
  organisationId: string;
  version: number;
  config: { cron: string; timeZone: string };
  dueAt: string;
  now: string;
};
