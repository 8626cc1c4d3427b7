import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@echoai/contract';

const script = fileURLToPath(new URL('./process.ts', import.meta.url));

/** Servers in processes of their own, which are killed again and again while they work. */
export interface CrashingServers {
  /** The next of them, each time. */
  anyOrigin(): string;
  /** Asks until there is an answer: processes are down now and then. */
  persistently(path: string, init: RequestInit): Promise<Response>;
  /** Kills one with SIGKILL, and begins another in its place. */
  crash(): Promise<void>;
  close(): void;
}

export const originAt = (port: number) => `http://127.0.0.1:${port}`;

const usual = () => ({
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  HOST: '127.0.0.1',
  ECHOAI_LOG: 'error',
});

/** @param ports where they are, one process at each; all have the same environment */
export async function startCrashing({
  ports,
  environment,
}: {
  ports: number[];
  environment: Record<string, string>;
}): Promise<CrashingServers> {
  const processes = new Map<number, ChildProcess>();
  const load = () =>
    fork(script, {
      env: { ...usual(), ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  /** Loaded, but not started yet: the next one to begin. */
  let spare = load();
  let turn = 0;
  let crashes = 0;

  async function begin(port: number): Promise<void> {
    const child = spare;
    processes.set(port, child);
    child.send(port);
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`The process ended with ${code}`)));
    });
    spare = load();
  }

  const anyOrigin = () => originAt(ports[turn++ % ports.length]!);
  for (const port of ports) await begin(port);

  return {
    anyOrigin,
    async persistently(path, init) {
      for (;;) {
        const at = anyOrigin();
        const headers = new Headers(init.headers);
        if (headers.has('cookie')) headers.set('origin', at);
        const response = await fetch(`${at}${path}`, { ...init, headers }).catch(() => null);
        if (response && response.status < 500) return response;
        await sleep(100);
      }
    },
    async crash() {
      const port = ports[crashes++ % ports.length]!;
      const child = processes.get(port)!;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      await begin(port);
    },
    close() {
      for (const child of [spare, ...processes.values()]) child.kill('SIGKILL');
    },
  };
}

/** A client whose requests are sent until there is an answer. */
export function persistentClient(
  { anyOrigin, persistently }: CrashingServers,
  headers: Record<string, string>,
): Client {
  const at = anyOrigin();
  return createClient({
    baseUrl: at,
    headers,
    fetch: (input, init) => persistently(String(input).slice(at.length), init as RequestInit),
  });
}

/** @returns ids of new conversations */
export function converse(
  { persistently }: CrashingServers,
  { publishableKey, count }: { publishableKey: string; count: number },
): Promise<string[]> {
  const one = async () => {
    const response = await persistently('/api/v1/chat', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${publishableKey}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify({ message: 'Hello' }),
    });
    return ((await response.json()) as { sessionId: string }).sessionId;
  };
  return Promise.all(Array.from({ length: count }, one));
}

/**
 * Starts executions by webhooks, a share of them before each kill, so that every kill finds some
 * under way. Every webhook is sent until it is taken, and is known by its id.
 * @param path of the webhook
 * @param sessions conversations that the executions are about, in turn
 * @returns the executions' ids
 */
export async function runAndCrash(
  servers: CrashingServers,
  {
    path,
    sessions,
    executionCount,
    killCount,
    untilKill,
  }: {
    path: string;
    sessions: string[];
    executionCount: number;
    killCount: number;
    /** Lets the processes work until the next kill. */
    untilKill(): Promise<unknown>;
  },
): Promise<string[]> {
  const waiting = Array.from({ length: executionCount }, (_, number) => number);
  const released: number[] = [];
  const ids: string[] = [];
  const sendAll = async () => {
    for (;;) {
      const number = released.pop();
      if (number === undefined) {
        if (waiting.length === 0) return;
        await sleep(20);
        continue;
      }
      const response = await servers.persistently(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'webhook-id': `number ${number}` },
        body: JSON.stringify({ sessionId: sessions[number % sessions.length] }),
      });
      ids.push(((await response.json()) as { executionId: string }).executionId);
    }
  };
  const sent = Promise.all([sendAll(), sendAll(), sendAll(), sendAll()]);
  const each = Math.ceil(executionCount / killCount);
  for (let kills = 0; kills < killCount; kills++) {
    released.push(...waiting.splice(0, each));
    await untilKill();
    await servers.crash();
  }
  await sent;
  return ids;
}

/** Ids of a workflow's executions that are held. */
export async function listHeld(client: Client, workflowId: string): Promise<string[]> {
  const held: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.executions.list({
      query: { workflowId, status: 'held', limit: 100, ...(cursor ? { cursor } : {}) },
    });
    held.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return held;
}

/** @returns how many executions have not ended @throws when one failed */
export async function countOpen(client: Client, workflowId: string): Promise<number> {
  const { items } = await client.workflows.list({});
  const { open, failed } = items.find(({ id }) => id === workflowId)!.executions;
  if (failed === 0) return open;
  const ended = await client.executions.list({ query: { workflowId, status: 'failed' } });
  const causes = ended.items.map(({ id, error }) => `${id} at ${error?.nodeId}: ${error?.message}`);
  throw new Error(`${failed} executions failed:\n${causes.join('\n')}`);
}

/** How many executions an effect is missing of, and how many have it twice or more. */
export function tally(ids: string[], happened: string[]) {
  const counts = Map.groupBy(happened, (id) => id);
  const of = (id: string) => counts.get(id)?.length ?? 0;
  return {
    executions: ids.length,
    lost: ids.filter((id) => of(id) === 0).length,
    twice: ids.filter((id) => of(id) > 1).length,
  };
}
