import { expect, it } from 'vitest';
import { createLog } from '../platform/log.ts';
import { openModels } from '../platform/models/models.ts';
import { createFakeModels } from '../testing/fakeModels.ts';
import { startTestServer } from '../testing/testServer.ts';

it('tells the owner which models end or cannot be opened, at the start and in the dashboard', async () => {
  let isInstalled = true;
  const opened = openModels(
    {
      chat: {
        model: 'gpt-4o-mini',
        fastModel: 'gpt-6-luna',
        apiKey: 'sk-test',
        baseUrl: null,
        providers: { anthropic: { apiKey: 'sk-ant' } },
      },
      embedding: { model: 'offline', apiKey: '', baseUrl: null },
    },
    { now: () => new Date('2026-11-30T12:00:00Z'), isThere: () => isInstalled },
  );
  const { chatModel, fastModel, problemWith, noticeOf, notices } = opened;
  const models = { ...createFakeModels(), chatModel, fastModel, problemWith, noticeOf, notices };
  const logged: string[] = [];
  const log = createLog('warn', { write: (line) => logged.push(JSON.parse(line).msg) });
  const server = await startTestServer({ models, log });
  const ofConfiguration =
    'gpt-4o-mini will be withdrawn on 14 January 2027. Set CHAT_MODEL to gpt-6-luna.';
  expect(logged).toContain(ofConfiguration);

  const { client } = await server.createOrganisation();
  const chatbots = { Shop: 'gpt-5-nano', Repairs: 'anthropic:claude-haiku-4-5', Blog: null };
  for (const [name, model] of Object.entries(chatbots))
    await client.chatbots.create({ body: { name, model } });
  isInstalled = false; // an upgrade removed the package
  const other = await server.createOrganisation();

  expect((await client.workspace.me()).models).toEqual({
    chat: 'gpt-4o-mini',
    fast: 'gpt-6-luna',
    embedding: 'offline',
    notices: [
      ofConfiguration,
      'gpt-5-nano will be withdrawn on 11 December 2026, in 11 days. Set the model of “Shop” to gpt-6-luna.',
      'The model of “Repairs” cannot be used. The package @langchain/anthropic is not installed. Run this in the folder of EchoAI, then start it again:\n  npm install --no-save --omit=dev @langchain/anthropic@1.5.11',
    ],
  });
  expect((await other.client.workspace.me()).models.notices).toEqual([ofConfiguration]);
  await server.close();
});
