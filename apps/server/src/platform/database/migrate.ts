import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import server from '../../../package.json' with { type: 'json' };
import type { Database, Transaction } from './database.ts';
import { NewerDatabaseError } from './refusals.ts';

const directory = new URL('./migrations/', import.meta.url);
/** Any number that nothing else in the database uses as an advisory lock. */
const lockNumber = 7_310_425;

/**
 * Brings the schema up to date, in one transaction: either all pending migrations or none. Of
 * several processes that start together one migrates while the others wait for the lock.
 * @returns names of the migrations applied now
 * @throws {NewerDatabaseError} before anything is written
 */
export async function migrate(database: Database): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return database.asPlatform(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lockNumber})`);
    const applied = await readApplied(tx);
    refuseNewer(applied, names);
    const pending = names.filter((name) => !applied.has(name));
    if (pending.length === 0) return pending;
    await tx.execute(sql`create extension if not exists vector`);
    await tx.execute(sql`
      create table if not exists schema_migrations (
        name text primary key,
        applied_at timestamptz not null default now()
      )`);
    await tx.execute(sql`alter table schema_migrations add column if not exists version text`);
    for (const name of pending) {
      for (const statement of splitStatements(await readFile(new URL(name, directory), 'utf8'))) {
        await tx.execute(sql.raw(statement));
      }
      await tx.execute(
        sql`insert into schema_migrations (name, version) values (${name}, ${server.version})`,
      );
    }
    return pending;
  });
}

/** Names of the migrations that the database has, each with the version of EchoAI that brought it. */
async function readApplied(tx: Transaction): Promise<Map<string, string | null>> {
  const { rows: found } = await tx.execute<{ exists: boolean }>(
    sql`select to_regclass('schema_migrations') is not null as exists`,
  );
  if (!found[0]!.exists) return new Map();
  const { rows } = await tx.execute<{ name: string; version: string | null }>(sql`
    select name, to_jsonb(m) ->> 'version' as version from schema_migrations m order by name`);
  return new Map(rows.map(({ name, version }) => [name, version]));
}

function refuseNewer(applied: Map<string, string | null>, known: string[]): void {
  const unknown = [...applied.keys()].filter((name) => !known.includes(name));
  const newest = unknown.at(-1);
  if (newest === undefined) return;
  const version = applied.get(newest);
  throw new NewerDatabaseError(
    `The database belongs to a newer EchoAI${version ? `, ${version}` : ''} (it has ${newest}). ` +
      `This is EchoAI ${server.version} (up to ${known.at(-1)}). It has changed nothing. ` +
      'Start the newer version, or restore a backup from before the upgrade.',
  );
}

/**
 * The statements of a migration, one by one: PGlite runs one statement a call. A semicolon ends a
 * statement at the end of a line, unless a `$$` body is open.
 */
export function splitStatements(file: string): string[] {
  const statements: string[] = [];
  let current = '';
  for (const line of file.split('\n')) {
    if (line.startsWith('--')) continue;
    current += `${line}\n`;
    const bodyOpen = (current.match(/\$\$/g)?.length ?? 0) % 2 === 1;
    if (line.trimEnd().endsWith(';') && !bodyOpen) {
      statements.push(current.trim());
      current = '';
    }
  }
  if (current.trim()) statements.push(current.trim());
  return statements;
}
