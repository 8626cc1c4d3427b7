import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './freePort.ts';

const script = fileURLToPath(new URL('../../../../scripts/postgres.sh', import.meta.url));
const system = process.env.ECHOAI_PG_DIR ?? '/var/tmp/echoai-postgres-17';

/**
 * Whether a test can have PostgreSQL servers of its own. Only in the run on PostgreSQL, and only where
 * scripts/postgres.sh has made its system already, which takes a minute.
 */
export const canOwnPostgres =
  process.env.DATABASE_URL !== undefined && existsSync(`${system}/usr/lib/postgresql/17`);

/** A PostgreSQL server that belongs to one test, which may end it. */
export interface OwnPostgres {
  /** Of the role that owns the database. */
  url: string;
  /** Runs a statement as superuser. */
  asSuperuser(statement: string, database?: string): Promise<void>;
  /** Ends it as a crash would. */
  crash(): Promise<void>;
  resume(): Promise<void>;
  /** Dumps its database and restores it on another server, as the role that owns both. */
  copyTo(other: OwnPostgres): Promise<void>;
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const port = await freePort();
  const run = async (...args: string[]) => {
    const env = { ...process.env, ECHOAI_PG_PORT: String(port) };
    return (
      await promisify(execFile)('bash', [script, ...args], { env, maxBuffer: 2 ** 28 })
    ).stdout.trim();
  };
  const url = await run('start');
  const asSuperuser = async (statement: string, database = 'postgres') => {
    const address = new URL(await run('url', 'superuser'));
    address.pathname = database;
    const client = new Client({ connectionString: address.href });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  // Unlike the servers of other tests: what is committed has to survive a crash.
  await asSuperuser('alter system set synchronous_commit = on');
  await asSuperuser('select pg_reload_conf()');
  return {
    url,
    asSuperuser,
    crash: async () => void (await run('crash')),
    resume: async () => void (await run('resume')),
    async copyTo(other) {
      // As docs/operations.md says; without comments, since that of the extension is its owner's.
      const dump = await run('run', 'pg_dump', '--no-owner', '--no-comments', url);
      const restoring = promisify(execFile)('bash', [
        script,
        'run',
        'psql',
        '-qX',
        '-v',
        'ON_ERROR_STOP=1',
        other.url,
      ]);
      restoring.child.stdin!.end(dump);
      await restoring;
    },
    stop: async () => void (await run('stop')),
  };
}
