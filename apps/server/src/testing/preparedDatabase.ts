import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createDatabase, type Database } from '../platform/database/database.ts';
import { migrate } from '../platform/database/migrate.ts';
import { driverOf, pgliteOptions } from '../platform/database/pglite.ts';

/** The folder with what `prepareDatabase` made, for the processes in which the tests run. */
const variable = 'ECHOAI_TEST_PREPARED';

/**
 * Vitest's global set-up: makes PGlite's files and migrates once for all tests of a run, since that
 * takes seconds and every test file has a database of its own.
 * @returns removes what was made
 */
export default async function prepareDatabase(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[variable]) return; // made for another project of this run
  const folder = await mkdtemp(join(tmpdir(), 'echoai-prepared-'));
  const client = await PGlite.create(join(folder, 'pglite'), pgliteOptions);
  const database = createDatabase(driverOf(client));
  await migrate(database);
  const dump = await client.dumpDataDir('none');
  await writeFile(join(folder, 'pglite.tar'), dump.stream());
  await database.close();
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
