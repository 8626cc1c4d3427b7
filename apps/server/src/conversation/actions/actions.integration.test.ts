import { domainEvents, type Message, type SessionEvent } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Transaction } from '../../platform/database/database.ts';
import {
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';
import { handOver, returnToBot } from './handOver.ts';
import { closeQuestion, openQuestion } from './openQuestion.ts';
import { readConversationFacts } from './readConversationFacts.ts';
import { sendMessage } from './sendMessage.ts';
import { tagConversation, untagConversation } from './tagConversation.ts';
import { setContactProperty, updateContact } from './updateContact.ts';

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let key: string;
let sessionId: string;
let token: string;

beforeAll(async () => {
  server = await startTestServer();
  organisation = await server.createOrganisation();
  key = (await organisation.client.chatbots.create({ body: { name: 'Bot' } })).publishableKey;
});
afterAll(() => server.close());
beforeEach(async () => {
  const reply = await askForReply(server, { key, message: 'Hello' });
  sessionId = reply.sessionId;
  token = reply.visitorToken!;
});

const within = <Result>(work: (tx: Transaction) => Promise<Result>) =>
  server.database.withOrganisation(organisation.organisationId, work);

/** Types and payloads of what happened in the conversation, each as the contract has it. */
async function happened() {
  const { rows } = await within((tx) =>
    tx.execute<{ type: keyof typeof domainEvents; payload: object }>(sql`
      select type, payload from domain_events where payload ->> 'sessionId' = ${sessionId} order by id`),
  );
  return rows.map(({ type, payload }) => ({ type, payload: domainEvents[type].parse(payload) }));
}
const typesAfterHello = async () => (await happened()).slice(3).map(({ type }) => type);
const facts = async () =>
  (await within((tx) => readConversationFacts(tx, [sessionId]))).get(sessionId)!;
const say = (message: string, clientMessageId?: string) =>
  askForReply(server, { key, token, sessionId, message, clientMessageId });

describe('what automations and people do in a conversation', () => {
  it('a message is sent exactly if its transaction commits', async () => {
    const input = { organisationId: organisation.organisationId, sessionId, text: 'Hi **you**' };
    await within((tx) => sendMessage(tx, { ...input, author: 'automation' }));
    await within(async (tx) => {
      await sendMessage(tx, { ...input, author: 'automation' });
      throw new Error('rolled back');
    }).catch(() => {});
    const { items } = await organisation.client.conversations.messages({
      params: { conversationId: sessionId },
    });
    expect(items.map(({ author }) => author)).toEqual(['visitor', 'bot', 'automation']);
    expect(await typesAfterHello()).toEqual(['message.sent']);
    const missing = within((tx) =>
      sendMessage(tx, { ...input, sessionId: 'ses_none', author: 'person' }),
    );
    await expect(missing).rejects.toMatchObject({ code: 'not-found' });
  });

  it('what a program gives is stored without what the database refuses', async () => {
    const text = 'Part\u0000 1 \ud83d';
    await within((tx) =>
      sendMessage(tx, {
        organisationId: organisation.organisationId,
        sessionId,
        text,
        author: 'automation',
      }),
    );
    await within((tx) => openQuestion(tx, { sessionId, questionId: 'q', text, choices: [text] }));
    await within((tx) => handOver(tx, { sessionId, reason: `${'a'.repeat(499)}😀` }));
    const { items } = await organisation.client.conversations.messages({
      params: { conversationId: sessionId },
    });
    expect(items.slice(-2).map(({ content }) => content)).toEqual(Array(2).fill('Part 1 \ufffd'));
    expect((await happened()).at(-1)).toMatchObject({ payload: { reason: 'a'.repeat(499) } });
    await within((tx) => closeQuestion(tx, { sessionId, questionId: 'q' }));
  });

  it('a tag is normalised, told of once, bounded, and taken away', async () => {
    expect(await within((tx) => tagConversation(tx, { sessionId, tag: '  Big   ORDER ' }))).toBe(
      'added',
    );
    expect(await within((tx) => tagConversation(tx, { sessionId, tag: 'big order' }))).toBe(
      'present',
    );
    expect((await facts()).conversation.tags).toEqual(['big order']);
    await within(async (tx) => {
      for (let n = 1; n < 50; n++) await tagConversation(tx, { sessionId, tag: `t${n}` });
    });
    expect(await within((tx) => tagConversation(tx, { sessionId, tag: 'one more' }))).toBe('full');
    expect(await within((tx) => untagConversation(tx, { sessionId, tag: 'Big order' }))).toBe(true);
    expect(await within((tx) => untagConversation(tx, { sessionId, tag: 'big order' }))).toBe(
      false,
    );
    expect(await typesAfterHello()).toEqual(Array(50).fill('conversation.tagged'));
  });

  it('a contact has properties and unproven data, and changes are told of', async () => {
    const { visitor } = await facts();
    const of = { externalUserId: visitor.id, sessionId };
    const set = (name: string, value: string | number | boolean) =>
      within((tx) => setContactProperty(tx, { ...of, name, value }));
    expect(await set('plan', 'gold')).toBe('changed');
    expect(await set('plan', 'gold')).toBe('same');
    expect(await set('seats', 4)).toBe('changed');
    for (const name of ['__proto__', 'constructor', '', 'x'.repeat(61)]) {
      await expect(set(name, 1)).rejects.toMatchObject({ code: 'invalid-request' });
    }
    await expect(set('far', Number.POSITIVE_INFINITY)).rejects.toMatchObject({
      code: 'invalid-request',
    });
    const update = (change: object) => within((tx) => updateContact(tx, { ...of, ...change }));
    expect(await update({ email: 'ann@example.com', firstName: 'Ann' })).toEqual([
      'email',
      'firstName',
    ]);
    expect(await update({ firstName: 'Ann' })).toEqual([]);
    expect((await facts()).visitor).toMatchObject({
      email: 'ann@example.com',
      emailProven: false,
      firstName: 'Ann',
      properties: { plan: 'gold', seats: 4 },
    });
    await within(async (tx) => {
      for (let n = 2; n < 100; n++)
        await setContactProperty(tx, { ...of, name: `p${n}`, value: n });
    });
    expect(await set('one more', true)).toBe('full');
    const [first] = (await happened()).slice(3);
    expect(first).toMatchObject({
      type: 'contact.updated',
      payload: { changed: ['properties.plan'] },
    });
  });

  it('an open question gets the visitor’s message, and nothing else does', async () => {
    const ask = (questionId: string) =>
      within((tx) =>
        openQuestion(tx, { sessionId, questionId, text: 'Size?', choices: ['S', 'M, "L"'] }),
      );
    expect(await ask('q1')).toMatchObject({ isOpened: true });
    expect(await ask('q2')).toEqual({ isOpened: false, openQuestionId: 'q1' });
    const reply = await say('M', 'tab-1');
    expect(reply).toMatchObject({
      handledBy: 'automation',
      answer: '',
      answered: false,
      citations: [],
    });
    expect(await say('M', 'tab-1')).toEqual(reply);
    expect(await typesAfterHello()).toEqual(['message.sent', 'question.answered']);
    expect(await within((tx) => closeQuestion(tx, { sessionId, questionId: 'q2' }))).toBe(false);
    expect(await within((tx) => closeQuestion(tx, { sessionId, questionId: 'q1' }))).toBe(true);
    expect(await say('Thanks')).toMatchObject({ handledBy: 'bot' });
  });

  it('a person who took over gets the message before an open question, until the bot returns', async () => {
    await within((tx) => openQuestion(tx, { sessionId, questionId: 'q1', text: 'Size?' }));
    expect(await within((tx) => handOver(tx, { sessionId, reason: 'asked for it' }))).toBe(true);
    expect(await within((tx) => handOver(tx, { sessionId, reason: 'again' }))).toBe(false);
    expect(await say('Are you there?')).toMatchObject({ handledBy: 'person', answer: '' });
    expect(await within((tx) => returnToBot(tx, { sessionId }))).toBe(true);
    expect(await say('M')).toMatchObject({ handledBy: 'automation' });
    expect(await typesAfterHello()).toEqual([
      'message.sent',
      'conversation.handed_over',
      'message.received',
      'conversation.returned',
      'question.answered',
    ]);
    expect((await facts()).conversation.lastMessage).toMatchObject({ text: 'M' });
    expect((await facts()).conversation.messageCount).toBe(5);
  });
});

/**
 * Waits until no transaction is open that is older than an event, such as one of another test on the
 * same server: what was told before would be told again.
 */
const nothingHeldBack = () =>
  eventually(() =>
    within(async (tx) => {
      const { rows } = await tx.execute<{ isBehind: boolean }>(sql`
        select exists (
          select from domain_events where transaction_id >= event_horizon()
        ) as "isBehind"`);
      return !rows[0]!.isBehind;
    }),
  );

/** Reads the visitor's stream until it has told `count` events. */
async function listen(count: number, { query = '', lastEventId = '' } = {}) {
  await nothingHeldBack();
  const response = await server.request(`/api/v1/sessions/${sessionId}/events${query}`, {
    headers: {
      authorization: `Bearer ${key}`,
      'EchoAI-Visitor': token,
      ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}),
    },
  });
  const reader = response.body!.getReader();
  const events = (async () => {
    let text = '';
    while (text.split('\n\n').length <= count)
      text += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    return text
      .split('\n\n')
      .filter(Boolean)
      .map((block) => ({
        event: block.match(/^event: (.+)$/m)![1],
        data: JSON.parse(block.match(/^data: (.+)$/m)![1]!),
        id: block.match(/^id: (.+)$/m)![1],
      })) as SessionEvent[];
  })();
  return { status: response.status, events };
}

describe('a visitor’s stream', () => {
  it('tells of a person’s answer and of who answers, and goes on where it broke', async () => {
    const { events } = await listen(3);
    await organisation.client.conversations.send({
      params: { conversationId: sessionId },
      body: { text: 'I am Ben.', authorName: 'Ben' },
    });
    const told = await events;
    expect(told.map(({ event }) => event)).toEqual(['state', 'message', 'state']);
    expect(told[2]).toMatchObject({ data: { handledBy: 'person' } });
    expect(told[1]).toMatchObject({ data: { author: 'person', authorName: 'Ben' } });
    const again = await (await listen(3, { lastEventId: told[0]!.id })).events;
    expect(again.map(({ event }) => event)).toEqual(['state', 'message', 'state']);
  });

  it('goes on where the history ended, and from the beginning for 0-0', async () => {
    const send = (text: string) =>
      organisation.client.conversations.send({
        params: { conversationId: sessionId },
        body: { text },
      });
    await send('First');
    await nothingHeldBack();
    const response = await server.request(`/api/v1/sessions/${sessionId}/messages`, {
      headers: { authorization: `Bearer ${key}`, 'EchoAI-Visitor': token },
    });
    const { items, lastEventId } = (await response.json()) as {
      items: Message[];
      lastEventId: string;
    };
    expect(items.at(-1)).toMatchObject({ content: 'First' });
    await send('Second');
    const contents = (told: SessionEvent[]) =>
      told.flatMap(({ event, data }) => (event === 'message' ? data.content : []));
    expect(contents(await (await listen(2, { lastEventId })).events)).toEqual(['Second']);
    const all = contents(await (await listen(6, { lastEventId: '0-0' })).events);
    expect(all).toEqual(['Hello', expect.any(String), 'First', 'Second']);
  });

  it('leaves out what the tab itself asked, and shows the other tab’s', async () => {
    // A state at the beginning, and one of the first turn unless it is read with the second.
    const { events } = await listen(4, { query: '?except=a-' });
    await say('Hello', 'a-1');
    await say('Hello again', 'b-1');
    const messages = (await events).filter(({ event }) => event === 'message');
    expect(messages).toMatchObject([
      { data: { clientMessageId: 'b-1' } },
      { data: { author: 'bot' } },
    ]);
  });

  it('is another’s own: not found without their token, and at most five at a time', async () => {
    const mine = token;
    const other = await askForReply(server, { key, message: 'Hello' });
    token = other.visitorToken!;
    const refused = await server.request(`/api/v1/sessions/${sessionId}/events`, {
      headers: { authorization: `Bearer ${key}`, 'EchoAI-Visitor': token },
    });
    expect(refused.status).toBe(404);
    token = mine;
    const open = await Promise.all(Array.from({ length: 5 }, () => listen(2)));
    const sixth = await server.request(`/api/v1/sessions/${sessionId}/events`, {
      headers: { authorization: `Bearer ${key}`, 'EchoAI-Visitor': token },
    });
    expect(sixth.status).toBe(429);
    await within((tx) => handOver(tx, { sessionId, reason: 'x' }));
    await Promise.all(open.map(({ events }) => events));
  });
});

describe('people’s routes', () => {
  it('tag, filter, take over and return', async () => {
    const { client } = organisation;
    const params = { conversationId: sessionId };
    await client.conversations.addTag({ params: { ...params, tag: 'VIP' } });
    const { items } = await client.conversations.list({ query: { tag: 'vip' } });
    expect((await client.conversations.tags()).items).toContain('vip');
    const other = await server.createOrganisation();
    expect((await other.client.conversations.tags()).items).toEqual([]);
    expect(items.map(({ id }) => id)).toEqual([sessionId]);
    expect(
      await client.conversations.removeTag({ params: { ...params, tag: 'vip' } }),
    ).toMatchObject({ tags: [] });
    for (const answeredBy of ['person', 'bot'] as const) {
      expect(await client.conversations.handOver({ params, body: { answeredBy } })).toMatchObject({
        answeredBy,
      });
    }
  });

  it('find the conversations that wait for a person, until one has answered', async () => {
    const { client } = organisation;
    const params = { conversationId: sessionId };
    const isWaiting = async () => {
      const { items } = await client.conversations.list({ query: { waitsFor: 'person' } });
      const { waitsForPerson } = await client.conversations.get({ params });
      expect(items.some(({ id }) => id === sessionId)).toBe(waitsForPerson);
      return waitsForPerson;
    };
    expect(await isWaiting()).toBe(false);
    await within((tx) => handOver(tx, { sessionId, reason: 'asked for one' }));
    expect(await isWaiting()).toBe(true);
    await client.conversations.send({ params, body: { text: 'I am Ben.' } });
    expect(await isWaiting()).toBe(false);
    await say('Where is my order?');
    expect(await isWaiting()).toBe(true);
    await client.conversations.handOver({ params, body: { answeredBy: 'bot' } });
    expect(await isWaiting()).toBe(false);
  });
});
