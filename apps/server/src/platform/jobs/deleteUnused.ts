import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { JobDefinition } from './jobs.ts';

/** Rows that are of no use any more: those of `table` for which `where` holds, in which it is `t`. */
export interface Unused {
  table: string;
  /** The primary key, one column. */
  key: string;
  where: SQL;
}

const batch = 500;
/** Most rows of a table that one run deletes: a backlog takes several runs, and nobody waits for it. */
const maxPerRun = 10_000;

/**
 * Every hour: deletes what nobody used for long, in small transactions by the database's clock. It
 * looks at all organisations at once, so it runs as the owner role.
 */
export function deleteUnused({
  database,
  log,
  unused,
}: {
  database: Database;
  log: Log;
  unused: Unused[];
}): JobDefinition {
  return {
    name: 'delete-unused',
    payload: z.unknown(),
    retryLimit: 0,
    concurrency: 1,
    schedule: '17 * * * *',
    async perform(_payload, { signal }) {
      for (const rows of unused) {
        let deleted = 0;
        let last = batch;
        while (!signal.aborted && last === batch && deleted < maxPerRun) {
          last = await deleteSome(database, rows);
          deleted += last;
        }
        if (deleted > 0) log.info({ table: rows.table, deleted }, 'deleted what nobody used');
      }
    },
  };
}

/** Rows that somebody has locked are in use, and are left for another run. */
async function deleteSome(database: Database, { table, key, where }: Unused): Promise<number> {
  const [name, column] = [sql.identifier(table), sql.identifier(key)];
  const { rows } = await database.asPlatform((tx) =>
    tx.execute(sql`
      with old as (
        select t.${column} as key from ${name} t where ${where} limit ${batch}
        for update of t skip locked
      )
      delete from ${name} t using old where t.${column} = old.key returning 1`),
  );
  return rows.length;
}
