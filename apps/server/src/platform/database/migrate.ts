import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

const directory = new URL('./migrations/', import.meta.url);
/** Any number that nothing else in the database uses as an advisory lock. */
const lockNumber = 7_310_425;

/**
 * Brings the schema up to date, in one transaction: either all pending migrations or none. Of
 * several processes that start together one migrates while the others wait for the lock.
 * @returns names of the migrations applied now
 */
export async function migrate(database: Database): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return database.asPlatform(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lockNumber})`);
    await tx.execute(sql`create extension if not exists vector`);
    await tx.execute(sql`
      create table if not exists schema_migrations (
        name text primary key,
        applied_at timestamptz not null default now()
      )`);
    const { rows } = await tx.execute<{ name: string }>(sql`select name from schema_migrations`);
    const applied = new Set(rows.map((row) => row.name));
    const pending = names.filter((name) => !applied.has(name));
    for (const name of pending) {
      for (const statement of splitStatements(await readFile(new URL(name, directory), 'utf8'))) {
        await tx.execute(sql.raw(statement));
      }
      await tx.execute(sql`insert into schema_migrations (name) values (${name})`);
    }
    return pending;
  });
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
