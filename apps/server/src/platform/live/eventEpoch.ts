import { sql } from 'drizzle-orm';
import type { Transaction } from '../database/database.ts';

/** Any number that nothing else in the database uses as an advisory lock. */
const lockNumber = 7_310_427;

/**
 * Recognises that the database was restored on another PostgreSQL server, or on a younger one, and
 * begins a new epoch there: new events come after all that are stored, and readers go on where they
 * were. Call it before anything stores or reads events, and when a reader is ahead of the server.
 * @returns the epoch that began now, if one did
 */
export async function ensureEpoch(tx: Transaction): Promise<number | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockNumber})`);
  const { rows } = await tx.execute<{
    epoch: string | null;
    before: string | null;
    now: string | null;
    isAhead: boolean;
  }>(sql`
    select latest.epoch::text, latest.system_identifier::text as before, ${identifier} as now,
      stored.newest > (event_epoch() * ${epochSize}::bigint
        + pg_snapshot_xmax(pg_current_snapshot())::text::bigint)::text::xid8 as "isAhead"
    from (select 1) one
    left join lateral (select * from event_epochs order by epoch desc limit 1) latest on true
    cross join lateral (
      select greatest(
        (select transaction_id from domain_events order by transaction_id desc limit 1),
        (select transaction_id from event_cursors order by transaction_id desc limit 1),
        (select candidate_transaction_id from workflows
          where candidate_version is not null and candidate_transaction_id is not null
          order by candidate_transaction_id desc limit 1)
      ) as newest
    ) stored`);
  const { epoch, before, now, isAhead } = rows[0]!;
  if (epoch === null && !isAhead) await store(tx, 0, now);
  const isElsewhere = before !== null && now !== null && before !== now;
  if (!isAhead && !isElsewhere) return null;
  const next = Number(epoch ?? 0) + 1;
  await begin(tx, next);
  await store(tx, next, now);
  return next;
}

/** Transaction ids that one epoch has room for: a server needs centuries for them. */
const epochSize = 2 ** 48;

/** Of the server: chosen when its data directory is made. Some services do not tell it. */
const identifier = sql`
  case when has_function_privilege('pg_control_system()', 'execute')
    then (select system_identifier::text from pg_control_system()) end`;

const store = (tx: Transaction, epoch: number, systemIdentifier: string | null) =>
  tx.execute(sql`
    insert into event_epochs (epoch, system_identifier)
    values (${epoch}, ${systemIdentifier}::text::bigint)`);

async function begin(tx: Transaction, epoch: number): Promise<void> {
  // Who stores events now is waited for, and who wants to waits for the epoch.
  await tx.execute(sql`lock table domain_events in share row exclusive mode`);
  // Events that were stored on this server before anybody noticed: only they have the id of the
  // transaction that wrote the row. They come into the new epoch, where they are read.
  await tx.execute(sql`
    update domain_events
    set transaction_id =
      (${epoch}::bigint * ${epochSize}::bigint + transaction_id::text::bigint % ${epochSize}::bigint)::text::xid8
    where transaction_id::text::bigint % 4294967296 = xmin::text::bigint
      and transaction_id >= (event_epoch() * ${epochSize}::bigint)::text::xid8`);
  await tx.execute(
    sql.raw(
      `create or replace function event_epoch() returns bigint language sql stable as 'select ${epoch}::bigint'`,
    ),
  );
}
