import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@echoai/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openTestDatabaseUrl } from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { type InngestServer, startInngest } from './testing/inngestServer.ts';
import { type Recorder, startRecorder } from './testing/recorder.ts';

/** The whole test takes minutes: `.ci/run` asks for it, on both databases. */
const isWhole = process.env.ECHOAI_CRASH_TEST === 'whole';
const conversationCount = 50;
/** On PostgreSQL two processes share the work; PGlite has one. */
const ports = process.env.DATABASE_URL ? [40_101, 40_102] : [40_101];
const owner = { email: 'owner@test.example', password: 'a-password-for-the-test' };
const script = fileURLToPath(new URL('./testing/process.ts', import.meta.url));

let directory: string;
let database: Awaited<ReturnType<typeof openTestDatabaseUrl>>;
let recorder: Recorder;
let inngest: InngestServer | null;
const processes = new Map<number, ChildProcess>();

/** Loaded, but not started yet: the next one to begin. */
let spare: ChildProcess;

function load(): ChildProcess {
  return fork(script, {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      HOST: '127.0.0.1',
      ECHOAI_DATA_DIR: directory,
      ECHOAI_DEMO: 'off',
      ECHOAI_LOG: 'error',
      ECHOAI_SECRET: 'a secret of the test, of 32 characters or more',
      ECHOAI_ADMIN_EMAIL: owner.email,
      ECHOAI_ADMIN_PASSWORD: owner.password,
      ECHOAI_ALLOW_PRIVATE: '127.0.0.1',
      ...(database ? { DATABASE_URL: database.url } : {}),
      ...(inngest ? { ...inngest.environment, INNGEST_SERVE_ORIGIN: origin(ports[0]!) } : {}),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

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

async function killed(port: number): Promise<void> {
  const child = processes.get(port)!;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

const origin = (port: number) => `http://127.0.0.1:${port}`;
let turn = 0;
/** Any of the processes; the next one each time. */
const anyOrigin = () => origin(ports[turn++ % ports.length]!);

/** Asks until there is an answer: processes are down now and then. */
async function persistently(path: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const at = anyOrigin();
    const headers = new Headers(init.headers);
    if (headers.has('cookie')) headers.set('origin', at);
    const response = await fetch(`${at}${path}`, { ...init, headers }).catch(() => null);
    if (response && response.status < 500) return response;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function signIn(): Promise<Client> {
  const at = anyOrigin();
  const response = await fetch(`${at}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: at },
    body: JSON.stringify(owner),
  });
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return createClient({
    baseUrl: at,
    headers: { cookie: cookie.join('; '), origin: at },
    fetch: (input, init) => persistently(String(input).slice(at.length), init as RequestInit),
  });
}

const effects = { once: '/once', repeatable: '/repeatable' };

const graph = () =>
  graphOf(
    {
      begin: { kind: 'webhook', signed: false },
      once: {
        kind: 'http_request',
        method: 'POST',
        url: `${recorder.url}${effects.once}`,
        body: { type: 'text', text: '{{ execution.id }}' },
      },
      note: { kind: 'send_message', text: 'done {{ execution.id }}' },
      repeatable: {
        kind: 'http_request',
        method: 'POST',
        url: `${recorder.url}${effects.repeatable}`,
        body: { type: 'text', text: '{{ execution.id }}' },
        idempotencyKey: true,
      },
    },
    ['begin>once', 'once>note', 'note>repeatable'],
  );

const runs = [
  { engine: 'pg-boss', executionCount: isWhole ? 500 : 60, killCount: isWhole ? 30 : 4 },
  ...(isWhole ? [{ engine: 'Inngest', executionCount: 150, killCount: 10 }] : []),
];

describe.each(runs)('executions on $engine, of processes that are killed', (run) => {
  const { engine, executionCount, killCount } = run;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'echoai-crash-'));
    database = await openTestDatabaseUrl();
    inngest = engine === 'Inngest' ? await startInngest() : null;
    recorder = await startRecorder();
    recorder.state.respond = (_request, response) => {
      setTimeout(() => response.writeHead(200).end('{}'), 40 * Math.random());
    };
    spare = load();
    for (const port of ports) await begin(port);
  });
  afterAll(async () => {
    for (const child of [spare, ...processes.values()]) child.kill('SIGKILL');
    await recorder.close();
    await inngest?.close();
    await database?.drop();
    await rm(directory, { recursive: true, force: true });
  });

  it('all end: nothing is lost, and nothing that must not happen twice does', {
    timeout: 600_000,
  }, async () => {
    const client = await signIn();
    const { publishableKey } = await client.chatbots.create({ body: { name: 'Bot' } });
    const { id: workflowId } = await client.workflows.create({
      body: { name: 'Three effects', graph: graph() },
    });
    const workflow = await client.workflows.activate({ params: { workflowId }, body: {} });
    const sessions = await Promise.all(
      Array.from({ length: conversationCount }, () => converse(publishableKey)),
    );

    const waiting = Array.from({ length: executionCount }, (_, number) => number);
    const released: number[] = [];
    const executions = start({
      path: new URL(workflow.webhook.url).pathname,
      sessions,
      next: () => released.pop() ?? (waiting.length > 0 ? null : undefined),
    });
    // Every kill finds some under way.
    const each = Math.ceil(executionCount / killCount);
    for (let kills = 0; kills < killCount; kills++) {
      released.push(...waiting.splice(0, each));
      await new Promise((resolve) => setTimeout(resolve, 100 + 500 * Math.random()));
      const port = ports[kills % ports.length]!;
      await killed(port);
      await begin(port);
    }
    const ids = await executions;
    expect(new Set(ids).size).toBe(executionCount);

    const held = await settle(client, workflowId);
    for (const executionId of held) {
      const happened = recorder.state.recorded.some(
        ({ path, body }) => path === effects.once && body === executionId,
      );
      await client.executions.resume({
        params: { executionId },
        body: { decision: happened ? 'skip' : 'repeat' },
      });
    }
    expect(await settle(client, workflowId)).toEqual([]);

    const counts = {
      'at most once (a request)': tally(ids, requestsTo(effects.once)),
      'at least once (with an idempotency key)': tally(ids, requestsTo(effects.repeatable)),
      'exactly once (a message)': tally(ids, await messages(client, sessions)),
    };
    console.table(counts);
    console.log(
      `${engine}, ${killCount} kills; uncertain: ${held.length} (${held.join(', ') || 'none'})`,
    );
    expect(counts).toMatchObject({
      'at most once (a request)': { lost: 0, twice: 0 },
      'at least once (with an idempotency key)': { lost: 0 },
      'exactly once (a message)': { lost: 0, twice: 0 },
    });
  });
});

/**
 * Every webhook is sent until it is taken, and is known by its id.
 * @param next the number of the next one, null while there is none, undefined after the last
 */
async function start({
  path,
  sessions,
  next,
}: {
  path: string;
  sessions: string[];
  next: () => number | null | undefined;
}): Promise<string[]> {
  const ids: string[] = [];
  const sendAll = async () => {
    for (let number = next(); number !== undefined; number = next()) {
      if (number === null) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      const response = await persistently(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'webhook-id': `number ${number}` },
        body: JSON.stringify({ sessionId: sessions[number % sessions.length] }),
      });
      ids.push(((await response.json()) as { executionId: string }).executionId);
    }
  };
  await Promise.all([sendAll(), sendAll(), sendAll(), sendAll()]);
  return ids;
}

async function converse(key: string): Promise<string> {
  const response = await persistently('/api/v1/chat', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify({ message: 'Hello' }),
  });
  return ((await response.json()) as { sessionId: string }).sessionId;
}

/** Waits until everything has ended or is held. @returns the ids of those held */
async function settle(client: Client, workflowId: string): Promise<string[]> {
  return eventually(async () => {
    const { items } = await client.workflows.list({});
    const { open, failed } = items.find(({ id }) => id === workflowId)!.executions;
    if (failed > 0) throw new Error(`${failed} executions failed`);
    const held: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.executions.list({
        query: { workflowId, status: 'held', limit: 100, ...(cursor ? { cursor } : {}) },
      });
      held.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return open === held.length && held;
  }, 180_000);
}

function requestsTo(path: string): string[] {
  return recorder.state.recorded.filter((one) => one.path === path).map(({ body }) => body);
}

async function messages(client: Client, sessions: string[]): Promise<string[]> {
  const all = await Promise.all(
    sessions.map((conversationId) =>
      client.conversations.messages({ params: { conversationId }, query: { limit: 100 } }),
    ),
  );
  return all.flatMap(({ items }) =>
    items.flatMap(({ content }) => content.match(/^done (exe_\w+)$/)?.[1] ?? []),
  );
}

/** How many executions an effect is missing of, and how many have it twice or more. */
function tally(ids: string[], happened: string[]) {
  const counts = Map.groupBy(happened, (id) => id);
  const of = (id: string) => counts.get(id)?.length ?? 0;
  return {
    executions: ids.length,
    lost: ids.filter((id) => of(id) === 0).length,
    twice: ids.filter((id) => of(id) > 1).length,
  };
}
