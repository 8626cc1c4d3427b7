import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { limits } from '../testing/patience.ts';
import { BoundedProcess } from './boundedProcess.ts';

const module = new URL('../testing/boundedWork.ts', import.meta.url);
const bounded = new BoundedProcess<{ kind: string }, unknown>(module);
afterAll(() => bounded.close());

/** Runs the work, and watches how much memory its process has had at most, in megabytes. */
async function peakOf(kind: string): Promise<{ peak: number; error: unknown }> {
  let peak = 0;
  const look = () => {
    const file = `/proc/${bounded.pid}/status`;
    if (!existsSync(file)) return;
    const kilobytes = readFileSync(file, 'utf8').match(/^VmHWM:\s+(\d+)/m)?.[1] ?? 0;
    peak = Math.max(peak, Number(kilobytes) / 1024);
  };
  const timer = setInterval(look, 5);
  const error = await bounded.run({ kind }).catch((thrown: unknown) => thrown);
  clearInterval(timer);
  return { peak, error };
}

describe('a process with limits', () => {
  it(
    'gives the parts that the work makes, in order, and keeps the process for the next task',
    async () => {
      expect(await bounded.run({ kind: 'parts' })).toEqual([1, 2]);
      const { pid } = bounded;
      const both = [bounded.run({ kind: 'parts' }), bounded.run({ kind: 'parts' })];
      expect(await Promise.all(both)).toEqual([
        [1, 2],
        [1, 2],
      ]);
      expect(bounded.pid).toBe(pid);
    },
    limits.test,
  );

  it(
    'says what the work threw, by name and message',
    async () => {
      await expect(bounded.run({ kind: 'failure' })).rejects.toMatchObject({
        name: 'RangeError',
        message: 'too far',
      });
    },
    limits.test,
  );

  it(
    'knows none of our variables, which hold secrets',
    async () => {
      const [seen] = (await bounded.run({ kind: 'environment' })) as [{ variables: string[] }];
      expect(process.env.PATH).toBeTruthy();
      expect(
        seen.variables.filter((name) => /PATH|HOME|ECHOAI|DATABASE|OPENAI/.test(name)),
      ).toEqual([]);
    },
    limits.test,
  );

  it.each(['buffers', 'objects'])(
    'ends at 600 MB whatever they are of: %s',
    async (kind) => {
      const before = process.memoryUsage.rss();
      const { peak, error } = await peakOf(kind);
      // An error where an allocation was refused, which a library may throw as well as die of.
      expect(String(error)).toMatch(/too much (memory|time)|allocation failed/);
      expect(peak).toBeLessThan(600);
      expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 2 ** 20);
      expect(await bounded.run({ kind: 'parts' })).toEqual([1, 2]);
    },
    120_000,
  );

  it(
    'ends work that takes too long, and goes on with the next',
    async () => {
      const short = new BoundedProcess<{ kind: string }, unknown>(module, { timeLimitMs: 5_000 });
      const endless = short.run({ kind: 'endless' });
      const next = short.run({ kind: 'environment' }).catch((error: unknown) => error);
      await expect(endless).rejects.toMatchObject({ name: 'LimitError', limit: 'time' });
      await next;
      short.close();
    },
    limits.test,
  );

  it(
    'ends work whose signal is aborted, at once',
    async () => {
      const controller = new AbortController();
      const endless = bounded.run({ kind: 'endless' }, controller.signal);
      controller.abort(new Error('enough'));
      await expect(endless).rejects.toThrow('enough');
      expect(await bounded.run({ kind: 'parts' })).toEqual([1, 2]);
    },
    limits.test,
  );

  it(
    'dies with the process that started it, also in the middle of its work',
    async () => {
      const script = `
      import { BoundedProcess } from ${JSON.stringify(new URL('./boundedProcess.ts', import.meta.url).href)};
      const bounded = new BoundedProcess(new URL(${JSON.stringify(module.href)}));
      await bounded.run({ kind: 'parts' });
      console.log(bounded.pid);
      await bounded.run({ kind: 'endless' });`;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
      expect(isAlive(pid)).toBe(true);
      parent.kill('SIGKILL');
      while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    limits.test,
  );
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that is dead, and whose end nobody has asked for yet, has its id still.
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) Z/.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}
