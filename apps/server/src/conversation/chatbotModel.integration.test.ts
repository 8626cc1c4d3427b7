import { expect, it } from 'vitest';
import { openModels } from '../platform/models/models.ts';
import { createFakeModels } from '../testing/fakeModels.ts';
import { startTestServer } from '../testing/testServer.ts';

it('a chatbot’s model is refused with the reason when it cannot be opened here', async () => {
  const { chatModel, problemWith } = openModels(
    {
      chat: { model: 'gpt-6-luna', apiKey: 'sk-test', baseUrl: null },
      embedding: { model: 'offline', apiKey: '', baseUrl: null },
    },
    { isThere: (name) => name !== '@langchain/anthropic' },
  );
  const server = await startTestServer({
    models: { ...createFakeModels(), chatModel, problemWith },
  });
  const { client } = await server.createOrganisation();
  const bot = await client.chatbots.create({ body: { name: 'Shop', model: 'ollama:llama3.1:8b' } });
  expect(bot.model).toBe('ollama:llama3.1:8b');
  const params = { chatbotId: bot.id };
  for (const [model, reason] of [
    ['anthropic:claude-haiku-4-5', 'npm install --no-save --omit=dev @langchain/anthropic@'],
    ['google:gemini-3.5-flash-lite', 'needs GOOGLE_API_KEY'],
    ['cohere:command-a', '“cohere” is no provider that EchoAI knows'],
  ] as const) {
    const refusal = {
      problem: {
        code: 'invalid-request',
        errors: [{ path: 'model', message: expect.stringContaining(reason) }],
      },
    };
    await expect(client.chatbots.update({ params, body: { model } })).rejects.toMatchObject(
      refusal,
    );
    await expect(client.chatbots.create({ body: { name: 'Blog', model } })).rejects.toMatchObject(
      refusal,
    );
  }
  expect((await client.chatbots.update({ params, body: { model: null } })).model).toBeNull();
  await server.close();
});
