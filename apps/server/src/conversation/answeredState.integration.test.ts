import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFakeModels } from '../testing/fakeModels.ts';
import { addText, askForReply, startTestServer, type TestServer } from '../testing/testServer.ts';

/** What operators are shown of a conversation: that its questions were answered, or not. */

let server: TestServer;
let client: Awaited<ReturnType<TestServer['createOrganisation']>>['client'];
let key: string;

beforeAll(async () => {
  server = await startTestServer({ models: createFakeModels({ understands: true }) });
  ({ client } = await server.createOrganisation());
  const bot = await client.chatbots.create({ body: { name: 'Shop' } });
  key = bot.publishableKey;
  await addText(client, {
    chatbotId: bot.id,
    title: 'Returns',
    text: 'You have 30 days to return bags and jackets. We ship to Austria in three working days.',
  });
});
afterAll(() => server.close());

/** Says these things in one conversation. @returns what the list and the conversation say of it */
async function stateAfter(...messages: string[]) {
  let reply: Awaited<ReturnType<typeof askForReply>> | undefined;
  let token: string | undefined;
  for (const message of messages) {
    const { sessionId } = reply ?? {};
    reply = await askForReply(server, {
      ...{ key, message },
      ...(token && sessionId ? { token, sessionId } : {}),
    });
    token ??= reply.visitorToken;
  }
  const params = { conversationId: reply!.sessionId };
  const { allAnswered } = await client.conversations.get({ params });
  const { items } = await client.conversations.list({ query: {} });
  expect(items.find(({ id }) => id === reply!.sessionId)!.allAnswered).toBe(allAnswered);
  return allAnswered;
}

it('a question that the knowledge holds is answered, with thanks around it too', async () => {
  expect(await stateAfter('How long do I have to return bags?')).toBe(true);
  expect(await stateAfter('Hello', 'How long do I have to return bags?', 'Thanks')).toBe(true);
});

it.each([
  'asdfghjkl qwertz',
  'Do purple elephants return to the moon?',
  'flurbles the zangdoodle',
  '???',
  '42',
  'Who painted the Mona Lisa?',
  '🙂🙂🙂',
])('“%s” is not answered', async (message) => {
  expect(await stateAfter(message)).not.toBe(true);
});

it('one question without an answer makes the conversation unanswered', async () => {
  const known = 'How long do I have to return bags?';
  expect(await stateAfter(known, 'Who painted the Mona Lisa?', known)).toBe(false);
});

it('small talk is neither: nothing was asked', async () => {
  expect(await stateAfter('Hello!')).toBeNull();
  expect(await stateAfter('Hello!', 'thank you', 'bye')).toBeNull();
});

it('what a person or an automation is to answer is not answered by the bot', async () => {
  const first = await askForReply(server, { key, message: 'Hello!' });
  const params = { conversationId: first.sessionId };
  await client.conversations.handOver({ params, body: { answeredBy: 'person' } });
  await askForReply(server, {
    ...{ key, message: 'How long do I have to return bags?' },
    ...{ token: first.visitorToken!, sessionId: first.sessionId },
  });
  expect((await client.conversations.get({ params })).allAnswered).toBeNull();
});

it('the metric counts a turn in which nothing was asked as neither', async () => {
  const turns = async (outcome: string) => {
    const text = await (await server.request('/metrics')).text();
    const value = text.match(new RegExp(`echoai_turns_total\\{outcome="${outcome}"\\} (\\d+)`));
    return Number(value?.[1] ?? 0);
  };
  const before = [await turns('answered'), await turns('unanswered'), await turns('small-talk')];
  await askForReply(server, { key, message: 'Hello!' });
  expect([await turns('answered'), await turns('unanswered'), await turns('small-talk')]).toEqual([
    before[0],
    before[1],
    before[2]! + 1,
  ]);
});
