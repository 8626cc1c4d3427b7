import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addText,
  ask,
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
  urlOfDatabase,
} from '../../testing/testServer.ts';
import { isUnavailable, readDriverError } from './unavailable.ts';

const owner = { email: 'ada@shop.example', password: 'correct horse battery' };

/** PGlite is in this process; its connection cannot break. */
const onPostgres = describe.runIf(process.env.DATABASE_URL);

onPostgres('a PostgreSQL connection that breaks', () => {
  let server: TestServer;
  let client: Awaited<ReturnType<TestServer['createOrganisation']>>['client'];
  let chatbotId: string;
  let key: string;
  let secretKey: string;
  /** A connection that nothing ends. */
  let beside: Client;

  beforeAll(async () => {
    server = await startTestServer({
      environment: { ECHOAI_ADMIN_EMAIL: owner.email, ECHOAI_ADMIN_PASSWORD: owner.password },
    });
    ({ client, secretKey } = await server.createOrganisation());
    ({ id: chatbotId, publishableKey: key } = await client.chatbots.create({
      body: { name: 'Bot' },
    }));
    const { rows } = await server.database.asPlatform((tx) =>
      tx.execute<{ name: string }>(sql`select current_database() as name`),
    );
    beside = new Client({
      connectionString: urlOfDatabase(process.env.DATABASE_URL!, rows[0]!.name),
    });
    await beside.connect();
  });
  afterAll(async () => {
    await beside.end();
    await server.close();
  });

  /** The owner's cookie. */
  const signIn = async () => {
    const response = await server.request('/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
      body: JSON.stringify(owner),
    });
    return response.headers.getSetCookie()[0]!.split(';')[0]!;
  };

  /** Ends the server's connections for which a condition holds; the pool has noticed. @returns how many */
  const terminate = async (condition: string) => {
    const { rows } = await beside.query(`
      select count(pg_terminate_backend(pid, 10000))::int as ended from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and ${condition}`);
    await setImmediate(); // all sockets that have ended were read, in whatever order
    return rows[0].ended as number;
  };

  it('fails the transaction that has it open, whose work can be done again at once', async () => {
    const broken = server.database.asPlatform(async (tx) => {
      await tx.execute(sql`create table never (id integer)`);
      await terminate(`application_name = 'echoai'`);
      await tx.execute(sql`select 1`);
    });
    expect(isUnavailable(await broken.catch((error) => error))).toBe(true);
    const { rows } = await server.database.asPlatform((tx) =>
      tx.execute(sql`select to_regclass('never') as made`),
    );
    expect(rows).toEqual([{ made: null }]);
  });

  it('fails the transaction that waits for the answer to a statement', async () => {
    const waiting = server.database
      .asPlatform((tx) => tx.execute(sql`select pg_sleep(50)`))
      .catch((error: unknown) => error);
    await eventually(async () => (await terminate(`query like '%pg_sleep(50)%'`)) > 0);
    expect(isUnavailable(await waiting)).toBe(true);
  });

  it('makes a turn answer that it can be sent again, and that one is answered once', async () => {
    const { sessionId, visitorToken: token } = await askForReply(server, { key, message: 'Hello' });
    const question = { key, token: token!, sessionId, message: 'Hello', clientMessageId: 'once' };
    await beside.query('begin; lock table messages in exclusive mode');
    const asked = ask(server, question);
    await eventually(async () => (await terminate(`wait_event_type = 'Lock'`)) > 0);
    await beside.query('rollback');
    const refused = await asked;
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'database-unavailable' });

    await askForReply(server, question);
    const { items } = await client.conversations.messages({
      params: { conversationId: sessionId },
    });
    const sent = items.filter(({ clientMessageId }) => clientMessageId === 'once');
    expect(sent.map(({ state }) => state)).toEqual(['complete']);
    expect(items.filter(({ role }) => role === 'assistant')).toHaveLength(2);
  });

  it('does not make a secret key look revoked, or a person signed out', async () => {
    for (const [table, headers] of [
      ['apikey', { authorization: `Bearer ${secretKey}` }],
      ['session', { cookie: await signIn() }],
    ] as const) {
      await beside.query(`begin; lock table ${table} in access exclusive mode`);
      const asked = server.request('/api/v1/chatbots', { headers });
      await eventually(async () => (await terminate(`wait_event_type = 'Lock'`)) > 0);
      await beside.query('rollback');
      expect((await asked).status).toBe(503);
      expect((await server.request('/api/v1/chatbots', { headers })).status).toBe(200);
    }
  });

  it.each(['echoai', 'echoai-live', 'echoai-jobs'])(
    'is replaced, and jobs and events go on, whichever it is: %s',
    async (application) => {
      await eventually(async () => (await terminate(`application_name = '${application}'`)) > 0);
      const source = await addText(client, {
        chatbotId,
        title: application,
        text: 'You have 60 days to return shoes.',
      });
      expect(source.state).toBe('ready');
      expect((await server.request('/readyz')).status).toBe(200);
    },
  );
});

describe('an error of the driver', () => {
  it.each([
    Object.assign(new Error('the database system is starting up'), { code: '57P03' }),
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    Object.assign(new AggregateError([{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH' }])),
    new Error('Connection terminated unexpectedly'),
  ])('says that the database cannot be reached: %s', (error) => {
    const read = readDriverError(error);
    expect(isUnavailable(new Error('wrapped', { cause: read }))).toBe(true);
    expect(isUnavailable(error)).toBe(false); // the same from elsewhere means something else
  });

  it('is left as it is when a statement is wrong', () => {
    const error = Object.assign(new Error('division by zero'), { code: '22012' });
    expect(readDriverError(error)).toBe(error);
  });
});
