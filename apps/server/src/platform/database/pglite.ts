import { join } from 'node:path';
import { type PGlite, types } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { drizzle } from 'drizzle-orm/pglite';
import { fromPglite } from 'pg-boss';
import { type Driver, type Drizzle, guard } from './database.ts';
import { lockDirectory } from './lockDirectory.ts';
import { maintain } from './maintain.ts';
import { openFiles } from './openFiles.ts';
import { prepareStatements } from './preparedStatements.ts';
import * as schema from './schema.ts';

/** What a data directory of ours needs; the same whoever opens it. */
export const pgliteOptions = {
  extensions: { vector },
  // PGlite's own go byte by byte; a model of intents, 200 kB, takes them a tenth of a second.
  serializers: { [types.BYTEA]: (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}` },
  parsers: { [types.BYTEA]: (text: string) => Buffer.from(text.slice(2), 'hex') },
};

/**
 * PostgreSQL inside this process, stored in `directory/pglite`.
 * @throws {DirectoryInUseError} when another process has the directory
 * @throws {DamagedDatabaseError}
 */
export async function openPglite(directory: string): Promise<Driver> {
  const unlock = await lockDirectory(directory);
  const client = await openFiles(join(directory, 'pglite'), pgliteOptions).catch(
    async (error: unknown) => {
      await unlock();
      throw error;
    },
  );
  const driver = driverOf(client);
  return {
    ...driver,
    async close() {
      await driver.close();
      await unlock();
    },
  };
}

/** The driver of a PGlite that is open, wherever it is stored; closing it closes that. */
export function driverOf(client: PGlite): Driver {
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
    },
  };
}
