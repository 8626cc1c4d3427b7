import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainStartError } from '../../startErrors.ts';
import { limits } from '../../testing/patience.ts';
import { embeddedPostgres, openFiles } from './openFiles.ts';
import { pgliteOptions } from './pglite.ts';
import { DamagedDatabaseError } from './refusals.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echoai-files-'));
  const client = await openFiles(join(folder, 'whole'), pgliteOptions);
  await client.close();
}, limits.test);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of a database that was whole, after `damage`. */
async function copyOf(name: string, damage: (path: string) => Promise<unknown>): Promise<string> {
  const path = join(folder, name);
  await cp(join(folder, 'whole'), path, { recursive: true });
  await damage(path);
  return path;
}

const opening = (path: string) =>
  openFiles(path, pgliteOptions).then(
    () => expect.fail('It could be opened.'),
    (error: unknown) => error,
  );

describe('the files of the embedded database', () => {
  it('are of the PostgreSQL that the messages name', async () => {
    const version = await readFile(join(folder, 'whole', 'PG_VERSION'), 'utf8');
    expect(version.trim()).toBe(embeddedPostgres);
    expect(existsSync(join(folder, 'whole.unfinished'))).toBe(false);
  });

  const damages: Record<string, (path: string) => Promise<unknown>> = {
    'a control file that is empty': (path) => truncate(join(path, 'global/pg_control'), 0),
    'a write-ahead log that is gone': async (path) => {
      for (const file of await readdir(join(path, 'pg_wal')))
        await rm(join(path, 'pg_wal', file), { recursive: true });
    },
    'a table of tables that is gone': (path) => rm(join(path, 'base/5/1259')),
    'no version': (path) => rm(join(path, 'PG_VERSION')),
    'a version that is empty': (path) => truncate(join(path, 'PG_VERSION'), 0),
  };
  it.each(Object.keys(damages))(
    'with %s are called damaged, without a stack',
    async (name) => {
      const path = await copyOf(name.replaceAll(' ', '-'), damages[name]!);
      const error = await opening(path);
      expect(error).toBeInstanceOf(DamagedDatabaseError);
      const said = explainStartError(error);
      expect(said).toContain(path);
      expect(said).toMatch(/is damaged: .+\n.*backup/);
      expect(said).not.toMatch(/\n\s+at /);
    },
    60_000,
  );

  it('of another PostgreSQL are not called damaged, and are left as they are', async () => {
    const path = await copyOf('older', (at) => writeFile(join(at, 'PG_VERSION'), '17\n'));
    const said = explainStartError(await opening(path));
    expect(said).toContain('was written by PostgreSQL 17');
    expect(said).toContain(`PostgreSQL ${embeddedPostgres}`);
    expect(await readFile(join(path, 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  it(
    'whose making was cut off are made again',
    async () => {
      const path = await copyOf('cut-off', (at) => truncate(join(at, 'global/pg_control'), 0));
      await writeFile(`${path}.unfinished`, '');
      const client = await openFiles(path, pgliteOptions);
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
      await client.close();
      expect(existsSync(`${path}.unfinished`)).toBe(false);
    },
    limits.test,
  );
});
