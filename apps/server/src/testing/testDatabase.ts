import { randomBytes } from 'node:crypto';
import { Client as PostgresClient } from 'pg';

/** The database on PostgreSQL that others are copies of, made by `preparedDatabase.ts`. */
export const templateVariable = 'ECHOAI_TEST_TEMPLATE';

/**
 * A new, empty database on the PostgreSQL of DATABASE_URL; null without one.
 * @param isMigrated whether it may have our tables already, which is quicker
 */
export async function openTestDatabaseUrl({ isMigrated = false } = {}): Promise<{
  url: string;
  drop(): Promise<void>;
} | null> {
  const url = process.env.DATABASE_URL;
  if (!url) return null;
  const name = `echoai_test_${randomBytes(6).toString('hex')}`;
  const template = isMigrated ? process.env[templateVariable] : undefined;
  await runOnServer(url, `create database ${name}${template ? ` template ${template}` : ''}`);
  return {
    url: urlOfDatabase(url, name),
    // Without `force`, which an autovacuum that happens to be there would refuse.
    drop: () => runOnServer(url, `drop database ${name}`),
  };
}

export function urlOfDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new PostgresClient({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
