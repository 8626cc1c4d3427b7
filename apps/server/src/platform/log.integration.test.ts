import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFakeModels } from '../testing/fakeModels.ts';
import { type ModelServer, startModelServer } from '../testing/modelServer.ts';
import { addText, ask, startTestServer, type TestServer } from '../testing/testServer.ts';
import { createLog } from './log.ts';

const lines: string[] = [];
let server: TestServer;
let model: ModelServer;

beforeAll(async () => {
  model = await startModelServer();
  server = await startTestServer({
    models: createFakeModels({ chatUrl: model.url }),
    log: createLog('debug', { write: (line) => lines.push(line) }),
  });
});
afterAll(async () => {
  await server.close();
  await model.close();
});

it('logs hold ids and reasons, but no text of a visitor or owner, no key and no token', async () => {
  const { client, secretKey } = await server.createOrganisation();
  const bot = await client.chatbots.create({ body: { name: 'Shop', instructions: 'Be zesty.' } });
  const key = bot.publishableKey;
  await addText(client, {
    chatbotId: bot.id,
    title: 'Zebras',
    text: 'Zebras are rented for five euro.',
  });
  const turn = { key, message: 'For how many euro are zebras rented?' };
  const answered = await ask(server, turn);
  const { visitorToken } = (await answered.json()) as { visitorToken: string };
  model.state.behaviour = { kind: 'break-off', text: 'Zebras cost' };
  expect((await ask(server, turn)).status).toBe(502);
  await ask(server, { ...turn, token: 'vt_zero' });
  await server.request(`/api/v1/chatbots/${bot.id}/search?q=zebras`, {
    headers: { authorization: `Bearer ${secretKey}` },
  });
  // A statement that fails carries its parameters in its error.
  await server.database.asPlatform((tx) => tx.execute('alter table messages rename to gone'));
  expect((await ask(server, turn)).status).toBe(500);
  await server.database.asPlatform((tx) => tx.execute('alter table gone rename to messages'));

  const log = lines.join('');
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  expect(log).toContain('"msg":"request"');
  expect(log).toContain('"msg":"turn failed"');
  expect(log).toContain('"type":"QueryError"');
  expect(log).not.toMatch(/zebra|zesty|vt_zero/i);
  for (const secret of [key, secretKey, visitorToken]) expect(log).not.toContain(secret);
});
