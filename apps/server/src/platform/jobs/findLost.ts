import { sql } from 'drizzle-orm';
import { fromDrizzle, type PgBoss } from 'pg-boss';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { JobDefinition } from './jobs.ts';

/** Rows of one kind that one look takes care of; the next look finds the others. */
const batch = 1_000;

/**
 * Finds what waits for a job that there is not: the queue lost it, or it was cut off at its last
 * attempt. At the start the job is made again. Later, where a job like it has failed, the work is given
 * up, with words for its owner. Of several processes one looks at a time.
 */
export async function findLost({
  database,
  boss,
  definitions,
  isStart,
  log,
}: {
  database: Database;
  boss: PgBoss;
  definitions: JobDefinition[];
  isStart: boolean;
  log: Log;
}): Promise<void> {
  for (const { name, unfinished, giveUp } of definitions) {
    if (!unfinished) continue;
    const failed = await database.asPlatform(async (tx) => {
      const { rows: lock } = await tx.execute<{ isOurs: boolean }>(
        sql`select pg_try_advisory_xact_lock(hashtextextended('lost jobs', 0)) as "isOurs"`,
      );
      if (!lock[0]!.isOurs) return [];
      const { rows } = await tx.execute<{ payload: object; hasFailed: boolean }>(sql`
        with wanted as (select to_jsonb(rows) as payload from (${unfinished}) as rows)
        select payload, exists (
          select from pgboss.job where name = ${name} and data = payload and state = 'failed'
        ) as "hasFailed"
        from wanted where not exists (
          select from pgboss.job
          where name = ${name} and data = payload and state in ('created', 'retry', 'active')
        )
        limit ${batch}`);
      const toMake = rows.filter(({ hasFailed }) => isStart || !hasFailed);
      const db = fromDrizzle(tx, sql);
      for (const { payload } of toMake) await boss.send(name, payload, { db });
      if (toMake.length > 0) log.info({ name, count: toMake.length }, 'jobs are made again');
      return rows.filter((row) => !toMake.includes(row));
    });
    for (const { payload } of failed) await giveUp?.(payload);
  }
  await database.asPlatform((tx) =>
    tx.execute(sql`delete from job_attempts where begun_at < now() - interval '30 days'`),
  );
}
