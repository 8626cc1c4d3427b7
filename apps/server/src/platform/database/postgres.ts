import type { Socket } from 'node:net';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient, type QueryConfig } from 'pg';
import { type Driver, guard, opensTransaction } from './database.ts';
import { listenOnPostgres } from './listen.ts';
import * as schema from './schema.ts';
import { readDriverError } from './unavailable.ts';

/** A pool on PostgreSQL 17 or newer with pgvector. */
export async function openPostgres(url: string): Promise<Driver> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'echoai',
    keepAlive: true,
    pipeline: true, // see `hasten`
    // A query that hangs must not hold a connection for ever.
    options: '-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
  });
  // A connection that breaks is replaced. Its error would end the process if nobody listened: the
  // pool listens to idle connections only, and one in use tells the statement that it breaks, too.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const nameOf = createStatementNames();
  const connect = async () => hasten(await readable(pool.connect()), nameOf);
  const query = (...args: Parameters<Pool['query']>) => readable(pool.query(...args));
  const guarded = guard(pool, ['query', 'connect'], {
    connect: connect as Pool['connect'],
    query: query as unknown as Pool['query'],
  });
  return {
    kind: 'postgres',
    drizzle: drizzle({ client: guarded, schema }),
    jobs: { connectionString: url, max: 4, application_name: 'echoai-jobs' },
    listen: (input) => listenOnPostgres({ url, ...input }),
    close: () => pool.end(),
  };
}

/** Separates a lost connection from a statement that is wrong. */
async function readable<Result>(answer: Promise<Result> | Result): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    throw readDriverError(error);
  }
}

/** Statements that each connection keeps prepared; others are planned anew every time. */
const maxStatements = 200;

/** Names the first statements by their text, so that a connection parses and plans them once. */
function createStatementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    if (!names.has(text) && names.size < maxStatements) names.set(text, `s${names.size + 1}`);
    return names.get(text);
  };
}

/**
 * The client, with prepared statements, and with what is asked within one turn of the event loop
 * sent at once. The opening of a transaction is not waited for: it goes with the statement behind
 * it, and should it fail, then the transaction has, and that statement fails too.
 */
function hasten(client: PoolClient, nameOf: (text: string) => string | undefined): PoolClient {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const query = (config: QueryConfig, values?: unknown[]) => {
    stream.cork();
    process.nextTick(() => stream.uncork());
    const { text } = config;
    const answer = readable(client.query({ ...config, name: nameOf(text) }, values));
    if (!opensTransaction.test(text)) return answer;
    answer.catch(() => {});
    return Promise.resolve({ rows: [] });
  };
  return Object.create(client, { query: { value: query } });
}
