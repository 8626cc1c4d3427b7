import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@echoai/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../testing/freePort.ts';
import { limits } from '../testing/patience.ts';
import { eventually, openTestDatabaseUrl } from '../testing/testServer.ts';
import {
  type CrashingServers,
  converse,
  countOpen,
  listHeld,
  originAt,
  persistentClient,
  runAndCrash,
  startCrashing,
  tally,
} from './testing/crashing.ts';
import { graphOf } from './testing/graph.ts';
import { type InngestServer, startInngest } from './testing/inngestServer.ts';
import { type Recorder, startRecorder } from './testing/recorder.ts';

/** The whole test takes minutes: `.ci/run` asks for it, on PostgreSQL. */
const isWhole = process.env.ECHOAI_CRASH_TEST === 'whole';
const conversationCount = 50;
/** On PostgreSQL two processes share the work; PGlite has one. */
const ports = await freePorts(process.env.DATABASE_URL ? 2 : 1);
const owner = { email: 'owner@test.example', password: 'a-password-for-the-test' };

let directory: string;
let database: Awaited<ReturnType<typeof openTestDatabaseUrl>>;
let recorder: Recorder;
let inngest: InngestServer | null;
let servers: CrashingServers;

const environment = () => ({
  ECHOAI_DATA_DIR: directory,
  ECHOAI_DEMO: 'off',
  ECHOAI_SECRET: 'a secret of the test, of 32 characters or more',
  ECHOAI_ADMIN_EMAIL: owner.email,
  ECHOAI_ADMIN_PASSWORD: owner.password,
  ECHOAI_ALLOW_PRIVATE: '127.0.0.1',
  ...(database ? { DATABASE_URL: database.url } : {}),
  ...(inngest ? { ...inngest.environment, INNGEST_SERVE_ORIGIN: originAt(ports[0]!) } : {}),
});

async function signIn(): Promise<Client> {
  const at = servers.anyOrigin();
  const response = await fetch(`${at}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: at },
    body: JSON.stringify(owner),
  });
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return persistentClient(servers, { cookie: cookie.join('; '), origin: at });
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
    servers = await startCrashing({ ports, environment: environment() });
  });
  afterAll(async () => {
    servers.close();
    await recorder.close();
    await inngest?.close();
    await database?.drop();
    await rm(directory, { recursive: true, force: true });
  });

  it('all end: nothing is lost, and nothing that must not happen twice does', {
    timeout: limits.wholeTest,
  }, async () => {
    const client = await signIn();
    const { publishableKey } = await client.chatbots.create({ body: { name: 'Bot' } });
    const { id: workflowId } = await client.workflows.create({
      body: { name: 'Three effects', graph: graph() },
    });
    const workflow = await client.workflows.activate({ params: { workflowId }, body: {} });
    const sessions = await converse(servers, { publishableKey, count: conversationCount });
    const ids = await runAndCrash(servers, {
      path: new URL(workflow.webhook.url!).pathname,
      sessions,
      executionCount,
      killCount,
      untilKill: () => sleep(100 + 500 * Math.random()),
    });
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

/** Waits until everything has ended or is held. @returns the ids of those held */
async function settle(client: Client, workflowId: string): Promise<string[]> {
  return eventually(async () => {
    const open = await countOpen(client, workflowId);
    const held = await listHeld(client, workflowId);
    return open === held.length && held;
  }, limits.longWait);
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
