import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../platform/database/database.ts';
import { lowestIdAt } from '../platform/newId.ts';
import { createFakeModels } from '../testing/fakeModels.ts';
import { freePort } from '../testing/freePort.ts';
import { startModelServer } from '../testing/modelServer.ts';
import { limits } from '../testing/patience.ts';
import {
  addText,
  askForReply,
  openTestDatabase,
  openTestDatabaseUrl,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';

const port = await freePort();
const ahead = 5_000;
/** Catches a hang: another process loads the whole server first. */
const patient = { timeout: limits.longTest };

let postgres: Awaited<ReturnType<typeof openTestDatabaseUrl>>;
let model: Awaited<ReturnType<typeof startModelServer>>;
let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let key: string;

beforeAll(async () => {
  postgres = await openTestDatabaseUrl();
  model = await startModelServer({ kind: 'answer', text: 'Bags within 30 days [1].' });
  const database = postgres ? await openAt(postgres.url) : await openTestDatabase();
  const models = createFakeModels({ chatUrl: model.url });
  server = await startTestServer({ database, models });
  organisation = await server.createOrganisation();
  const bot = await organisation.client.chatbots.create({ body: { name: 'Shop' } });
  key = bot.publishableKey;
  await addText(organisation.client, {
    chatbotId: bot.id,
    title: 'Returns',
    text: 'You have 30 days to return bags. You have 60 days to return shoes.',
  });
});
afterAll(async () => {
  await server.close();
  await model.close();
  await postgres?.drop();
});

async function openAt(url: string): Promise<Database> {
  const { openPostgres } = await import('../platform/database/postgres.ts');
  return createDatabase(await openPostgres(url));
}

/** What was said, in the order in which an operator reads it; in pages of two. */
async function read(conversationId: string): Promise<string[]> {
  const said: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await organisation.client.conversations.messages({
      params: { conversationId },
      query: { limit: 2, ...(cursor ? { cursor } : {}) },
    });
    said.push(...page.items.map(({ content }) => content));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return said;
}

/** What the model was last given of the conversation. */
const context = () =>
  model.state.requests
    .at(-1)!
    .messages.filter(({ role }) => role !== 'system')
    .map(({ content }) => content)
    .join('\n');

describe('messages', () => {
  it(
    'are in the order of the database after one that a fast clock dated later',
    patient,
    async () => {
      const first = await askForReply(server, { key, message: 'Can I return a bag?' });
      const { sessionId, visitorToken } = first;
      // Stored by a process whose clock is an hour ahead, which made ids before the database did.
      const [question, answer] = [1, 2].map((place) =>
        lowestIdAt('msg', Date.now() + 3_600_000 + place),
      );
      await server.database.asPlatform((tx) =>
        tx.execute(sql`
        insert into messages (id, organisation_id, session_id, role, content, state, reply_to_id, answered)
        values (${question}, ${organisation.organisationId}, ${sessionId}, 'user', 'And a jacket?', 'complete', null, null),
          (${answer}, ${organisation.organisationId}, ${sessionId}, 'assistant', 'A jacket too.', 'complete', ${question}, true)`),
      );
      const asked = { key, token: visitorToken!, sessionId };
      await askForReply(server, { ...asked, message: 'And how long for shoes?' });
      expect(context()).toMatch(/bag\?.*And a jacket\?.*A jacket too\..*how long for shoes/s);
      await askForReply(server, { ...asked, message: 'And for boots?' });
      const said = await read(sessionId);
      expect(said.filter((_, place) => place % 2 === 0)).toEqual([
        ...['Can I return a bag?', 'And a jacket?', 'And how long for shoes?', 'And for boots?'],
      ]);
    },
  );

  it('have ids that are later than all before, and no two the same', async () => {
    const { sessionId } = await askForReply(server, { key, message: 'Hello' });
    const stored = await server.database.asPlatform((tx) =>
      tx.execute<{ id: string }>(sql`
        insert into messages (id, organisation_id, session_id, role, content, state)
        select next_message_id(${sessionId}), ${organisation.organisationId}, ${sessionId}, 'user',
          place::text, 'complete' from generate_series(1, 500) place
        returning id`),
    );
    const ids = stored.rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(500);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every((id) => /^msg_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(id))).toBe(true);
  });

  // PGlite is one process's own.
  it.skipIf(!process.env.DATABASE_URL)(
    'of two processes whose clocks are 5 s apart are read in the order in which they were said',
    patient,
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'echoai-order-'));
      const other = await startAhead({ url: postgres!.url, directory });
      try {
        const first = await askForReply(other, { key, message: 'Can I return a bag?' });
        const asked = { key, token: first.visitorToken!, sessionId: first.sessionId };
        await askForReply(server, { ...asked, message: 'And how long for shoes?' });
        expect(context()).toMatch(/return a bag\?.*how long for shoes/s);
        await askForReply(other, { ...asked, message: 'And for boots?' });
        await askForReply(server, { ...asked, message: 'And for hats?' });
        expect(context()).toMatch(/a bag\?.*shoes\?.*boots\?.*hats\?/s);
        expect((await read(first.sessionId)).filter((_, place) => place % 2 === 0)).toEqual([
          ...['Can I return a bag?', 'And how long for shoes?', 'And for boots?', 'And for hats?'],
        ]);
      } finally {
        other.child.kill('SIGKILL');
        await rm(directory, { recursive: true, force: true });
      }
    },
  );
});

/** Another process on the same database, whose clock is ahead. */
async function startAhead({ url, directory }: { url: string; directory: string }) {
  const clock = `const { now } = Date; Date.now = () => now() + ${ahead}; globalThis.Date = class extends Date { constructor(...given) { super(...(given.length ? given : [Date.now()])); } };`;
  const child: ChildProcess = fork(
    fileURLToPath(new URL('../automation/testing/process.ts', import.meta.url)),
    {
      execArgv: [`--import=data:text/javascript,${encodeURIComponent(clock)}`],
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        ECHOAI_LOG: 'error',
        ECHOAI_DEMO: 'off',
        ECHOAI_SECRET: 'a secret of the test, of 32 characters or more',
        ECHOAI_DATA_DIR: directory,
        DATABASE_URL: url,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  child.send(port);
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`The process ended with ${code}`)));
  });
  const request: TestServer['request'] = (path, init) =>
    fetch(`http://127.0.0.1:${port}${path}`, init);
  return { child, request };
}
