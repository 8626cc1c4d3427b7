import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../platform/http/app.ts';
import { createLive } from '../../platform/live/live.ts';
import { createLog } from '../../platform/log.ts';
import {
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';
import { sendMessage } from '../actions/sendMessage.ts';
import { addLiveRoutes } from './routes.ts';
import { watchSessions } from './watchSessions.ts';

let server: TestServer;
let organisationId: string;
let chatbotId: string;
let key: string;

beforeAll(async () => {
  server = await startTestServer();
  const organisation = await server.createOrganisation();
  ({ organisationId } = organisation);
  const chatbot = await organisation.client.chatbots.create({ body: { name: 'Bot' } });
  ({ id: chatbotId, publishableKey: key } = chatbot);
});
afterAll(() => server.close());

async function newVisitor() {
  const { visitorToken, sessionId } = await askForReply(server, { key, message: 'Hello' });
  return { token: visitorToken!, sessionId };
}

const open = ({ token, sessionId }: { token: string; sessionId: string }, from: string) =>
  server.request(
    `/api/v1/sessions/${sessionId}/events`,
    { headers: { authorization: `Bearer ${key}`, 'EchoAI-Visitor': token } },
    { incoming: { socket: { remoteAddress: from } } },
  );

it('a crowd in one /64 has fifty streams open, and others have theirs', async () => {
  const streams: Response[] = [];
  // Eleven visitors with five streams each.
  for (let number = 0; number < 11; number++) {
    const visitor = await newVisitor();
    for (let stream = 0; stream < 5; stream++) {
      streams.push(await open(visitor, `2001:db8:57:1::${number}`));
    }
  }
  const statuses = streams.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(50);
  expect(statuses.slice(50)).toEqual([429, 429, 429, 429, 429]);
  expect(streams.at(-1)!.headers.get('retry-after')).toBe('30');
  expect(await streams.at(-1)!.json()).toMatchObject({ code: 'rate-limited' });
  const visitor = await newVisitor();
  const other = await open(visitor, '2001:db8:57:2::1');
  expect(other.status).toBe(200);
  const rest = [...streams.slice(0, 50), other];
  await Promise.all(rest.map(({ body }) => body!.cancel()));
});

it('a stream ends by itself after a time, and the next one goes on without loss', async () => {
  const { token, sessionId } = await newVisitor();
  const { database } = server;
  const log = createLog('silent');
  const { app, implement } = createApp({
    database,
    log,
    jobs: { isRunning: () => true } as never,
    publicUrl: 'http://localhost:3000',
    authenticators: {
      operator: () => Promise.reject(new Error('nobody works here')),
      visitor: async () => ({ organisationId, chatbotId, token, address: '127.0.0.1' }),
    },
  });
  const live = createLive({ database, log });
  const sessions = watchSessions({ database, live, log });
  addLiveRoutes({ implement, database, live, sessions, log, lifeMs: 200 });
  /** All that a stream told until it ended. */
  const readStream = async (lastEventId?: string) => {
    const headers = lastEventId ? { 'Last-Event-ID': lastEventId } : undefined;
    const response = await app.request(`/api/v1/sessions/${sessionId}/events`, { headers });
    return response.text();
  };
  const first = await readStream();
  const lastEventId = [...first.matchAll(/^id: (.+)$/gm)].at(-1)![1]!;
  const text = 'Between two streams';
  await database.withOrganisation(organisationId, (tx) =>
    sendMessage(tx, { organisationId, sessionId, text, author: 'automation' }),
  );
  const second = await eventually(async () => {
    const told = await readStream(lastEventId);
    return told.includes(text) && told;
  });
  expect(second.split(text)).toHaveLength(2);
  await live.stop();
});

let networks = 0;

async function readUntil(response: Response, text: string): Promise<void> {
  let told = '';
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
    told += piece;
    if (told.includes(text)) return;
  }
  throw new Error('The stream ended');
}

it('200 clients that never read are refused or let go, and the others hear their messages', async () => {
  const crowd: { status: number; retryAfter: string | null }[] = [];
  const visitors: Awaited<ReturnType<typeof newVisitor>>[] = [];
  for (let number = 0; number < 40; number++) {
    const visitor = await newVisitor();
    visitors.push(visitor);
    for (let stream = 0; stream < 5; stream++) {
      // Three networks, of which each may have fifty; nobody reads what comes.
      const { status, headers } = await open(visitor, `2001:db8:60:${number % 3}::${stream}`);
      crowd.push({ status, retryAfter: headers.get('retry-after') });
    }
  }
  const refused = crowd.filter(({ status }) => status === 429);
  expect(crowd.filter(({ status }) => status === 200)).toHaveLength(150);
  expect(refused).toHaveLength(50);
  expect(refused.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true);
  const reader = await newVisitor();
  const stream = await open(reader, '2001:db8:61:1::1');
  const heard = readUntil(stream, 'Still heard');

  // More than a stream keeps for a reader who does not read.
  const text = 'x'.repeat(10_000);
  const tell = (sessionId: string, text: string) =>
    server.database.withOrganisation(organisationId, (tx) =>
      sendMessage(tx, { organisationId, sessionId, text, author: 'automation' }),
    );
  const [{ sessionId, token }] = visitors as [(typeof visitors)[0]];
  for (let message = 0; message < 120; message++) await tell(sessionId, text);
  const again: Response[] = [];
  await eventually(async () => {
    const response = await open({ sessionId, token }, `2001:db8:62:${++networks}::1`);
    if (response.status === 200) again.push(response);
    return again.length === 5;
  });
  await tell(reader.sessionId, 'Still heard');
  await heard;
});
