import type { PGlite } from '@electric-sql/pglite';

const everyMs = 60_000;

/** Rows that changed, as a share of the table and beyond a few, as PostgreSQL's own defaults say. */
const worn = `
  select format('%I.%I', schemaname, relname) as name,
    n_dead_tup > 50 + 0.2 * n_live_tup as "hasDead",
    n_mod_since_analyze > 50 + 0.1 * n_live_tup as "hasChanged"
  from pg_stat_user_tables where schemaname in ('public', 'pgboss')`;

/**
 * What autovacuum does on PostgreSQL, and nobody on PGlite: gives the room of dead rows back, and
 * tells the planner how large tables are. Without it a plan that was made while a table was empty
 * stays for as long as the process lives, in the checks of foreign keys as well.
 * @returns stops it
 */
export function maintain(client: PGlite): () => void {
  const timer = setInterval(() => void maintainNow(client).catch(() => {}), everyMs).unref();
  return () => clearInterval(timer);
}

/** One round, a table at a time, so that others come in between. */
export async function maintainNow(client: PGlite): Promise<void> {
  await client.exec('select pg_stat_force_next_flush()'); // what was counted since a second ago
  const { rows } = await client.query<{ name: string; hasDead: boolean; hasChanged: boolean }>(
    worn,
  );
  for (const { name, hasDead, hasChanged } of rows) {
    if (hasDead) await client.exec(`vacuum (truncate off) ${name}`);
    if (hasChanged) await client.exec(`analyze ${name}`);
  }
}
