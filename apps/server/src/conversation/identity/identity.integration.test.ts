import { type ApiError, type Client, createClient } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mail } from '../../platform/mail.ts';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { signStatement } from './signature.ts';

let server: TestServer;
let operator: Client;
let organisationId: string;
let chatbotId: string;
let key: string;
let secret: string;
const sent: Mail[] = [];

beforeAll(async () => {
  server = await startTestServer({
    sendMail: async (mail) => {
      sent.push(mail);
    },
  });
  ({ client: operator, organisationId } = await server.createOrganisation());
  const chatbot = await operator.chatbots.create({ body: { name: 'Shop' } });
  ({ id: chatbotId, publishableKey: key } = chatbot);
  ({ secret } = await operator.chatbots.identity({ params: { chatbotId } }));
});
afterAll(() => server.close());

/** One browser: it keeps the token it was given last. */
function openBrowser(withKey = key, address = '127.0.0.1') {
  let token: string | undefined;
  let challenge = '';
  const client = () =>
    createClient({
      baseUrl: 'http://localhost',
      headers: {
        authorization: `Bearer ${withKey}`,
        accept: 'application/json',
        ...(token ? { 'echoai-visitor': token } : {}),
      },
      fetch: (input, init) =>
        server.request(String(input).slice('http://localhost'.length), init as RequestInit, {
          incoming: { socket: { remoteAddress: address } },
        }),
    });
  const keep = <Answer extends { visitorToken?: string }>(answer: Answer) => {
    token = answer.visitorToken ?? token;
    return answer;
  };
  return {
    get token() {
      return token;
    },
    set token(value) {
      token = value;
    },
    ask: async (message: string, sessionId?: string) =>
      keep(await client().visitor.chat({ body: { message, sessionId } })),
    identify: async (body: Parameters<Client['identity']['identify']>[0]['body']) =>
      keep(await client().identity.identify({ body })),
    /** @returns the code that was sent */
    sendCode: async (email: string) => {
      ({ challenge } = await client().identity.sendCode({ body: { email } }));
      return codeOf(sent.at(-1)!);
    },
    verify: async (body: { email: string; code: string; sessionId?: string; challenge?: string }) =>
      keep(await client().identity.verifyCode({ body: { challenge, ...body } })),
    get challenge() {
      return challenge;
    },
    client,
    history: async () =>
      (await client().identity.sessions({ query: {} })).items.map(({ id }) => id),
  };
}

const codeOf = (mail: Mail) => mail.text.match(/^\d{8}/)![0];
/** Any code but this one. */
const wrongFor = (code: string, index = 0) =>
  String((Number(code) + 1 + index) % 100_000_000).padStart(8, '0');

let second = Math.floor(Date.now() / 1_000) + 300;
/** A fresh proof, as the host site makes it for a page view. */
function proof(externalId: string, email?: string, change: { by?: string; at?: number } = {}) {
  second += 1;
  const expiresAt = change.at ?? second;
  const signature = signStatement(change.by ?? secret, { chatbotId, externalId, email, expiresAt });
  return { externalId, email, expiresAt, signature };
}

/** The code with which `work` is refused. */
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: ApiError) => error.problem.code,
  );

describe('a visitor proven by the host site', () => {
  it('finds their conversations in another browser, and goes on with one', async () => {
    const phone = openBrowser();
    await phone.identify(proof('anna'));
    const { sessionId } = await phone.ask('Do you ship to Norway?');
    const laptop = openBrowser();
    const { visitor } = await laptop.identify(proof('anna', 'Anna@Example.com'));
    expect(visitor).toMatchObject({ proof: 'signature', email: 'anna@example.com' });
    expect(await laptop.history()).toEqual([sessionId]);
    expect((await laptop.ask('And to Sweden?', sessionId)).sessionId).toBe(sessionId);
    const [only] = (await laptop.client().identity.sessions({ query: {} })).items;
    expect(only).toMatchObject({ subject: 'Do you ship to Norway?', messageCount: 4 });
  });

  it('takes along the conversation at hand, and no older one of this browser', async () => {
    const browser = openBrowser();
    const before = await browser.ask('Something asked by whoever sat here before');
    await server.database.withOrganisation(organisationId, (tx) =>
      tx.execute(
        sql`update conversation_sessions set last_message_at = now() - interval '2 hours' where id = ${before.sessionId}`,
      ),
    );
    const { sessionId } = await browser.ask('How do I return boots?');
    const anonymous = browser.token;
    await browser.identify({ ...proof('bert'), sessionId });
    expect(await browser.history()).toEqual([sessionId]);
    await browser.identify({ ...proof('bert'), sessionId: before.sessionId });
    expect(await browser.history()).toEqual([sessionId]);
    browser.token = anonymous;
    expect(await failureOf(browser.history())).toBe('visitor-token-required');
  });

  it('keeps the token over page views with new proofs, and over a reload with the same one', async () => {
    const browser = openBrowser();
    const first = proof('carla');
    await browser.identify(first);
    const { token } = browser;
    expect(await browser.identify(first)).not.toHaveProperty('visitorToken');
    expect(await browser.identify(proof('carla'))).not.toHaveProperty('visitorToken');
    expect(browser.token).toBe(token);
  });

  it('is another person to the next one at the same computer', async () => {
    const shared = openBrowser();
    await shared.identify(proof('dora'));
    const { sessionId } = await shared.ask('My secret question');
    const doras = shared.token;
    await shared.identify(proof('emil'));
    expect(await shared.history()).toEqual([]);
    expect(await failureOf(shared.ask('Go on', sessionId))).toBe('not-found');
    shared.token = doras;
    expect(await failureOf(shared.history())).toBe('visitor-token-required');
  });

  it('is known by one e-mail, however it is spelt, and by the id where both are given', async () => {
    const one = await openBrowser().identify(proof('finn', 'Finn@Example.com'));
    const two = await openBrowser().identify(proof('finn', 'finn@example.COM'));
    const other = await openBrowser().identify(proof('finn-2', 'finn@example.com'));
    expect(two.visitor.id).toBe(one.visitor.id);
    expect(other.visitor.id).not.toBe(one.visitor.id);
    expect(other.visitor.email).toBeNull();
  });

  it('is one visitor when two browsers prove it at the same moment', async () => {
    const both = await Promise.all([
      openBrowser().identify(proof('gina', 'gina@example.com')),
      openBrowser().identify(proof('gina', 'gina@example.com')),
    ]);
    expect(both[0].visitor.id).toBe(both[1].visitor.id);
  });
});

describe('a proof that is none', () => {
  it.each([
    ['forged', () => proof('hans', undefined, { by: 'is_guessed' })],
    ['of another visitor', () => ({ ...proof('hans'), externalId: 'ines' })],
    ['with another e-mail', () => ({ ...proof('hans', 'a@b.example'), email: 'c@b.example' })],
    ['without its e-mail', () => ({ ...proof('hans', 'a@b.example'), email: undefined })],
    ['expired', () => proof('hans', undefined, { at: Math.floor(Date.now() / 1_000) - 5 })],
    ['good for a year', () => proof('hans', undefined, { at: second + 31_536_000 })],
    ['empty', () => ({ ...proof('hans'), signature: '' })],
    ['missing', () => ({ externalId: 'hans' })],
  ])('is refused: %s', async (_, make) => {
    const browser = openBrowser();
    expect(await failureOf(browser.identify(make()))).toBe('identity-not-proven');
    expect(browser.token).toBeUndefined();
  });

  it('is refused when it was used before, from any other browser', async () => {
    const used = proof('jan');
    await openBrowser().identify(used);
    expect(await failureOf(openBrowser().identify(used))).toBe('identity-not-proven');
    const spelt = { ...used, signature: used.signature.toUpperCase() };
    expect(await failureOf(openBrowser().identify(spelt))).toBe('identity-not-proven');
  });

  it('is refused at another chatbot, and after the secret was renewed', async () => {
    const other = await operator.chatbots.create({ body: { name: 'Other' } });
    expect(await failureOf(openBrowser(other.publishableKey).identify(proof('kim')))).toBe(
      'identity-not-proven',
    );
    const old = secret;
    ({ secret } = await operator.chatbots.rotateIdentity({ params: { chatbotId } }));
    const byOld = proof('kim', undefined, { by: old });
    expect(await failureOf(openBrowser().identify(byOld))).toBe('identity-not-proven');
    await openBrowser().identify(proof('kim'));
  });
});

describe('an e-mail that is only said', () => {
  it('opens nobody’s conversations, whoever has proven it', async () => {
    const owner = openBrowser();
    await owner.identify(proof('lena', 'lena@example.com'));
    await owner.ask('A question of Lena’s');
    const stranger = openBrowser();
    const { visitor } = await stranger.identify({ email: 'lena@example.com', name: 'Lena Lund' });
    expect(visitor).toMatchObject({ proof: 'none', email: 'lena@example.com', name: 'Lena Lund' });
    expect(await stranger.history()).toEqual([]);
  });

  it('is proven by the code that is sent to it, whatever its spelling', async () => {
    const phone = openBrowser();
    const { sessionId } = await phone.ask('Where is my parcel?');
    const code = await phone.sendCode('Mia@Example.com');
    expect(sent.at(-1)!.to).toBe('mia@example.com');
    await phone.verify({ email: 'mia@example.com', code, sessionId });
    expect(await phone.history()).toEqual([sessionId]);
    const again = phone.verify({ email: 'mia@example.com', code });
    expect(await failureOf(again)).toBe('identity-not-proven');

    const laptop = openBrowser();
    const other = await laptop.sendCode('MIA@EXAMPLE.COM');
    await laptop.verify({ email: 'mia@example.com', code: other });
    expect(await laptop.history()).toEqual([sessionId]);
  });

  it('is proven in the browser that asked only, and by the address that it asked for', async () => {
    const email = 'maja@example.com';
    const browser = openBrowser();
    const code = await browser.sendCode(email);
    const thief = openBrowser();
    await thief.sendCode('thief@example.com');
    for (const challenge of ['', thief.challenge, `${browser.challenge}x`]) {
      expect(await failureOf(thief.verify({ email, code, challenge }))).toBe('identity-not-proven');
    }
    const elsewhere = browser.verify({ email: 'thief@example.com', code });
    expect(await failureOf(elsewhere)).toBe('identity-not-proven');
    await browser.verify({ email, code });
  });

  it('has five guesses, however many come at once', async () => {
    const email = 'nils@example.com';
    const browser = openBrowser();
    const right = await browser.sendCode(email);
    const guesses = Array.from({ length: 50 }, (_, index) =>
      browser.verify({ email, code: wrongFor(right, index) }).then(
        () => 'nothing',
        (error: ApiError) => error.problem.detail,
      ),
    );
    const answers = await Promise.all(guesses);
    const compared = answers.filter((detail) => detail?.startsWith('The code is not right'));
    expect(compared).toHaveLength(5);
    expect(await failureOf(browser.verify({ email, code: right }))).toBe('identity-not-proven');
    await browser.verify({ email, code: await browser.sendCode(email) });
  });

  it('is good once, even if it comes twice at once', async () => {
    const email = 'nora@example.com';
    const browser = openBrowser();
    const code = await browser.sendCode(email);
    const both = await Promise.allSettled([1, 2].map(() => browser.verify({ email, code })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('cannot be spoilt by strangers: neither by guessing nor by asking for codes', async () => {
    const email = 'owner@example.com';
    const owner = openBrowser(key, '203.0.113.7');
    const code = await owner.sendCode(email);
    const stranger = openBrowser(key, '2001:db8:bad:1::5');
    const asked = await Promise.all(
      Array.from({ length: 12 }, () => failureOf(stranger.sendCode(email))),
    );
    expect(asked.filter((failure) => failure === 'nothing')).toHaveLength(5);
    for (let guess = 0; guess < 8; guess++) {
      await failureOf(stranger.verify({ email, code: wrongFor(code, guess) }));
    }
    // Another browser of the stranger's, in the same /64.
    const again = openBrowser(key, '2001:db8:bad:1::6');
    expect(await failureOf(again.sendCode(email))).toBe('rate-limited');
    await owner.verify({ email, code });
    await owner.verify({ email, code: await owner.sendCode(email) });
  });

  it('guesses are limited for an address, over all of its browsers and e-mail addresses', async () => {
    const failures: string[] = [];
    for (let browser = 0; browser < 5; browser++) {
      const guessing = openBrowser(key, '203.0.113.66');
      const email = `guess${browser}@example.com`;
      const right = await guessing.sendCode(email);
      for (let guess = 0; guess < 5; guess++) {
        failures.push(await failureOf(guessing.verify({ email, code: wrongFor(right, guess) })));
      }
    }
    expect(failures.lastIndexOf('identity-not-proven')).toBe(19);
    expect(failures.at(-1)).toBe('rate-limited');
  });

  it('is not written to without end, and a chatbot does not write without end', async () => {
    const ask = (email: string, address: string) =>
      failureOf(openBrowser(key, address).sendCode(email));
    const one = await Promise.all(
      Array.from({ length: 15 }, (_, network) => ask('pia@example.com', `198.51.100.${network}`)),
    );
    expect(one.filter((failure) => failure === 'nothing')).toHaveLength(10);

    const { publishableKey } = await operator.chatbots.create({ body: { name: 'Mailing' } });
    const before = sent.length;
    const many: string[] = [];
    // Ten at once: on a busy machine more would wait too long for a connection.
    for (let batch = 0; batch < 230; batch += 10) {
      const asked = Array.from({ length: 10 }, (_, number) =>
        failureOf(openBrowser(publishableKey).sendCode(`p${batch + number}@example.com`)),
      );
      many.push(...(await Promise.all(asked)));
    }
    expect(sent.length - before).toBe(200);
    expect(many.filter((failure) => failure === 'rate-limited')).toHaveLength(30);
    // Of another chatbot it is no business.
    expect(await ask('quinn@example.com', '198.51.100.77')).toBe('nothing');
  });

  it('cannot be proven without a mail server, which the answer says', async () => {
    const plain = await startTestServer();
    const { client } = await plain.createOrganisation();
    const { publishableKey } = await client.chatbots.create({ body: { name: 'Shop' } });
    const response = await plain.request('/api/v1/visitor/code', {
      method: 'POST',
      headers: { authorization: `Bearer ${publishableKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'o@example.com' }),
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'mail-not-configured' });
    await plain.close();
  });
});

describe('a browser', () => {
  it('that signs out is nobody to us afterwards', async () => {
    const browser = openBrowser();
    await browser.ask('Hello');
    await browser.client().identity.signOut({});
    expect(await failureOf(browser.history())).toBe('visitor-token-required');
  });

  it('with a copied id or another chatbot’s token gets nothing', async () => {
    const browser = openBrowser();
    const { visitor } = await browser.identify({ name: 'Olga' });
    const other = await operator.chatbots.create({ body: { name: 'Third' } });
    const elsewhere = openBrowser(other.publishableKey);
    for (const token of [visitor.id, browser.token]) {
      elsewhere.token = token;
      expect(await failureOf(elsewhere.history())).toBe('visitor-token-required');
    }
  });
});
