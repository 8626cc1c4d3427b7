import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askForReply,
  openTestDatabase,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';
import { NestedConnectionError } from './database.ts';
import { migrate } from './migrate.ts';
import { chatbots } from './schema.ts';

let server: TestServer;
let ours: Awaited<ReturnType<TestServer['createOrganisation']>>;
let theirs: typeof ours;
let theirBot: string;

beforeAll(async () => {
  server = await startTestServer();
  ours = await server.createOrganisation();
  theirs = await server.createOrganisation();
  theirBot = (await theirs.client.chatbots.create({ body: { name: 'Theirs' } })).id;
});
afterAll(() => server.close());

describe('tenancy', () => {
  it('shows nothing of others to a query without a where', async () => {
    const rows = await server.database.withOrganisation(ours.organisationId, (tx) =>
      tx.select().from(chatbots),
    );
    expect(rows).toEqual([]);
    const seen = await server.database.withOrganisation(theirs.organisationId, (tx) =>
      tx.select().from(chatbots),
    );
    expect(seen.map(({ id }) => id)).toEqual([theirBot]);
  });

  it('changes and deletes nothing of others', async () => {
    const { changed, deleted } = await server.database.withOrganisation(
      ours.organisationId,
      async (tx) => ({
        changed: await tx.update(chatbots).set({ name: 'Ours' }).returning(),
        deleted: await tx.delete(chatbots).returning(),
      }),
    );
    expect({ changed, deleted }).toEqual({ changed: [], deleted: [] });
  });

  it('refuses a row in the name of another organisation', async () => {
    const insert = server.database.withOrganisation(ours.organisationId, (tx) =>
      tx.execute(sql`
        insert into files (id, organisation_id, media_type, bytes)
        values ('fil_x', ${theirs.organisationId}, 'text/plain', '')`),
    );
    await expect(insert).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('shows nothing when the organisation could not be set', async () => {
    const reading = server.database.withOrganisation('\0', (tx) => tx.select().from(chatbots));
    await expect(reading).rejects.toThrow();
  });

  it('has row-level security on every table that names an organisation', async () => {
    const { rows } = await server.database.asPlatform((tx) =>
      tx.execute<{ name: string; secured: boolean; policies: number }>(sql`
        select c.table_name as name, t.relrowsecurity as secured,
          (select count(*)::int from pg_policies p where p.tablename = c.table_name) as policies
        from information_schema.columns c
        join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace
        where c.table_schema = 'public' and c.column_name = 'organisation_id'`),
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => !row.secured || row.policies === 0)).toEqual([]);
  });

  it('denies features the accounts and the job queue', async () => {
    for (const table of ['"user"', 'session', 'account', 'apikey', 'member', 'pgboss.job']) {
      const read = server.database.withOrganisation(ours.organisationId, (tx) =>
        tx.execute(sql.raw(`select 1 from ${table}`)),
      );
      await expect(read, table).rejects.toMatchObject({ cause: { code: '42501' } });
    }
  });

  it('catches the global connection inside a transaction instead of hanging', async () => {
    const nested = server.database.withOrganisation(ours.organisationId, () =>
      server.database.drizzle.select().from(chatbots),
    );
    await expect(nested).rejects.toSatisfy(isNestedConnection);
    const nestedTransaction = server.database.withOrganisation(ours.organisationId, () =>
      server.database.asPlatform(async () => {}),
    );
    await expect(nestedTransaction).rejects.toSatisfy(isNestedConnection);
  });

  it('answers another organisation’s ids as not found, on every endpoint', async () => {
    const params = { chatbotId: theirBot };
    const { client } = ours;
    const source = await theirs.client.sources.create({
      params,
      body: { type: 'text', title: 'Secret', text: 'The code is 4711.' },
    });
    const faq = await theirs.client.faqs.create({
      params,
      body: { question: 'What is the code?', answer: '4711' },
    });
    const intent = await theirs.client.intents.create({
      params,
      body: { name: 'secret', examples: ['What is the code?'] },
    });
    const bot = await theirs.client.chatbots.get({ params });
    const { sessionId: conversationId } = await askForReply(server, {
      key: bot.publishableKey,
      message: 'I live in Galway.',
    });
    const sourceParams = { ...params, sourceId: source.id };
    const faqParams = { ...params, faqId: faq.id };
    const intentParams = { ...params, intentId: intent.id };
    const attempts = [
      () => client.chatbots.get({ params }),
      () => client.chatbots.update({ params, body: { name: 'Mine' } }),
      () => client.chatbots.remove({ params }),
      () => client.chatbots.identity({ params }),
      () => client.chatbots.rotateIdentity({ params }),
      () => client.sources.list({ params }),
      () => client.sources.create({ params, body: { type: 'text', title: 'a', text: 'b' } }),
      () => client.sources.get({ params: sourceParams }),
      () => client.sources.update({ params: sourceParams, body: { title: 'Mine' } }),
      () => client.sources.retry({ params: sourceParams }),
      () => client.sources.passages({ params: sourceParams }),
      () => client.sources.remove({ params: sourceParams }),
      () => client.sources.search({ params, query: { q: 'code' } }),
      () => client.faqs.get({ params: faqParams }),
      () => client.faqs.create({ params, body: { question: 'a', answer: 'b' } }),
      () => client.faqs.update({ params: faqParams, body: { answer: 'c' } }),
      () => client.faqs.remove({ params: faqParams }),
      () => client.conversations.get({ params: { conversationId } }),
      () => client.conversations.messages({ params: { conversationId } }),
      () => client.conversations.memory({ params: { conversationId } }),
      () => client.conversations.send({ params: { conversationId }, body: { text: 'Hi' } }),
      () =>
        client.conversations.handOver({
          params: { conversationId },
          body: { answeredBy: 'person' },
        }),
      () => client.conversations.addTag({ params: { conversationId, tag: 'mine' } }),
      () => client.conversations.removeTag({ params: { conversationId, tag: 'mine' } }),
      () => client.intents.list({ params }),
      () => client.intents.create({ params, body: { name: 'mine' } }),
      () => client.intents.addDefaults({ params }),
      () => client.intents.try({ params, body: { text: 'What is the code?' } }),
      () => client.intents.status({ params }),
      () => client.intents.suggestions({ params }),
      () => client.intents.get({ params: intentParams }),
      () => client.intents.update({ params: intentParams, body: { title: 'Mine' } }),
      () => client.intents.remove({ params: intentParams }),
      () => client.everyday.list({ params }),
      () => client.everyday.update({ params: { ...params, act: 'joke' }, body: {} }),
      () => client.everyday.try({ params, body: { text: 'thanks' } }),
    ];
    for (const attempt of attempts) {
      await expect(attempt(), attempt.toString()).rejects.toMatchObject({
        problem: { code: 'not-found' },
      });
    }
  });
});

describe('migrations', () => {
  it('are applied once when two processes start together, and not again', async () => {
    const database = await openTestDatabase({ isMigrated: false });
    const applied = await Promise.all([migrate(database), migrate(database)]);
    expect(applied).toContainEqual([]);
    const names = applied.flat();
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
    expect(await migrate(database)).toEqual([]);
    await database.close();
  });
});

function isNestedConnection(error: unknown): boolean {
  const { cause } = error as { cause?: unknown };
  return error instanceof NestedConnectionError || cause instanceof NestedConnectionError;
}
