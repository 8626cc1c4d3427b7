import { existsSync } from 'node:fs';
import {
  access,
  constants,
  mkdir,
  readdir,
  readFile,
  rm,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { DamagedDatabaseError } from './refusals.ts';

/** The PostgreSQL inside PGlite; only its own files can be opened. A test keeps it true. */
export const embeddedPostgres = '18';

/** With less space than this, one file of the write-ahead log, PGlite cannot start. */
const leastSpace = 16 * 1024 * 1024;

/**
 * Opens the embedded database in `directory`, or makes it. One whose making was cut off holds nothing
 * yet, and is made again.
 * @throws {DamagedDatabaseError}
 */
export async function openFiles(directory: string, options: PGliteOptions): Promise<PGlite> {
  const unfinished = `${directory}.unfinished`;
  if (existsSync(unfinished)) await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const isNew = (await readdir(directory)).length === 0;
  if (isNew) await writeFile(unfinished, '');
  else await inspect(directory);
  const client = await PGlite.create(directory, options).catch(async (cause: unknown) => {
    const { bavail, bsize } = await statfs(directory);
    if (bavail * bsize < leastSpace) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    throw isNew ? cause : damaged(directory, 'PostgreSQL cannot start on its files', cause);
  });
  await rm(unfinished, { force: true });
  return client;
}

/** Says what is wrong before PGlite, which would end without a word, or make a new database beside the old files. */
async function inspect(directory: string): Promise<void> {
  const path = join(directory, 'PG_VERSION');
  const version = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw damaged(directory, 'the file PG_VERSION is missing', error);
    throw error;
  });
  await access(path, constants.W_OK);
  if (version.trim() === embeddedPostgres) return;
  if (!/^\d+\s*$/.test(version)) throw damaged(directory, 'the file PG_VERSION cannot be read');
  throw new DamagedDatabaseError(
    `The database in ${directory} was written by PostgreSQL ${version.trim()}; this version of EchoAI has PostgreSQL ${embeddedPostgres}. ` +
      'Nothing was changed. Start the version of EchoAI that wrote it.',
  );
}

function damaged(directory: string, reason: string, cause?: unknown): DamagedDatabaseError {
  return new DamagedDatabaseError(
    `The database in ${directory} is damaged: ${reason}.\n` +
      'Move that folder away, keep it, and put the folder from your last backup in its place (docs/operations.md, “A damaged database”). ' +
      'Without a backup, start with an empty folder: ECHOAI_DATA_DIR=./data-new npm start',
    { cause },
  );
}
