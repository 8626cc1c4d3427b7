import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readConfig } from '../apps/server/src/config.ts';
import { openDatabase } from '../apps/server/src/platform/database/open.ts';
import { createServer } from '../apps/server/src/server.ts';
import { limits } from '../apps/server/src/testing/patience.ts';
import { copyPrepared, preparedFolder } from '../apps/server/src/testing/preparedDatabase.ts';
import { eventually } from '../apps/server/src/testing/testServer.ts';

/** The folder with what `prepareDemo` made, for the processes in which the tests run. */
const variable = 'ECHOAI_TEST_DEMO';

/**
 * Vitest's global set-up: starts the server once, until it has read its demo's pages and learned its
 * intents. That takes half a minute of the processor, and most files begin with it.
 * @returns removes what was made
 */
export default async function prepareDemo(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'echoai-demo-'));
  await copyPrepared(directory);
  const config = readConfig({ ECHOAI_DATA_DIR: directory, ECHOAI_LOG: 'error' });
  const database = await openDatabase(config);
  const server = await createServer({ config, database });
  await server.start();
  await eventually(
    () =>
      database.asPlatform(async (tx) => {
        // Its states come in order: created, retry, active, completed, and those that end otherwise.
        const { rows } = await tx.execute(sql`select from pgboss.job where state < 'completed'`);
        return rows.length === 0;
      }),
    limits.longWait,
  );
  await server.close();
  process.env[variable] = directory;
  return () => rm(directory, { recursive: true, force: true });
}

/** Makes `directory` a data directory of before: the demo is ready, and there is no owner yet. */
export async function copyDemo(directory: string): Promise<void> {
  await cp(preparedFolder(variable), directory, { recursive: true });
}
