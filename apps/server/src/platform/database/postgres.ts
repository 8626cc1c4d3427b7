import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { type Driver, guard } from './database.ts';
import * as schema from './schema.ts';

/** A pool on PostgreSQL 17 or newer with pgvector. */
export async function openPostgres(url: string): Promise<Driver> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'echoai',
    // A query that hangs must not hold a connection for ever.
    options: '-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
  });
  // Idle connections that break (a restart of the server) are replaced; without a listener the
  // error would end the process.
  pool.on('error', () => {});
  const guarded = guard(pool, ['query', 'connect']);
  return {
    kind: 'postgres',
    drizzle: drizzle({ client: guarded, schema }),
    jobs: { connectionString: url, max: 4, application_name: 'echoai-jobs' },
    close: () => pool.end(),
  };
}
