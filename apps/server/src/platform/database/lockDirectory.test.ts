import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryInUseError, lockDirectory } from './lockDirectory.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'echoai-lock-'));
  path = join(directory, 'lock.json');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const readLock = async () => JSON.parse(await readFile(path, 'utf8'));
const writeLock = (change: object) =>
  writeFile(
    path,
    JSON.stringify({ pid: 1, host: hostname(), bootId: 'before', startTime: '1', ...change }),
  );

/** Another process that locks the directory, says so, and stays. */
async function lockElsewhere() {
  const script = `
    const { lockDirectory } = await import(${JSON.stringify(new URL('./lockDirectory.ts', import.meta.url).href)});
    await lockDirectory(process.argv[1]).then(() => console.log('locked'), (error) => console.log(error.name));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: String(line).trim() };
}

describe('the lock of a data directory', () => {
  it('is had by one, and free again when given back', async () => {
    const unlock = await lockDirectory(directory);
    const { child, said } = await lockElsewhere();
    expect(said).toBe('DirectoryInUseError');
    child.kill('SIGKILL');
    await unlock();
    expect(await readdir(directory)).toEqual([]);
    await (await lockDirectory(directory))();
  });

  it('is refused while its process lives, with the pid, and taken over once it was killed', async () => {
    const { child, said } = await lockElsewhere();
    expect(said).toBe('locked');
    await expect(lockDirectory(directory)).rejects.toThrow(`process ${child.pid} `);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const unlock = await lockDirectory(directory);
    expect((await readLock()).pid).toBe(process.pid);
    await unlock();
  });

  it('goes to one of several that find it abandoned at once', async () => {
    await writeLock({});
    const contenders = await Promise.all([lockElsewhere(), lockElsewhere(), lockElsewhere()]);
    const words = contenders.map(({ said }) => said).sort();
    for (const { child } of contenders) child.kill('SIGKILL');
    expect(words).toEqual(['DirectoryInUseError', 'DirectoryInUseError', 'locked']);
  });

  it.runIf(existsSync('/proc/self/stat'))(
    'does not count when its pid is another process now, after a boot or by reuse',
    async () => {
      const { bootId } = await describeOwn();
      for (const owner of [{ pid: 1 }, { pid: process.ppid, bootId, startTime: '1' }]) {
        await writeLock(owner);
        await (await lockDirectory(directory))();
      }
    },
  );

  it('of another machine counts while it is touched, and no longer after half a minute', async () => {
    await writeLock({ host: 'another-machine' });
    await expect(lockDirectory(directory)).rejects.toBeInstanceOf(DirectoryInUseError);
    const minuteAgo = new Date(Date.now() - 60_000);
    await utimes(path, minuteAgo, minuteAgo);
    await (await lockDirectory(directory))();
  });

  it('that was torn by a power cut belongs to nobody', async () => {
    await writeFile(path, '{"pid":');
    await (await lockDirectory(directory))();
  });
});

async function describeOwn(): Promise<{ bootId: string }> {
  const unlock = await lockDirectory(directory);
  const lock = await readLock();
  await unlock();
  return lock;
}
