import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/testServer.ts';
import { endIdleConversations } from './endIdleConversations.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

it('a conversation ends once when nobody writes, and again only after the visitor went on', async () => {
  const { client, organisationId } = await server.createOrganisation();
  const { publishableKey } = await client.chatbots.create({ body: { name: 'Shop' } });
  const ask = async (body: object, token?: string) => {
    const response = await server.request('/api/v1/chat', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${publishableKey}`,
        'content-type': 'application/json',
        accept: 'application/json',
        ...(token ? { 'echoai-visitor': token } : {}),
      },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { sessionId: string; visitorToken: string };
  };
  const { sessionId, visitorToken } = await ask({ message: 'Hello' });
  const wait = (minutes: number) =>
    server.database.withOrganisation(organisationId, (tx) =>
      tx.execute(sql`
        update conversation_sessions
        set last_message_at = last_message_at - make_interval(mins => ${minutes})`),
    );
  const attempt = { signal: new AbortController().signal, isLastAttempt: true };
  const { perform } = endIdleConversations({ database: server.database });
  const ended = async () => {
    await Promise.all([perform({}, attempt), perform({}, attempt)]);
    const { rows } = await server.database.withOrganisation(organisationId, (tx) =>
      tx.execute(sql`select payload from domain_events where type = 'conversation.ended'`),
    );
    return rows.length;
  };
  const isActive = async () =>
    (await client.conversations.get({ params: { conversationId: sessionId } })).isActive;

  expect([await ended(), await isActive()]).toEqual([0, true]);
  await wait(31);
  expect([await ended(), await isActive()]).toEqual([1, false]);
  expect(await ended()).toBe(1);
  await ask({ message: 'One more thing', sessionId }, visitorToken);
  expect([await ended(), await isActive()]).toEqual([1, true]);
  await wait(31);
  expect(await ended()).toBe(2);
});
