import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@echoai/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../testing/freePort.ts';
import { canOwnPostgres, type OwnPostgres, startOwnPostgres } from '../testing/ownPostgres.ts';
import { limits } from '../testing/patience.ts';
import { eventually } from '../testing/testServer.ts';
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
import { type Recorder, startRecorder } from './testing/recorder.ts';

const isWhole = process.env.ECHOAI_CRASH_TEST === 'whole';
const outages = isWhole ? 5 : 2;
const executionCount = isWhole ? 300 : 60;
const ports = await freePorts(2);
const owner = { email: 'owner@test.example', password: 'a-password-for-the-test' };

let directory: string;
let postgres: OwnPostgres;
let recorder: Recorder;
let servers: CrashingServers;

async function signIn(): Promise<Client> {
  const at = servers.anyOrigin();
  const response = await servers.persistently('/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: at, cookie: '' },
    body: JSON.stringify(owner),
  });
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return persistentClient(servers, { cookie: cookie.join('; '), origin: at });
}

const graph = () =>
  graphOf(
    {
      begin: { kind: 'webhook', signed: false },
      once: {
        kind: 'http_request',
        method: 'POST',
        url: `${recorder.url}/once`,
        body: { type: 'text', text: '{{ execution.id }}' },
      },
      note: { kind: 'send_message', text: 'done {{ execution.id }}' },
    },
    ['begin>once', 'once>note'],
  );

// PGlite is in the process, and ends with it. Without a system of scripts/postgres.sh there is no
// PostgreSQL server that a test may end.
describe.runIf(canOwnPostgres)('two servers whose PostgreSQL is killed again and again', () => {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'echoai-outage-'));
    postgres = await startOwnPostgres();
    recorder = await startRecorder();
    recorder.state.respond = (_request, response) => {
      setTimeout(() => response.writeHead(200).end('{}'), 40 * Math.random());
    };
    servers = await startCrashing({
      ports,
      environment: {
        ECHOAI_DATA_DIR: directory,
        ECHOAI_DEMO: 'off',
        ECHOAI_LOG: 'silent',
        ECHOAI_SECRET: 'a secret of the test, of 32 characters or more',
        ECHOAI_ADMIN_EMAIL: owner.email,
        ECHOAI_ADMIN_PASSWORD: owner.password,
        ECHOAI_ALLOW_PRIVATE: '127.0.0.1',
        DATABASE_URL: postgres.url,
      },
    });
  }, limits.test);
  afterAll(async () => {
    servers?.close();
    await recorder?.close();
    await postgres?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('go on: turns, executions and jobs, of which nothing is lost or doubled', {
    timeout: limits.wholeTest,
  }, async () => {
    const client = await signIn();
    const { id: chatbotId, publishableKey } = await client.chatbots.create({
      body: { name: 'Bot' },
    });
    const { id: workflowId } = await client.workflows.create({
      body: { name: 'Two effects', graph: graph() },
    });
    const workflow = await client.workflows.activate({ params: { workflowId }, body: {} });
    const sessions = await converse(servers, { publishableKey, count: 10 });
    const turns = converseOn(publishableKey);
    const sources: Promise<{ state: string }>[] = [];
    const returns: number[] = [];

    const ids = await runAndCrash(
      {
        ...servers,
        async crash() {
          const text = `You have ${sources.length} days to return shoes.`;
          sources.push(ingest(client, { chatbotId, text }));
          await postgres.crash();
          expect(await readiness()).toEqual([503, 503]);
          await sleep(1_000);
          await postgres.resume();
          const began = performance.now();
          await turns.answered();
          returns.push(performance.now() - began);
          await eventually(async () => (await readiness()).every((status) => status === 200));
        },
      },
      {
        path: new URL(workflow.webhook.url!).pathname,
        sessions,
        executionCount,
        killCount: outages,
        untilKill: () => sleep(300 + 700 * Math.random()),
      },
    );
    expect(new Set(ids).size).toBe(executionCount);
    expect((await Promise.all(sources)).map(({ state }) => state)).toEqual(
      Array(outages).fill('ready'),
    );

    const { sessionId, count } = await turns.end();
    const items = await allMessages(client, sessionId);
    const asked = items.filter(({ role }) => role === 'user');
    expect(new Set(asked.map(({ clientMessageId }) => clientMessageId)).size).toBe(asked.length);
    expect(asked.map(({ state }) => state)).toEqual(Array(asked.length).fill('complete'));
    expect(items.filter(({ role }) => role === 'assistant')).toHaveLength(asked.length);
    expect(asked).toHaveLength(count);

    const held = await settle(client, workflowId);
    for (const executionId of held) {
      const happened = recorder.state.recorded.some(({ body }) => body === executionId);
      await client.executions.resume({
        params: { executionId },
        body: { decision: happened ? 'skip' : 'repeat' },
      });
    }
    expect(await settle(client, workflowId)).toEqual([]);
    const requests = recorder.state.recorded.map(({ body }) => body);
    const counts = {
      requests: tally(ids, requests),
      messages: tally(ids, await notes(client, sessions)),
    };
    console.table(counts);
    console.log(`turns ${count}, held ${held.length}; answered again after (ms)`, returns);
    expect(counts).toMatchObject({
      requests: { lost: 0, twice: 0 },
      messages: { lost: 0, twice: 0 },
    });
  });
});

const readiness = () =>
  Promise.all(ports.map(async (port) => (await fetch(`${originAt(port)}/readyz`)).status));

/** One visitor who asks again and again, each question until it is answered. */
function converseOn(publishableKey: string) {
  let isOver = false;
  let count = 0;
  let heard = Promise.withResolvers<void>();
  let known: { sessionId?: string; visitorToken?: string } = {};
  const turn = async () => {
    const clientMessageId = randomUUID();
    const response = await servers.persistently('/api/v1/chat', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${publishableKey}`,
        'content-type': 'application/json',
        accept: 'application/json',
        ...(known.visitorToken ? { 'EchoAI-Visitor': known.visitorToken } : {}),
      },
      body: JSON.stringify({ message: 'Hello', clientMessageId, sessionId: known.sessionId }),
    });
    expect(response.status).toBe(200);
    known = { ...known, ...((await response.json()) as typeof known) };
    count++;
    heard.resolve();
    await sleep(150);
  };
  const done = (async () => {
    while (!isOver) await turn();
  })();
  return {
    /** Resolves with the next answer. */
    answered: () => {
      heard = Promise.withResolvers();
      return heard.promise;
    },
    async end() {
      isOver = true;
      await done;
      return { sessionId: known.sessionId!, count };
    },
  };
}

/** A source that is read while PostgreSQL is killed. */
async function ingest(client: Client, { chatbotId, text }: { chatbotId: string; text: string }) {
  const { id: sourceId } = await client.sources.create({
    params: { chatbotId },
    body: { type: 'text', title: 'Returns', text, url: null },
  });
  return eventually(async () => {
    const source = await client.sources.get({ params: { chatbotId, sourceId } });
    return ['ready', 'failed'].includes(source.state) && source;
  }, limits.test);
}

async function settle(client: Client, workflowId: string): Promise<string[]> {
  return eventually(async () => {
    const open = await countOpen(client, workflowId);
    const held = await listHeld(client, workflowId);
    return open === held.length && held;
  }, limits.test);
}

async function notes(client: Client, sessions: string[]): Promise<string[]> {
  const all = await Promise.all(sessions.map((sessionId) => allMessages(client, sessionId)));
  return all.flat().flatMap(({ content }) => content.match(/^done (exe_\w+)$/)?.[1] ?? []);
}

async function allMessages(client: Client, conversationId: string) {
  const messages: Awaited<ReturnType<typeof client.conversations.messages>>['items'] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor; isFirst = false) {
    const page = await client.conversations.messages({
      params: { conversationId },
      query: { limit: 100, cursor },
    });
    messages.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  }
  return messages;
}
