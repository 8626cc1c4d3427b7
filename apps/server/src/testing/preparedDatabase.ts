import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { readConfig } from '../config.ts';
import { createDatabase, type Database } from '../platform/database/database.ts';
import { openDatabase } from '../platform/database/open.ts';
import { driverOf, pgliteOptions } from '../platform/database/pglite.ts';
import { createServer } from '../server.ts';

/** The folder with what `prepareDatabase` made, for the processes in which the tests run. */
const variable = 'ECHOAI_TEST_PREPARED';

/**
 * Vitest's global set-up: starts the server once for all tests of a run, since a first start takes
 * seconds and every test file has a database of its own: tables, queues of jobs, an organisation.
 * @returns removes what was made
 */
export default async function prepareDatabase(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[variable]) return; // made for another project of this run
  const folder = await mkdtemp(join(tmpdir(), 'echoai-prepared-'));
  const config = readConfig({ ECHOAI_DATA_DIR: folder, ECHOAI_DEMO: 'off', ECHOAI_LOG: 'error' });
  const server = await createServer({ config, database: await openDatabase(config) });
  await server.start();
  await server.close();
  const client = await PGlite.create(join(folder, 'pglite'), pgliteOptions);
  const dump = await client.dumpDataDir('none');
  await writeFile(join(folder, 'pglite.tar'), dump.stream());
  await client.close();
  process.env[variable] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** PGlite in memory, empty; migrated where Vitest prepared it and `isMigrated` says that it may be. */
export async function openInMemory({ isMigrated }: { isMigrated: boolean }): Promise<Database> {
  const folder = isMigrated ? process.env[variable] : undefined;
  const loadDataDir = folder && new Blob([await readFile(join(folder, 'pglite.tar'))]);
  return createDatabase(
    driverOf(
      await PGlite.create('memory://', { ...pgliteOptions, ...(loadDataDir && { loadDataDir }) }),
    ),
  );
}

/** Makes `directory` a data directory of before: migrated, of a process that nobody used yet. */
export async function copyPrepared(directory: string): Promise<void> {
  await cp(join(preparedFolder(variable), 'pglite'), join(directory, 'pglite'), {
    recursive: true,
  });
}

/** The folder that a set-up made, and named by an environment variable. */
export function preparedFolder(variable: string): string {
  const folder = process.env[variable];
  if (!folder) throw new Error(`Nothing was prepared: ${variable} is not set.`);
  return folder;
}
