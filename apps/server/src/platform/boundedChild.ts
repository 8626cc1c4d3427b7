/** What `BoundedProcess` starts: performs a module's default export on each input it is sent. */
import { Worker } from 'node:worker_threads';
import type { BoundedMessage } from './boundedProcess.ts';

const [module = '', memoryLimitMb = ''] = process.argv.slice(2);

// Ctrl-C reaches all processes of a terminal, and this one is ended by its parent.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());

// A thread of its own, since the work may keep this one from hearing anything: that the parent is
// gone, or that the memory is used up.
const watch = `
  const { limit, parent } = require('node:worker_threads').workerData;
  setInterval(() => {
    if (process.ppid !== parent || process.memoryUsage.rss() > limit) process.kill(process.pid, 'SIGKILL');
  }, 50);`;
const watcher = new Worker(watch, {
  eval: true,
  workerData: { limit: Number(memoryLimitMb) * 2 ** 20, parent: process.ppid },
});
watcher.unref();
// Ready only then: a limit too narrow for two threads shows before there is work.
const isWatched = new Promise((resolve) => watcher.once('online', resolve));

const { default: perform } = (await import(module)) as {
  default(input: unknown): AsyncIterable<unknown>;
};
const send = (message: BoundedMessage) => process.send?.(message);

process.on('message', async (input) => {
  try {
    for await (const part of perform(input)) send({ part });
    send({ done: true, memory: process.memoryUsage.rss() / 2 ** 20 });
  } catch (error) {
    const { name, message } = error as Error;
    send({ error: { name, message } });
  }
});
await isWatched;
send({ ready: true });
