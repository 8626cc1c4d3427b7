import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { createDatabase, type Database } from '../platform/database/database.ts';
import { migrate } from '../platform/database/migrate.ts';
import { driverOf, pgliteOptions } from '../platform/database/pglite.ts';
import { createJobs } from '../platform/jobs/jobs.ts';
import { createLog } from '../platform/log.ts';
import { openTestDatabaseUrl, templateVariable } from './testDatabase.ts';

/** The folder with what `prepareDatabase` made, for the processes in which the tests run. */
const variable = 'ECHOAI_TEST_PREPARED';

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const cacheFolder = join(modules, '.cache/echoai');

/**
 * Vitest's global set-up: makes our tables and those of the job queue once for all tests of a run, since
 * that takes seconds and every test file has a database of its own.
 * @returns removes what was made
 */
export default async function prepareDatabase(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[variable]) return; // made for another project of this run
  const folder = await mkdtemp(join(tmpdir(), 'echoai-prepared-'));
  const loadDataDir = await readEmptyFiles();
  const client = await PGlite.create(join(folder, 'pglite'), { ...pgliteOptions, loadDataDir });
  // For the servers that start on copies of the folder.
  await client.exec(`alter system set shared_buffers = '${sharedBuffers}'`);
  await dropTemplates(client);
  const database = createDatabase(driverOf(client));
  await makeTables(database);
  const dump = await client.dumpDataDir('none');
  await writeFile(join(folder, 'pglite.tar'), dump.stream());
  await database.close();
  process.env[variable] = folder;
  const dropTemplate = await makeTemplate();
  return async () => {
    await dropTemplate?.();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Of what a data directory holds, half are the databases that new ones would be copied from. */
async function dropTemplates(client: PGlite): Promise<void> {
  await client.exec('update pg_database set datistemplate = false');
  for (const name of ['template0', 'template1']) await client.exec(`drop database ${name}`);
}

/** On the PostgreSQL of DATABASE_URL, a database that the others are copies of. */
async function makeTemplate(): Promise<(() => Promise<void>) | undefined> {
  const created = await openTestDatabaseUrl();
  if (!created) return;
  const { openPostgres } = await import('../platform/database/postgres.ts');
  const database = createDatabase(await openPostgres(created.url));
  await makeTables(database);
  await database.close();
  process.env[templateVariable] = new URL(created.url).pathname.slice(1);
  return created.drop;
}

/** Our tables and those of the job queue, as a start makes them. */
async function makeTables(database: Database): Promise<void> {
  await migrate(database);
  const jobs = createJobs({ database, log: createLog('silent') });
  await jobs.prepare([]);
  await jobs.stop();
}

/** Tests keep little, and the default of 128 MB is cleared at each start, which takes a second. */
const sharedBuffers = '16MB';
const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${sharedBuffers}`];

/** PGlite in memory, empty; migrated where Vitest prepared it and `isMigrated` says that it may be. */
export async function openInMemory({ isMigrated }: { isMigrated: boolean }): Promise<Database> {
  const folder = isMigrated ? process.env[variable] : undefined;
  const loadDataDir = folder ? await readDump(folder) : await readEmptyFiles();
  return createDatabase(
    driverOf(await PGlite.create('memory://', { ...pgliteOptions, startParams, loadDataDir })),
  );
}

let dump: Promise<Blob> | undefined;

/** The prepared files of this run, read once in a process. */
function readDump(folder: string): Promise<Blob> {
  dump ??= readFile(join(folder, 'pglite.tar')).then(blobOf);
  return dump;
}

/**
 * What PGlite makes of an empty directory, which takes its twelve seconds of the processor. It is the
 * same for a version of PGlite, so it is kept from run to run.
 */
async function readEmptyFiles(): Promise<Blob> {
  const kept = join(
    cacheFolder,
    `pglite-${versionOf('pglite')}-${versionOf('pglite-pgvector')}.tar`,
  );
  if (!existsSync(kept)) {
    const client = await PGlite.create('memory://', pgliteOptions);
    const made = await client.dumpDataDir('none');
    await client.close();
    await mkdir(cacheFolder, { recursive: true });
    // Beside its place, then there: another run never finds half of it.
    const part = `${kept}.${process.pid}`;
    await writeFile(part, made.stream());
    await rename(part, kept);
  }
  return blobOf(await readFile(kept));
}

function versionOf(name: string): string {
  const manifest = join(modules, '@electric-sql', name, 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/**
 * Node's own Blob hands its bytes over in thousands of pieces, which takes half a second. PGlite writes
 * nothing into them, so that every database of a process reads the same ones.
 */
function blobOf({ buffer, byteOffset, byteLength }: Buffer<ArrayBuffer>): Blob {
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
  return Object.assign(new Blob([]), { arrayBuffer: async () => bytes });
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
