import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** Another living process has the data directory. */
export class DirectoryInUseError extends Error {
  override name = 'DirectoryInUseError';
}

const owner = z.object({
  pid: z.int(),
  host: z.string(),
  /** Differs after every boot, so that a pid of before does not count; empty where unknown. */
  bootId: z.string(),
  /** Clock ticks since boot when the process started: tells a reused pid from the old process. */
  startTime: z.string(),
});
type Owner = z.infer<typeof owner>;

const heartbeatMs = 5_000;

/**
 * Takes `directory` for this process. PGlite itself does not notice a second process and would
 * corrupt the data. The lock of a process that died, `kill -9` included, is taken over.
 * @returns gives the directory back
 * @throws {DirectoryInUseError} while the process that has it lives
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'lock.json');
  const mine = { pid: process.pid, host: hostname(), ...(await describeProcess(process.pid)) };
  const draft = `${path}.${process.pid}`;
  try {
    await writeFile(draft, JSON.stringify(mine));
    for (let attempt = 0; attempt < 5; attempt++) {
      // A hard link either appears whole or fails because the name is taken.
      const taken = await link(draft, path).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (taken) {
        // Two processes that both found the same dead lock may each have removed it; only the one
        // whose lock still stands after a moment goes on.
        if (attempt > 0) await sleep(100);
        const holder = await readOwner(path);
        if (holder?.pid === mine.pid && holder.host === mine.host) return keepLock(path);
      }
      const other = await readOwner(path);
      if (other && (await isAlive(other, path))) {
        throw new DirectoryInUseError(
          `The data directory ${directory} is in use by process ${other.pid} on ${other.host}. ` +
            'Stop it first, or set ECHOAI_DATA_DIR to another directory.',
        );
      }
      await rm(path, { force: true });
    }
    throw new DirectoryInUseError(`The data directory ${directory} could not be locked.`);
  } finally {
    await rm(draft, { force: true });
  }
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return owner.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null; // gone meanwhile, or torn by a power cut: nobody has it
  }
}

/** Touches the lock, which other machines and containers judge by its age, until given back. */
function keepLock(path: string): () => Promise<void> {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, heartbeatMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return rm(path, { force: true });
  };
}

async function isAlive(other: Owner, path: string): Promise<boolean> {
  if (other.host !== hostname()) {
    // Another machine on a shared disk, or the container of before: we cannot ask for its process.
    const touched = await stat(path).catch(() => null);
    return touched !== null && Date.now() - touched.mtimeMs < 6 * heartbeatMs;
  }
  if (other.pid === process.pid) return false;
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = await describeProcess(other.pid);
  return now.bootId === other.bootId && now.startTime === other.startTime;
}

/** From Linux's /proc; elsewhere both are empty, and the pid alone decides. */
async function describeProcess(pid: number): Promise<{ bootId: string; startTime: string }> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => '');
  const [bootId, stat] = await Promise.all([
    read('/proc/sys/kernel/random/boot_id'),
    read(`/proc/${pid}/stat`),
  ]);
  // The name in parentheses may hold spaces; start time is the 20th field behind it.
  const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return { bootId: bootId.trim(), startTime };
}
