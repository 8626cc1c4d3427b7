import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../apps/server/src/testing/freePort.ts';
import { copyPrepared } from '../apps/server/src/testing/preparedDatabase.ts';
import { copyDemo } from './preparedDemo.ts';

const main = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));

/** The server as operators run it: a process of its own, of which one sees output and exit code. */
export interface ServerProcess {
  url: string;
  child: ChildProcess;
  /** Both output streams so far. */
  output(): string;
  /** Waits for a text in the output; fails when the process ends before. */
  prints(text: string): Promise<void>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ending>;
  /** The end, whenever it comes. */
  ended: Promise<Ending>;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const running = new Set<ChildProcess>();
const directories: string[] = [];

/** An empty directory: what a first start finds. */
export async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'echoai-process-'));
  directories.push(directory);
  return directory;
}

/** A data directory whose database is made already, which takes a first start seconds. */
export async function preparedDirectory(): Promise<string> {
  const directory = await newDirectory();
  await copyPrepared(directory);
  return directory;
}

/** A data directory whose demo is ready. */
export async function demoDirectory(): Promise<string> {
  const directory = await newDirectory();
  await copyDemo(directory);
  return directory;
}

/** Ends what the tests started, and removes what they wrote. */
export async function cleanUp(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  for (const directory of directories) await rm(directory, { recursive: true, force: true });
}

/**
 * Starts a process without waiting for it. Nothing of this environment reaches it but PATH, and where
 * Node keeps what it has compiled.
 */
export async function spawnServer({
  port,
  stdio = ['ignore', 'pipe', 'pipe'],
  ...environment
}: {
  port?: string;
  stdio?: StdioOptions;
  [variable: string]: unknown;
} = {}): Promise<ServerProcess> {
  const PORT = port ?? String(await freePort());
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  // Optimising PGlite's code takes twice the processor of a start, and pays after minutes only.
  const child = spawn(process.execPath, ['--liftoff-only', main], {
    stdio,
    env: { PATH, NODE_COMPILE_CACHE, PORT, HOST: '127.0.0.1', ...(environment as object) },
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += text;
    });
  }
  const ended = waitForEnd(child);
  void ended.then(() => running.delete(child));
  return {
    url: `http://127.0.0.1:${PORT}`,
    child,
    output: () => output,
    prints: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!output.includes(text)) return;
          child.stdout?.off('data', look);
          resolve();
        };
        child.stdout?.on('data', look);
        void ended.then(() => reject(new Error(`It ended without “${text}”:\n${output}`)));
        look();
      }),
    end(signal) {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}

/** Exit and the end of both streams; Node's `close` event does not come after a disconnect. */
async function waitForEnd(child: ChildProcess): Promise<Ending> {
  const exited = new Promise<Ending>((resolve) =>
    child.on('exit', (code, signal) => resolve({ code, signal })),
  );
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  await Promise.all(streams.map((stream) => finished(stream)));
  return exited;
}

/** Starts a process and waits until it serves. */
export async function startServer(
  options: Parameters<typeof spawnServer>[0],
): Promise<ServerProcess> {
  const server = await spawnServer(options);
  await server.prints('Ctrl-C stops it.');
  return server;
}
