import type { ChatReply } from '@echoai/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../platform/http/app.ts';
import { createLive } from '../platform/live/live.ts';
import { createLog } from '../platform/log.ts';
import { createFakeModels } from '../testing/fakeModels.ts';
import { type ModelServer, startModelServer } from '../testing/modelServer.ts';
import {
  addText,
  ask,
  eventually,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';
import { createVisitorAuthentication } from './authenticateVisitor.ts';
import { limitTurns } from './limitTurns.ts';
import { watchSessions } from './live/watchSessions.ts';
import { addVisitorRoutes } from './visitorRoutes.ts';

const question = 'How many days to return shoes?';
let model: ModelServer;
let server: TestServer;
/** Two chatbots of one organisation, and one of another. */
let keys: { first: string; second: string; stranger: string };

beforeAll(async () => {
  model = await startModelServer();
  server = await startTestServer({ models: createFakeModels({ chatUrl: model.url }) });
  const [{ client }, other] = [
    await server.createOrganisation(),
    await server.createOrganisation(),
  ];
  const newKey = async (of: typeof client) => {
    const { id, publishableKey } = await of.chatbots.create({ body: { name: 'Shop' } });
    await addText(of, { chatbotId: id, title: 'Returns', text: 'Shoes: 60 days to return.' });
    return publishableKey;
  };
  keys = {
    first: await newKey(client),
    second: await newKey(client),
    stranger: await newKey(other.client),
  };
});
afterAll(async () => {
  await server.close();
  await model.close();
});

let live: ReturnType<typeof createLive>;
let request: TestServer['request'];

/** The visitors' routes with limits that a test reaches, on the server's database. */
function open(limits: Partial<Parameters<typeof limitTurns>[0]>): void {
  const { database } = server;
  const log = createLog('silent');
  const config = { publicUrl: 'http://localhost:3000', hasPublicUrl: false };
  const { app, implement } = createApp({
    database,
    log,
    jobs: { isRunning: () => true } as never,
    publicUrl: config.publicUrl,
    authenticators: {
      operator: () => Promise.reject(new Error('nobody works here')),
      visitor: createVisitorAuthentication({ database, config }),
    },
  });
  live = createLive({ database, log });
  addVisitorRoutes({
    implement,
    database,
    models: createFakeModels({ chatUrl: model.url }),
    jobs: { enqueue: async () => undefined } as never,
    sessions: watchSessions({ database, live, log }),
    log,
    canSendCode: false,
    takeTurn: limitTurns({ isByModel: true, ...limits }),
  });
  request = async (path, init, bindings) =>
    app.request(`http://localhost:3000${path}`, init, bindings);
}

let visitors = 0;
/** A turn from an address that nobody else has. */
const turn = (key: string, more: Partial<Parameters<typeof ask>[1]> = {}) =>
  ask(
    { request },
    { key, message: question, address: `198.51.${++visitors >> 8}.${visitors & 255}`, ...more },
  );
const statusOf = async (answer: Promise<Response>) => (await answer).status;

beforeEach(() => {
  model.state.behaviour = { kind: 'answer', text: 'You have sixty days [1].' };
});
afterEach(() => live.stop());

describe('turns of a minute', () => {
  it('a chatbot that is flooded from many addresses is refused, and others go on', async () => {
    open({ ofChatbot: 3, ofOrganisation: 5 });
    for (let turns = 0; turns < 3; turns++) expect(await statusOf(turn(keys.first))).toBe(200);
    const asked = model.state.requests.length;
    const refused = await turn(keys.first);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      code: 'rate-limited',
      detail: expect.stringContaining('getting more messages than it may answer'),
    });
    expect(model.state.requests).toHaveLength(asked);
    expect(await statusOf(turn(keys.first, { address: '127.0.0.1' }))).toBe(200);

    // The organisation has two more, and another one all of its own.
    expect(await statusOf(turn(keys.second))).toBe(200);
    expect(await statusOf(turn(keys.second))).toBe(200);
    expect(await statusOf(turn(keys.second))).toBe(429);
    expect(await statusOf(turn(keys.stranger))).toBe(200);
  });

  it('a request that is refused, and an answer that is sent again, do not count', async () => {
    open({ ofChatbot: 3 });
    const unknown = { token: 'vt_nobody', sessionId: 'ses_nobody' };
    for (let turns = 0; turns < 5; turns++) {
      expect(await statusOf(turn(keys.first, unknown))).toBe(401);
    }
    const sent = { clientMessageId: 'once' };
    const reply = (await (await turn(keys.first, sent)).json()) as ChatReply;
    const begun = { token: reply.visitorToken, sessionId: reply.sessionId };
    for (let turns = 0; turns < 5; turns++) {
      const again = turn(keys.first, { ...sent, ...begun });
      expect(await statusOf(again)).toBe(200);
    }
    // A retry of what failed asks the model again.
    model.state.behaviour = { kind: 'status', status: 400 };
    const failing = { clientMessageId: 'fails', ...begun };
    expect(await statusOf(turn(keys.first, failing))).toBe(502);
    expect(await statusOf(turn(keys.first, failing))).toBe(502);
    expect(await statusOf(turn(keys.first, failing))).toBe(429);
  });
});

it('a model that hangs holds only so many turns of a chatbot, and an organisation leaves places to others', async () => {
  open({ atOnce: 2, atOnceOfProcess: 6 });
  model.state.behaviour = { kind: 'silence', text: '' };
  const asked = model.state.requests.length;
  const left = new AbortController();
  const hanging = (key: string) => turn(key, { signal: left.signal }).catch(() => undefined);
  const waiting = [hanging(keys.first), hanging(keys.first), hanging(keys.second)];
  await eventually(async () => model.state.requests.length === asked + 3);
  const refused = await turn(keys.first);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(await refused.json()).toMatchObject({
    detail: expect.stringContaining('Too many answers are being written'),
  });
  // Three of six are taken, so the organisation may have no more; another one may.
  expect(await statusOf(turn(keys.second))).toBe(429);
  waiting.push(hanging(keys.stranger));
  await eventually(async () => model.state.requests.length === asked + 4);

  left.abort();
  await Promise.all(waiting);
  model.state.behaviour = { kind: 'answer', text: 'You have sixty days [1].' };
  await eventually(async () => (await statusOf(turn(keys.first))) === 200);
});
