import { createClient } from '@echoai/contract';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { chatbots } from '../platform/database/schema.ts';
import { openModels } from '../platform/models/models.ts';
import { startEmbeddingServer } from '../testing/embeddingServer.ts';
import { createFakeModels } from '../testing/fakeModels.ts';
import {
  addText,
  askForReply,
  eventually,
  openTestDatabase,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';
import { searchDatabase } from './findCandidates.ts';
import { recallPassages, searchMemory } from './passageMemory.ts';

const model = 'nomic-embed-text';
const pages = [
  { title: 'Returns', text: 'You can return shoes within thirty days. Keep the box.' },
  { title: 'Museum', text: 'The museum opens at nine. On Mondays it stays closed.' },
  { title: 'Parking', text: 'Cars park in the yard free of charge.' },
];

/** Vectors of `EMBEDDING_MODEL` come from the stand-in; the offline ones stay without weights. */
function modelsAt(baseUrl: string) {
  const { embedQuestion, embedPassages } = openModels({
    chat: null,
    embedding: { model, apiKey: '', baseUrl },
  });
  const fake = createFakeModels({ embeddingModel: model });
  return {
    ...fake,
    embedQuestion: (name: string, text: string) =>
      (name === model ? embedQuestion : fake.embedQuestion)(name, text),
    embedPassages: (name: string, texts: string[]) =>
      (name === model ? embedPassages : fake.embedPassages)(name, texts),
  };
}

/** What both places of search find for the vector alone. */
async function findBoth(
  { database }: TestServer,
  {
    chatbotId,
    organisationId,
    vector,
  }: Record<'chatbotId' | 'organisationId', string> & {
    vector: number[];
  },
) {
  const revision = await database.withOrganisation(organisationId, async (tx) => {
    const [row] = await tx.select().from(chatbots).where(eq(chatbots.id, chatbotId));
    return row!.knowledgeRevision;
  });
  const query = {
    terms: [],
    everyday: [],
    everydayPassages: 4_000,
    queryEmbedding: vector,
    count: 10,
  };
  const key = { organisationId, chatbotId, embeddingModel: model };
  const memory = await recallPassages({ database, revision, ...key });
  const found = [
    await searchMemory(memory).findCandidates(query),
    await database.withOrganisation(organisationId, (tx) =>
      searchDatabase({ tx, chatbotId, embeddingModel: model }).findCandidates(query),
    ),
  ];
  return found.map(({ candidates }) =>
    candidates
      .map(({ title, cosine, sentenceCosines }) => ({
        title,
        cosine: cosine?.toFixed(4),
        sentences: sentenceCosines?.map((value) => value.toFixed(2)),
      }))
      .sort((a, b) => a.title.localeCompare(b.title)),
  );
}

describe('an embedding model with a size of its own', () => {
  // 3,072 numbers do not fit a row of the database, and 130 are no multiple of four.
  it.each([768, 3_072, 130])('of %i numbers is stored and searched', async (size) => {
    const standIn = await startEmbeddingServer({ size });
    const server = await startTestServer({ models: modelsAt(standIn.url) });
    const { client, organisationId } = await server.createOrganisation();
    const bot = await client.chatbots.create({ body: { name: 'Shop' } });
    for (const page of pages) {
      const source = await addText(client, { chatbotId: bot.id, ...page });
      expect(source).toMatchObject({ state: 'ready', error: null });
    }
    const question = { question: 'Are dogs allowed?', answer: 'Dogs are welcome on a lead.' };
    await client.faqs.create({ params: { chatbotId: bot.id }, body: question });
    expect(standIn.state.requests.every(({ body }) => body.dimensions === 512)).toBe(true);

    const { passages } = await client.sources.search({
      params: { chatbotId: bot.id },
      query: { q: 'When does the museum open?' },
    });
    expect(passages[0]!.title).toBe('Museum');
    const reply = await askForReply(server, {
      key: bot.publishableKey,
      message: 'When does the museum open?',
    });
    expect(reply).toMatchObject({ answered: true, citations: [{ title: 'Museum' }] });

    const vector = await modelsAt(standIn.url).embedQuestion(model, 'The museum opens at nine.');
    expect(vector).toHaveLength(size);
    const at = { organisationId, chatbotId: bot.id };
    const [memory, database] = await findBoth(server, { ...at, vector });
    expect(memory).toEqual(database);
    expect(memory!.find(({ title }) => title === 'Museum')!.sentences![0]).toBe('1.00');
    expect(memory!.every(({ cosine }) => cosine !== undefined)).toBe(true);
    // A question of another size is compared with nothing.
    const [otherMemory, otherDatabase] = await findBoth(server, { ...at, vector: [1, 0, 0] });
    expect(otherMemory!.every(({ cosine }) => cosine === undefined)).toBe(true);
    expect(otherDatabase!.every(({ cosine }) => cosine === undefined)).toBe(true);
    await server.close();
    await standIn.close();
  });

  it('takes over from the offline model in the background', async () => {
    const standIn = await startEmbeddingServer();
    const database = await openTestDatabase();
    const borrowed = { ...database, close: async () => {} };
    const before = await startTestServer({ database: borrowed });
    const { client } = await before.createOrganisation();
    const bot = await client.chatbots.create({ body: { name: 'Museum' } });
    for (const page of pages) await addText(client, { chatbotId: bot.id, ...page });
    await before.close();

    const after = await startTestServer({ models: modelsAt(standIn.url), database: borrowed });
    const turn = { key: bot.publishableKey, message: 'When does the museum open?' };
    await eventually(async () => {
      expect((await askForReply(after, turn)).answered).toBe(true);
      const { rows } = await database.asPlatform((tx) =>
        tx.execute<{ model: string; size: number }>(
          'select distinct model, vector_dims(embedding) as size from passage_embeddings',
        ),
      );
      return rows.length === 1 && rows[0]!.model === model && rows[0]!.size === 768;
    });
    await after.close();
    await database.close();
    await standIn.close();
  });

  it('that changes its size fails the source with a reason, also after a restart', async () => {
    const standIn = await startEmbeddingServer();
    const database = await openTestDatabase();
    const borrowed = { ...database, close: async () => {} };
    const before = await startTestServer({ models: modelsAt(standIn.url), database: borrowed });
    const { client, secretKey } = await before.createOrganisation();
    const { id: chatbotId, publishableKey } = await client.chatbots.create({
      body: { name: 'Shop' },
    });
    const [returns, museum, parking] = pages;
    await addText(client, { chatbotId, ...returns! });
    standIn.state.size = 1_024;
    const reason = /nomic-embed-text makes vectors of 1024 numbers now, .* of 768 before/;
    const failed = await addText(client, { chatbotId, ...museum! });
    expect(failed).toMatchObject({ state: 'failed', error: expect.stringMatching(reason) });
    await before.close();

    const after = await startTestServer({ models: modelsAt(standIn.url), database: borrowed });
    const restarted = createClient({
      baseUrl: 'http://localhost:3000',
      headers: { authorization: `Bearer ${secretKey}` },
      fetch: (url, init) => after.request(new URL(String(url)).pathname, init as RequestInit),
    });
    const again = await addText(restarted, { chatbotId, ...parking! });
    expect(again).toMatchObject({ state: 'failed', error: expect.stringMatching(reason) });
    // What there is is found by its words.
    const message = 'Can I return my shoes within thirty days?';
    const reply = await askForReply(after, { key: publishableKey, message });
    expect(reply.citations).toMatchObject([{ title: 'Returns' }]);
    await after.close();
    await database.close();
    await standIn.close();
  });
});
