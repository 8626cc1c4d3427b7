import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFakeModels } from '../testing/fakeModels.ts';
import { type ModelServer, startModelServer } from '../testing/modelServer.ts';
import {
  addText,
  ask,
  eventually,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';
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

it('logs and answers to others repeat no text that came from outside, by whatever road', async () => {
  lines.length = 0;
  const canary = 'canary';
  const { client, secretKey } = await server.createOrganisation();
  const bot = await client.chatbots.create({ body: { name: 'Shop' } });
  const turn = { key: bot.publishableKey, message: 'For how many euro are zebras rented?' };
  const send = (path: string, body: string, headers: Record<string, string> = {}) =>
    server.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000', ...headers },
      body,
    });
  await addText(client, {
    chatbotId: bot.id,
    title: 'Zebras',
    text: 'Zebras are rented for five euro.',
  });
  await ask(server, { ...turn, message: `My name is ${canary}.` });

  // What a model invents, what it writes instead of JSON, and what its provider repeats; it reads
  // what an unhappy visitor writes.
  const read = (reading: string) => {
    model.state.reading = reading;
    const message = 'I am really angry and disappointed. For how many euro are zebras rented?';
    return ask(server, { ...turn, message });
  };
  model.state.behaviour = { kind: 'answer', text: 'Five euro [1].' };
  await read(`{"sentiment": 0, "intent": "${canary}", "confidence": 0.9}`);
  await read(`{"sentiment": 0, "intent": ${canary}`);
  await read(`{"sentiment": "${canary}", "${canary}": 1}`);
  model.state.behaviour = { kind: 'status', status: 400, message: `not ${canary}` };
  const refused = await ask(server, turn);
  expect([refused.status, await refused.text()]).toEqual([
    502,
    expect.not.stringContaining(canary),
  ]);

  // Requests that cannot be served: their paths, names, bodies and files.
  const workflow = await client.workflows.create({ body: { name: 'Hook' } });
  const hook = new URL(workflow.webhook.url!).pathname;
  await send(hook, `{"a": ${canary}`);
  await send(`${hook}${canary}`, '{}');
  await send(`/api/v1/${canary}`, '{}');
  await send(
    '/auth/sign-in/email',
    JSON.stringify({ email: `${canary}@x.example`, password: canary }),
  );
  await send('/auth/sign-in/email', `{"${canary}`);
  await send(`/auth/${canary}?${canary}`, '{}');
  const form = new FormData();
  form.set('file', new File([`%PDF-1.4 ${canary}`], `${canary}.pdf`));
  await server.request(`/api/v1/chatbots/${bot.id}/sources`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}` },
    body: form,
  });
  await eventually(async () => lines.some((line) => line.includes('ingestion failed')));

  // Statements that fail, with their parameters and the values that PostgreSQL quotes.
  await server.database.asPlatform((tx) => tx.execute('alter table intents rename to gone'));
  await ask(server, turn);
  await server.request(`/api/v1/chatbots/${bot.id}/intents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: canary, description: canary, examples: [canary] }),
  });
  await server.database.asPlatform((tx) => tx.execute('alter table gone rename to intents'));

  const log = lines.join('');
  expect(log).toContain('"msg":"the model did not read a message"');
  expect(log).toContain('/api/v1/hooks/…');
  expect(log).toContain(`/api/v1/chatbots/${bot.id}/sources`);
  expect(log).not.toContain(hook.split('/').at(-1)!);
  expect(lines.filter((line) => line.includes(canary))).toEqual([]);
});
