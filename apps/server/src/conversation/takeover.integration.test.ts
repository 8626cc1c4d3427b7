import type { ChatEvent, ChatReply } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../platform/database/database.ts';
import { openPostgres } from '../platform/database/postgres.ts';
import { createFakeModels } from '../testing/fakeModels.ts';
import { type ModelServer, startModelServer } from '../testing/modelServer.ts';
import {
  addText,
  ask,
  askForReply,
  eventually,
  openTestDatabaseUrl,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';

const question = 'How many days do I have to return shoes?';
/** It begins, and does not end by itself. */
const unending = { kind: 'silence', text: 'You have sixty days [1]. And' } as const;

let model: ModelServer;
let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let key: string;
/** Awaited before a question is embedded, which every turn begins with. */
let gate: Promise<void> | null = null;
let waiting = 0;

/** The conversation of a visitor who said hello. */
let visitor: { token: string; sessionId: string };

function createModels(chatUrl?: string) {
  const models = createFakeModels({ chatUrl });
  return {
    ...models,
    async embedQuestion(...args: Parameters<typeof models.embedQuestion>) {
      waiting++;
      await gate;
      return models.embedQuestion(...args);
    },
  };
}

async function prepare(on: TestServer) {
  const made = await on.createOrganisation();
  const bot = await made.client.chatbots.create({ body: { name: 'Shop' } });
  const text = 'You have 60 days to return shoes.';
  await addText(made.client, { chatbotId: bot.id, title: 'Returns', text });
  return { organisation: made, key: bot.publishableKey };
}

beforeAll(async () => {
  model = await startModelServer();
  server = await startTestServer({ models: createModels(model.url) });
  ({ organisation, key } = await prepare(server));
});
afterAll(async () => {
  await server.close();
  await model.close();
});
beforeEach(async () => {
  model.state.behaviour = { kind: 'answer', text: 'Hello!' };
  visitor = await sayHello(server, key);
  model.state.behaviour = unending;
  model.state.requests.length = 0;
  model.state.givenUp = 0;
});
afterEach(() => {
  gate = null;
});

async function sayHello(on: TestServer, key: string) {
  const { visitorToken, sessionId } = await askForReply(on, { key, message: 'Hello' });
  return { token: visitorToken!, sessionId };
}

/** Asks, and resolves once the first words of the answer were streamed. */
async function askAndRead(on: TestServer, key: string) {
  const { sessionId, token } = visitor;
  const headers = { accept: 'text/event-stream' };
  const response = await ask(on, { key, token, sessionId, headers, message: question });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('event: delta')) text += (await reader.read()).value ?? '';
  return {
    /** The events of the whole stream, once it has ended. */
    async rest(): Promise<ChatEvent[]> {
      for (let part = await reader.read(); !part.done; part = await reader.read())
        text += part.value;
      return [...text.matchAll(/^event: (.+)\ndata: (.+)$/gm)].map(
        ([, event, data]) => ({ event, data: JSON.parse(data!) }) as ChatEvent,
      );
    },
  };
}

const said = async () => {
  const params = { conversationId: visitor.sessionId };
  const { items } = await organisation.client.conversations.messages({ params });
  return items.slice(2).map(({ author, content, state }) => `${author} ${state}: ${content}`);
};
const params = () => ({ conversationId: visitor.sessionId });
const takeOver = (client = organisation.client) =>
  client.conversations.handOver({ params: params(), body: { answeredBy: 'person' } });

describe('a person who takes over while an answer is written', () => {
  it('ends its stream and the request to the model, and nothing of it is stored', async () => {
    const stream = await askAndRead(server, key);
    await takeOver();
    const events = await stream.rest();
    expect(events.at(-1)).toMatchObject({
      event: 'done',
      data: { handledBy: 'person', answer: '', answered: false, citations: [] },
    });
    expect(events.map(({ event }) => event)).not.toContain('citations');
    await eventually(async () => model.state.givenUp === 1);
    expect(await said()).toEqual([`visitor complete: ${question}`]);
    const conversation = await organisation.client.conversations.get({ params: params() });
    expect(conversation).toMatchObject({ answeredBy: 'person', waitsForPerson: true });
    const { rows } = await server.database.withOrganisation(organisation.organisationId, (tx) =>
      tx.execute<{ type: string }>(sql`
        select type from domain_events where payload->>'sessionId' = ${visitor.sessionId}
        order by id`),
    );
    expect(rows.map(({ type }) => type).slice(3)).toEqual([
      'conversation.handed_over',
      'message.received',
    ]);
  });

  it('is the only one who answers a message that is sent again', async () => {
    const { sessionId, token } = visitor;
    const turn = { key, token, sessionId, message: question, clientMessageId: 'again' };
    const first = ask(server, turn);
    await eventually(async () => model.state.requests.length === 1);
    await organisation.client.conversations.send({ params: params(), body: { text: 'I am Ada.' } });
    const replies = [await first, await ask(server, turn)].map((response) => response.json());
    for (const reply of (await Promise.all(replies)) as ChatReply[])
      expect(reply).toMatchObject({ handledBy: 'person', answer: '' });
    expect(await said()).toEqual([`visitor complete: ${question}`, 'person complete: I am Ada.']);
  });

  it('lets the bot answer the next message after the conversation was returned', async () => {
    const stream = await askAndRead(server, key);
    await takeOver();
    await stream.rest();
    await organisation.client.conversations.handOver({
      params: params(),
      body: { answeredBy: 'bot' },
    });
    model.state.behaviour = { kind: 'answer', text: 'Sixty days [1].' };
    const reply = await askForReply(server, { key, ...visitor, message: question });
    expect(reply).toMatchObject({ handledBy: 'bot', answer: 'Sixty days [1].' });
  });
});

it('an answer that is written at once is discarded too, though nobody watched for a takeover', async () => {
  const offline = await startTestServer({ models: createModels() });
  const other = await prepare(offline);
  visitor = await sayHello(offline, other.key);
  const before = waiting;
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const reply = askForReply(offline, { key: other.key, ...visitor, message: question });
  await eventually(async () => waiting > before);
  await takeOver(other.organisation.client);
  open();
  expect(await reply).toMatchObject({ handledBy: 'person', answer: '' });
  const { items } = await other.organisation.client.conversations.messages({ params: params() });
  expect(items.slice(2).map(({ role }) => role)).toEqual(['user']);
  await offline.close();
});

// PGlite belongs to one process.
it.runIf(process.env.DATABASE_URL)(
  'a takeover in one process ends the answer that another one writes',
  async () => {
    const { url, drop } = (await openTestDatabaseUrl({ isMigrated: true }))!;
    const start = async (models: ReturnType<typeof createModels>) =>
      startTestServer({ models, database: createDatabase(await openPostgres(url)) });
    const ofVisitor = await start(createModels(model.url));
    const other = await prepare(ofVisitor);
    const ofOperator = await start(createModels());
    model.state.behavioursInTurn.push({ kind: 'answer', text: 'Hello!' });
    visitor = await sayHello(ofVisitor, other.key);
    const stream = await askAndRead(ofVisitor, other.key);
    const response = await ofOperator.request(
      `/api/v1/conversations/${visitor.sessionId}/handover`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${other.organisation.secretKey}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ answeredBy: 'person' }),
      },
    );
    expect(response.status).toBe(200);
    expect((await stream.rest()).at(-1)).toMatchObject({
      event: 'done',
      data: { handledBy: 'person', answer: '' },
    });
    await ofOperator.close();
    await ofVisitor.close();
    await drop();
  },
);
