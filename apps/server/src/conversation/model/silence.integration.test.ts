import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFakeModels } from '../../testing/fakeModels.ts';
import { type ModelServer, startModelServer } from '../../testing/modelServer.ts';
import { addText, ask, startTestServer, type TestServer } from '../../testing/testServer.ts';

/** Long enough that a busy machine does not make a slow model silent. */
const silenceMs = 2_500;

let model: ModelServer;
let server: TestServer;
let key: string;

beforeAll(async () => {
  model = await startModelServer();
  server = await startTestServer({
    models: { ...createFakeModels({ chatUrl: model.url }), silenceMs },
  });
  const { client } = await server.createOrganisation();
  const bot = await client.chatbots.create({ body: { name: 'Shop' } });
  key = bot.publishableKey;
  await addText(client, { chatbotId: bot.id, title: 'Returns', text: 'Shoes: 60 days to return.' });
  await turn(); // the first one loads the model's client, which is not what is measured
});
afterAll(async () => {
  await server.close();
  await model.close();
});

const turn = () => ask(server, { key, message: 'How many days to return shoes?' });

it.each([
  ['before its first word', ''],
  ['in the middle of a sentence', 'You have'],
])('a model that falls silent %s is given up, and the visitor can try again', async (_, text) => {
  model.state.behaviour = { kind: 'silence', text };
  const response = await turn();
  expect(response.status).toBe(504);
  expect(await response.json()).toMatchObject({ code: 'model-timeout' });
});

it('a model that is slow but talks is waited for, however long the whole answer takes', async () => {
  model.state.behaviour = {
    kind: 'answer',
    text: 'You have sixty days for shoes [1].',
    chunkDelayMs: silenceMs / 5,
  };
  const response = await turn();
  expect(await response.json()).toMatchObject({ answered: true });
});
