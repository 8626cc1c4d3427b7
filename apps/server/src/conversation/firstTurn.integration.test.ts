import { type ChatReply, createClient } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, askForReply, startTestServer, type TestServer } from '../testing/testServer.ts';

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let chatbotId: string;
let key: string;

beforeAll(async () => {
  server = await startTestServer();
  organisation = await server.createOrganisation();
});
afterAll(() => server.close());
beforeEach(async () => {
  ({ id: chatbotId, publishableKey: key } = await organisation.client.chatbots.create({
    body: { name: 'Shop' },
  }));
});

const message = 'Are you open on Sunday?';
let count = 0;
const newSecret = () => `${'s'.repeat(40)}${count++}`;
/** Each address has 30 turns a minute. */
const elsewhere = () => `203.0.113.${++count}`;
const send = (more: object = {}) =>
  askForReply(server, { key, message, clientMessageId: 'first-1', ...more });
const conversations = async () =>
  (await organisation.client.conversations.list({ query: { chatbotId } })).items;
const messagesOf = async ({ sessionId, visitorToken }: ChatReply) => {
  const client = createClient({
    baseUrl: 'http://localhost:3000',
    headers: { authorization: `Bearer ${key}`, 'EchoAI-Visitor': visitorToken! },
    fetch: (input, init) => server.request(String(input).slice(21), init as RequestInit),
  });
  const { items } = await client.visitor.messages({ params: { sessionId }, query: {} });
  return items.map(({ role, content }) => (role === 'user' ? content : role));
};
const run = (statement: ReturnType<typeof sql>) =>
  server.database.withOrganisation(organisation.organisationId, (tx) => tx.execute(statement));
const letPass = (time: string) =>
  run(sql`update first_turns set created_at = created_at - ${time}::interval`);

describe.each([
  ['with a secret that the browser made', () => ({ firstTurnSecret: newSecret() })],
  ['known by what its request says', () => ({ address: elsewhere() })],
])('a first turn %s', (_, newBrowser) => {
  it('that is sent twice at once begins one conversation, which both may go on with', async () => {
    const browser = newBrowser();
    const replies = await Promise.all([send(browser), send(browser), send(browser)]);
    expect(await conversations()).toHaveLength(1);
    expect(new Set(replies.map(({ messageId }) => messageId)).size).toBe(1);
    for (const reply of replies) expect(await messagesOf(reply)).toEqual([message, 'assistant']);
    const { rows } = await run(sql`
      select type, count(*)::int from domain_events
      where payload->>'sessionId' = ${replies[0]!.sessionId} group by type order by type`);
    expect(rows).toEqual([
      { type: 'conversation.started', count: 1 },
      { type: 'message.answered', count: 1 },
      { type: 'message.received', count: 1 },
    ]);
  });

  it('whose answer was lost goes on when it is sent again', async () => {
    const browser = newBrowser();
    // The reply, and the token in it, are thrown away unread.
    await (
      await ask(server, { key, message, clientMessageId: 'first-1', ...browser })
    ).body?.cancel();
    const reply = await send(browser);
    expect(await conversations()).toHaveLength(1);
    expect(await messagesOf(reply)).toEqual([message, 'assistant']);
  });

  it('is not that of a visitor who became known', async () => {
    const browser = newBrowser();
    const { sessionId } = await send(browser);
    await run(sql`update external_users set email = ${`${sessionId}@example.com`}, email_proven = true
      where id = (select external_user_id from conversation_sessions where id = ${sessionId})`);
    expect((await send(browser)).sessionId).not.toBe(sessionId);
  });

  it('is a new one when its time is over', async () => {
    const browser = newBrowser();
    const { sessionId } = await send(browser);
    await letPass('25 hours');
    const other = await send(browser);
    expect(other.sessionId).not.toBe(sessionId);
    expect((await send(browser)).sessionId).toBe(other.sessionId);
  });
});

describe('a stranger who knows the id of another’s first message', () => {
  it('is not given their conversation, whatever else is not the same', async () => {
    const address = elsewhere();
    const headers = { 'user-agent': 'Browser', 'accept-language': 'en' };
    const browser = { address, headers };
    const { sessionId } = await send(browser);
    const strangers = [
      { ...browser, address: elsewhere() },
      { ...browser, headers: { ...headers, 'user-agent': 'Another' } },
      { ...browser, headers: { ...headers, 'accept-language': 'de' } },
      { ...browser, message: 'Hello' },
      { ...browser, clientMessageId: 'first-2' },
      { ...browser, context: { url: 'https://shop.example/' } },
      { ...browser, firstTurnSecret: newSecret() },
    ];
    for (const stranger of strangers)
      expect((await send(stranger)).sessionId, JSON.stringify(stranger)).not.toBe(sessionId);
    expect(await conversations()).toHaveLength(1 + strangers.length);
    expect((await send(browser)).sessionId).toBe(sessionId);
  });

  it('is not given it once the visitor wrote more, nor after a minute', async () => {
    const browser = { address: elsewhere() };
    const { sessionId, visitorToken: token } = await send(browser);
    const more = {
      token: token!,
      sessionId,
      clientMessageId: 'second',
      message: 'My name is Rosa',
    };
    await send({ ...browser, ...more });
    const other = await send(browser);
    expect(other.sessionId).not.toBe(sessionId);
    await letPass('61 seconds');
    expect((await send(browser)).sessionId).not.toBe(other.sessionId);
  });

  it('is not given that of a browser with a secret, which goes on from any address', async () => {
    const firstTurnSecret = newSecret();
    const browser = { address: elsewhere(), firstTurnSecret };
    const { sessionId } = await send(browser);
    expect((await send({ address: browser.address })).sessionId).not.toBe(sessionId);
    await letPass('23 hours');
    const moved = await send({ firstTurnSecret, address: elsewhere() });
    expect(moved.sessionId).toBe(sessionId);
    const typed = await send({ firstTurnSecret, clientMessageId: 'other', message: 'Hello?' });
    expect(await messagesOf(typed)).toEqual([message, 'assistant', 'Hello?', 'assistant']);
    expect(await conversations()).toHaveLength(2);
  });
});

it('a secret that could be guessed is refused', async () => {
  for (const firstTurnSecret of ['', 'short', 'a b'.repeat(20), 'é'.repeat(40)])
    expect((await ask(server, { key, message, firstTurnSecret })).status).toBe(422);
});
