import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatEvent, type ChatReply, type Client, createClient } from '@echoai/contract';
import { readConfig } from '../config.ts';
import { createDatabase, type Database } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import type { SendMail } from '../platform/mail.ts';
import type { Models } from '../platform/models/models.ts';
import { createServer } from '../server.ts';
import { newAccountId } from '../workspace/accounts.ts';
import { createFakeModels } from './fakeModels.ts';
import { limits } from './patience.ts';
import { openInMemory } from './preparedDatabase.ts';
import { openTestDatabaseUrl } from './testDatabase.ts';

export { openTestDatabaseUrl, urlOfDatabase } from './testDatabase.ts';

const origin = 'http://localhost:3000';
const local = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

/** An application on a database of its own, entered by its front door: requests, no socket. */
export interface TestServer {
  /** @param bindings what Node's server would add, such as the socket's address */
  request(path: string, init?: RequestInit, bindings?: object): Promise<Response>;
  /** The application itself, to be served on a socket. */
  app: Awaited<ReturnType<typeof createServer>>['app'];
  database: Database;
  /** A new organisation, with a secret key for its API. */
  createOrganisation(): Promise<{ organisationId: string; secretKey: string; client: Client }>;
  close(): Promise<void>;
}

export async function startTestServer({
  environment = {},
  models = createFakeModels(),
  database,
  log,
  sendMail,
}: {
  environment?: Record<string, string>;
  models?: Models;
  database?: Database;
  log?: Log;
  sendMail?: SendMail;
} = {}): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'echoai-test-'));
  const config = readConfig({
    ECHOAI_DEMO: 'off',
    ECHOAI_LOG: 'silent',
    ECHOAI_DATA_DIR: directory,
    ...environment,
  });
  const opened = database ?? (await openTestDatabase());
  const server = await createServer({ config, database: opened, models, log, sendMail });
  await server.start();

  const request = async (path: string, init?: RequestInit, bindings: object = local) =>
    server.app.request(`${origin}${path}`, init, bindings);
  return {
    request,
    app: server.app,
    database: opened,
    async createOrganisation() {
      const organisationId = newAccountId('organization');
      const userId = newAccountId('user');
      await opened.asPlatform(async (tx) => {
        await tx.execute(
          `insert into organization (id, name, slug) values ('${organisationId}', 'Test', '${organisationId}')`,
        );
        await tx.execute(
          `insert into "user" (id, name, email) values ('${userId}', 'Test', '${userId}@test.example')`,
        );
        await tx.execute(
          `insert into member (id, "organizationId", "userId", role) values ('${newAccountId('member')}', '${organisationId}', '${userId}', 'owner')`,
        );
      });
      const { key: secretKey } = await server.accounts.api.createApiKey({
        body: { name: 'test', organizationId: organisationId, userId },
      });
      const client = createClient({
        baseUrl: origin,
        headers: { authorization: `Bearer ${secretKey}` },
        fetch: (input, init) =>
          request(String(input).slice(origin.length), init as RequestInit | undefined),
      });
      return { organisationId, secretKey, client };
    },
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * A new, empty database: on the PostgreSQL of DATABASE_URL, else PGlite in memory.
 * @param isMigrated whether it may have our tables already, which is quicker
 */
export async function openTestDatabase({ isMigrated = true } = {}): Promise<Database> {
  const created = await openTestDatabaseUrl({ isMigrated });
  if (!created) return openInMemory({ isMigrated });
  const { openPostgres } = await import('../platform/database/postgres.ts');
  const driver = await openPostgres(created.url);
  const database = createDatabase(driver);
  return {
    ...database,
    async close() {
      await driver.close();
      await created.drop();
    },
  };
}

/** Milliseconds between two looks: soon at first, then rarely, since a look costs the processor that is waited for. */
const firstPause = 20;
const longestPause = 200;

/** Waits until `check` gives something; polling, since jobs tell nobody in a test. */
export async function eventually<Result>(
  check: () => Promise<Result | null | undefined | false>,
  limitMs = limits.wait,
): Promise<Result> {
  const deadline = Date.now() + limitMs;
  for (let pause = firstPause; ; pause = Math.min(1.4 * pause, longestPause)) {
    const result = await check();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`It did not happen within ${limitMs} ms`);
    await sleep(pause);
  }
}

/** Adds a text source and waits until it is `ready` or `failed`. */
export async function addText(
  client: Client,
  { chatbotId, title, text, url }: { chatbotId: string; title: string; text: string; url?: string },
) {
  const { id } = await client.sources.create({
    params: { chatbotId },
    body: { type: 'text', title, text, url: url ?? null },
  });
  return settled(client, { chatbotId, sourceId: id });
}

/** The source once its ingestion has ended. */
export function settled(client: Client, params: { chatbotId: string; sourceId: string }) {
  // The first one starts the process that reads documents, which takes its time on a busy machine.
  return eventually(async () => {
    const source = await client.sources.get({ params });
    return ['ready', 'failed'].includes(source.state) && source;
  }, limits.test);
}

/** Asks as a visitor, for the whole reply as JSON. */
export async function ask(
  server: Pick<TestServer, 'request'>,
  {
    key,
    token,
    headers,
    address,
    signal,
    ...body
  }: {
    key: string;
    token?: string;
    headers?: Record<string, string>;
    message: string;
    sessionId?: string;
    clientMessageId?: string;
    firstTurnSecret?: string;
    /** Where it comes from. */
    address?: string;
    signal?: AbortSignal;
  },
): Promise<Response> {
  const init = {
    method: 'POST',
    signal,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token ? { 'EchoAI-Visitor': token } : {}),
      ...headers,
    },
    body: JSON.stringify(body),
  };
  const from = address ? { incoming: { socket: { remoteAddress: address } } } : undefined;
  return server.request('/api/v1/chat', init, from);
}

export async function askForReply(...args: Parameters<typeof ask>): Promise<ChatReply> {
  const response = await ask(...args);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as ChatReply;
}

/** The server-sent events of a streamed turn. */
export async function readEvents(response: Response): Promise<ChatEvent[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const event = block.match(/^event: (.+)$/m)?.[1];
      const data = JSON.parse(block.match(/^data: (.+)$/m)?.[1] ?? 'null');
      return { event, data } as ChatEvent;
    });
}
