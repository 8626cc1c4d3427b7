import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDemoFaqs, readDemoPages } from '../demo/seedDemo.ts';
import { chatbots } from '../platform/database/schema.ts';
import { createFakeModels } from '../testing/fakeModels.ts';
import { addText, eventually, startTestServer, type TestServer } from '../testing/testServer.ts';
import { searchDatabase } from './findCandidates.ts';
import { recallPassages, searchMemory } from './passageMemory.ts';
import { type Retrieval, retrieve } from './retrieve.ts';

const questions = [
  'How long do I have to return something?',
  'do you ship to norway',
  'gift card expiry',
  'Is the mizle jaket waterprof?', // three slips of the pen
  'Can I order without an account?',
  'who won the world cup',
  '!!!',
];

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let chatbotId: string;
const models = createFakeModels();

beforeAll(async () => {
  server = await startTestServer({ models });
  organisation = await server.createOrganisation();
  const { client } = organisation;
  ({ id: chatbotId } = await client.chatbots.create({ body: { name: 'Shop' } }));
  for (const page of await readDemoPages()) await addText(client, { chatbotId, ...page });
  for (const body of await readDemoFaqs()) {
    await client.faqs.create({ params: { chatbotId }, body });
  }
});
afterAll(() => server.close());

/** What both places find for a question, by words and meaning or by words alone. */
async function retrieveBoth(query: string, byMeaning: boolean): Promise<Retrieval[]> {
  const { database } = server;
  const { organisationId } = organisation;
  const queryEmbedding = byMeaning ? await models.embedQuestion('offline', query) : null;
  const embeddingModel = 'offline';
  const revision = await database.withOrganisation(organisationId, async (tx) => {
    const [row] = await tx.select().from(chatbots).where(eq(chatbots.id, chatbotId));
    return row!.knowledgeRevision;
  });
  const memory = await recallPassages({
    database,
    organisationId,
    chatbotId,
    embeddingModel,
    revision,
  });
  return [
    await retrieve({ search: searchMemory(memory), query, queryEmbedding, limit: 8 }),
    await database.withOrganisation(organisationId, (tx) => {
      const search = searchDatabase({ tx, chatbotId, embeddingModel });
      return retrieve({ search, query, queryEmbedding, limit: 8 });
    }),
  ];
}

/** Scores in single and in double precision differ in the last digits. */
function rounded({ passages, ...rest }: Retrieval) {
  return {
    ...rest,
    confidence: rest.confidence.toFixed(3),
    passages: passages.map(({ id, title, text, score }) => ({
      id,
      title,
      text,
      score: score.toFixed(3),
    })),
  };
}

describe('the copy in memory and the database', () => {
  it.each(questions)('find the same for “%s”', async (question) => {
    for (const byMeaning of [true, false]) {
      const [memory, database] = await retrieveBoth(question, byMeaning);
      expect(rounded(memory!)).toEqual(rounded(database!));
    }
  });

  it('find the same after a page was edited, one deleted and an FAQ added', async () => {
    const { client } = organisation;
    const { items } = await client.sources.list({ params: { chatbotId } });
    const [deleted, edited] = items;
    await client.sources.remove({ params: { chatbotId, sourceId: deleted!.id } });
    const params = { chatbotId, sourceId: edited!.id };
    await client.sources.update({ params, body: { title: 'Parking' } });
    // Read again by a job, which must not fall between the two searches.
    await eventually(async () => (await client.sources.get({ params })).state === 'ready');
    await client.faqs.create({
      params: { chatbotId },
      body: { question: 'Where can I park?', answer: 'Behind the shop, free of charge.' },
    });
    const [memory, database] = await retrieveBoth('Where can I park my car?', true);
    expect(rounded(memory!)).toEqual(rounded(database!));
    expect(memory!.passages[0]?.title).toBe('Where can I park?');
    expect(memory!.passages.map(({ sourceId }) => sourceId)).not.toContain(deleted!.id);
  });
});
