/** A server of its own for a benchmark: the real process, on PGlite or in a new PostgreSQL database. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@echoai/contract';
import { Client as PostgresClient } from 'pg';
import { exchange } from './httpClient.ts';

const port = Number(process.env.BENCH_PORT ?? 3999);
export const origin = `http://127.0.0.1:${port}`;
export const owner = { email: 'owner@bench.example', password: 'a-password-for-the-bench' };

/** @param environment of the server, beside what it needs */
export async function openBench(environment: Record<string, string> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'echoai-bench-'));
  const databaseUrl = process.env.DATABASE_URL ? await createPostgresDatabase() : undefined;
  const start = () =>
    startServer({
      ECHOAI_DATA_DIR: directory,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      ...environment,
    });
  let server = await start();
  return {
    database: databaseUrl ? 'PostgreSQL' : 'PGlite',
    pid: () => server.process.pid!,
    /** @returns milliseconds until it was ready again */
    async restart(): Promise<number> {
      await stop(server.process);
      server = await start();
      return server.readyMs;
    },
    async close(): Promise<void> {
      await stop(server.process);
      await rm(directory, { recursive: true, force: true });
      if (databaseUrl) await runOnPostgres(`drop database ${nameOf(databaseUrl)}`);
    },
  };
}

/** A client signed in as the owner. */
export async function signIn(): Promise<Client> {
  const response = await fetch(`${origin}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(owner),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return createClient({ baseUrl: origin, headers: { cookie, origin } });
}

export function get(path: string) {
  return exchange({ url: origin + path, method: 'GET', headers: {} });
}

export function post(
  path: string,
  { body, headers }: { body: object; headers: Record<string, string> },
) {
  return exchange({
    url: origin + path,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/**
 * Processor time that the server used so far, all of its threads together: unlike a rate, it hardly
 * depends on what else the machine does.
 */
export async function cpuSecondsOfServer(): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Number(text.match(/^process_cpu_seconds_total (\S+)$/m)?.[1]);
}

export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(status.match(/VmRSS:\s+(\d+)/)?.[1]) / 1_024);
}

export function quantile(times: number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
}

export function summary(times: number[]): string {
  return `median ${quantile(times, 0.5)}, longest ${quantile(times, 1)}`;
}

async function startServer(environment: Record<string, string>) {
  if (await isAnswering()) throw new Error(`Something else is at ${origin} already`);
  const startedAt = performance.now();
  const main = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));
  const extra = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [];
  const child = spawn(process.execPath, [...extra, main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, // as `npm start` does
      PORT: String(port),
      HOST: '127.0.0.1',
      ECHOAI_DEMO: 'off',
      ECHOAI_LOG: 'error',
      ECHOAI_ADMIN_EMAIL: owner.email,
      ECHOAI_ADMIN_PASSWORD: owner.password,
      EMBEDDING_MODEL: 'offline',
      ...environment,
    },
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error('The server ended');
    if (await isAnswering()) return { process: child, readyMs: performance.now() - startedAt };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isAnswering(): Promise<boolean> {
  return fetch(`${origin}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function createPostgresDatabase(): Promise<string> {
  const url = new URL(process.env.DATABASE_URL!);
  url.pathname = `/echoai_bench_${randomBytes(4).toString('hex')}`;
  await runOnPostgres(`create database ${nameOf(url.href)}`);
  return url.href;
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);

async function runOnPostgres(statement: string): Promise<void> {
  const client = new PostgresClient({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}
