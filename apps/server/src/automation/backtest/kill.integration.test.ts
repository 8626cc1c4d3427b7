import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@echoai/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../config.ts';
import { openDatabase } from '../../platform/database/open.ts';
import { freePort } from '../../testing/freePort.ts';
import { limits } from '../../testing/patience.ts';
import { eventually, openTestDatabaseUrl, startTestServer } from '../../testing/testServer.ts';
import { graphOf } from '../testing/graph.ts';
import { seedConversations } from './testing/seedConversations.ts';

const script = fileURLToPath(new URL('../testing/process.ts', import.meta.url));
const port = await freePort();
const count = 6_000;

let directory: string;
let database: Awaited<ReturnType<typeof openTestDatabaseUrl>>;
let child: ChildProcess | undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'echoai-backtest-'));
  database = await openTestDatabaseUrl();
});
afterAll(async () => {
  await killed();
  await database?.drop();
  await rm(directory, { recursive: true, force: true });
});

const environment = () => ({
  ECHOAI_DATA_DIR: directory,
  ECHOAI_DEMO: 'off',
  ECHOAI_LOG: 'error',
  ECHOAI_SECRET: 'a secret of the test, of 32 characters or more',
  HOST: '127.0.0.1',
  ...(database ? { DATABASE_URL: database.url } : {}),
});

async function begin(): Promise<void> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const process_ = fork(script, {
    env: { PATH, NODE_COMPILE_CACHE, ...environment() },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child = process_;
  process_.send(port);
  await new Promise<void>((resolve, reject) => {
    process_.once('message', () => resolve());
    process_.once('exit', (code) => reject(new Error(`The process ended with ${code}`)));
  });
}

async function killed(): Promise<void> {
  const process_ = child;
  if (!process_) return;
  child = undefined;
  const ended = new Promise((resolve) => process_.once('exit', resolve));
  process_.kill('SIGKILL');
  await ended;
}

it('a backtest whose process is killed starts over in the next one, and counts everything once', {
  timeout: limits.longTest,
}, async () => {
  const server = await startTestServer({
    environment: environment(),
    database: await openDatabase(readConfig(environment())),
  });
  const { organisationId, secretKey, client } = await server.createOrganisation();
  const { id: chatbotId } = await client.chatbots.create({ body: { name: 'Bot' } });
  const { id: workflowId } = await client.workflows.create({
    body: {
      name: 'Refunds',
      graph: graphOf(
        {
          message: { kind: 'message_received', textContains: ['refund'] },
          tag: { kind: 'tag_conversation', add: ['refund'] },
        },
        ['message>tag'],
      ),
    },
  });
  await seedConversations(server.database, { organisationId, chatbotId, count });
  await server.close();

  await begin();
  const remote = createClient({
    baseUrl: `http://127.0.0.1:${port}`,
    headers: { authorization: `Bearer ${secretKey}` },
  });
  const { id: backtestId } = await remote.backtests.create({
    params: { workflowId },
    body: {
      from: new Date(Date.now() - 60 * 86_400_000).toISOString(),
      to: new Date().toISOString(),
    },
  });
  const read = () => remote.backtests.get({ params: { workflowId, backtestId } });
  const cutOff = await eventually(async () => {
    const { done, startedAt, status } = await read();
    return done > 0 && { startedAt, status };
  });
  await killed();
  expect(cutOff.status).toBe('running');

  await begin();
  // On PostgreSQL the queue notices by the silence of who ran it.
  const ended = await eventually(async () => {
    const backtest = await read();
    return backtest.status !== 'running' && backtest;
  }, limits.longWait);
  expect(Date.parse(ended.startedAt!)).toBeGreaterThan(Date.parse(cutOff.startedAt!));
  expect(ended).toMatchObject({
    status: 'completed',
    done: 2 * count,
    result: {
      conversations: count,
      events: 2 * count,
      draft: { fires: count / 10, effects: { tag_conversation: count / 10 } },
    },
  });
});
