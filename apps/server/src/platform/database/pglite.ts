import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { drizzle } from 'drizzle-orm/pglite';
import { fromPglite } from 'pg-boss';
import { type Driver, type Drizzle, guard } from './database.ts';
import { lockDirectory } from './lockDirectory.ts';
import { maintain } from './maintain.ts';
import { prepareStatements } from './preparedStatements.ts';
import * as schema from './schema.ts';

/**
 * PostgreSQL inside this process, stored in `directory/pglite`.
 * @param directory null keeps everything in memory, for tests
 * @throws {DirectoryInUseError} when another process has the directory
 */
export async function openPglite(directory: string | null): Promise<Driver> {
  const unlock = directory ? await lockDirectory(directory) : async () => {};
  const dataDirectory = directory ? join(directory, 'pglite') : 'memory://';
  if (directory) await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const client = await PGlite.create(dataDirectory, { extensions: { vector } });
  const stopMaintaining = maintain(client);
  // One connection only: the guard turns a nested use, which would hang, into an error.
  const guarded = guard(client, ['query', 'exec', 'sql', 'transaction'], {
    transaction: prepareStatements(client),
  });
  return {
    kind: 'pglite',
    drizzle: drizzle({ client: guarded, schema }) as unknown as Drizzle,
    jobs: { db: fromPglite(client), backend: 'pglite' },
    async listen({ channel, wake }) {
      const unlisten = await client.listen(channel, wake);
      return () => unlisten();
    },
    async close() {
      stopMaintaining();
      await client.close();
      await unlock();
    },
  };
}
