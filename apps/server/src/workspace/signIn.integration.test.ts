import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/testServer.ts';

const owner = { email: 'ada@shop.example', password: 'correct horse' };
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    environment: { ECHOAI_ADMIN_EMAIL: owner.email, ECHOAI_ADMIN_PASSWORD: owner.password },
  });
});
afterAll(() => server.close());
beforeEach(() => forgetAll());

const run = (statement: ReturnType<typeof sql>) =>
  server.database.asPlatform((tx) => tx.execute(statement));
const forgetAll = () => run(sql`delete from sign_in_attempts`);
/** Lets time pass for whoever has to wait. */
const waitSeconds = (seconds: number) =>
  run(sql`update sign_in_attempts set last_at = last_at - make_interval(secs => ${seconds})`);

/** Takes back the time that a busy machine needed since the last attempt. */
const justNow = () => run(sql`update sign_in_attempts set last_at = clock_timestamp()`);

let networks = 0;
/** A network that nobody has come from yet. */
const newNetwork = () => `2001:db8:${(++networks).toString(16)}:1::1`;

function signIn(
  credentials: { email: string; password: string },
  options: { address?: string; cookie?: string } = {},
) {
  return post('/auth/sign-in/email', credentials, options);
}

function post(path: string, body: object, { address = newNetwork(), cookie = '' } = {}) {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000', cookie },
    body: JSON.stringify(body),
  };
  const bindings = { incoming: { socket: { remoteAddress: address } } };
  return server.request(path, init, bindings);
}
const guess = (options = {}) => signIn({ ...owner, password: 'a guess' }, options);
const statusOf = async (answer: Promise<Response>) => (await answer).status;
const browserOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('echoai_browser='))!
    .split(';')[0]!;

describe('guessing a password', () => {
  it('is refused after twenty attempts in a minute from one /64', async () => {
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= 21; attempt++) {
      // No address at all is refused before its password costs anything.
      const email = `nobody${attempt}`;
      const address = `2001:db8:aaaa:1::${attempt}`;
      statuses.push(await statusOf(signIn({ ...owner, email }, { address })));
    }
    expect(statuses.lastIndexOf(400)).toBe(19);
    const refused = await signIn(owner, { address: '2001:db8:aaaa:1::ffff' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ status: 429, code: 'rate-limited' });
    expect(await statusOf(signIn(owner))).toBe(200);
  });

  it('locks the account for longer and longer, from however many networks it comes', async () => {
    for (let attempt = 0; attempt < 5; attempt++) expect(await statusOf(guess())).toBe(401);
    const waits: number[] = [];
    for (let round = 0; round < 9; round++) {
      await justNow();
      const refused = await guess();
      expect(await refused.clone().json()).toMatchObject({ status: 429, code: 'rate-limited' });
      waits.push(Number(refused.headers.get('retry-after')));
      await justNow();
      // The right password says nothing either.
      expect(await statusOf(signIn(owner))).toBe(429);
      await waitSeconds(waits.at(-1)!);
      expect(await statusOf(guess())).toBe(401);
    }
    const expected = [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600];
    for (const [round, seconds] of expected.entries()) {
      expect(waits[round]).toBeGreaterThan(seconds * 0.5);
      expect(waits[round]).toBeLessThanOrEqual(seconds);
    }
    await waitSeconds(3_600);
    expect(await statusOf(signIn(owner))).toBe(200);
    expect(await statusOf(guess())).toBe(401);
  });

  it('locks an account that does not exist alike', async () => {
    const nobody = { email: 'nobody@shop.example', password: 'a guess' };
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) statuses.push(await statusOf(signIn(nobody)));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('keeps the owner out of no browser in which they have signed in before', async () => {
    const cookie = browserOf(await signIn(owner));
    expect(cookie).not.toContain('ada');
    for (let attempt = 0; attempt < 7; attempt++) await guess();
    expect(await statusOf(signIn(owner))).toBe(429);
    expect(await statusOf(signIn(owner, { cookie }))).toBe(200);
    // Nobody makes up such a browser, nor uses that of another account.
    const forged = `${cookie.slice(0, -4)}AAAA`;
    expect(await statusOf(signIn(owner, { cookie: forged }))).toBe(429);
    // And guessing there is slow as well.
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) statuses.push(await statusOf(guess({ cookie })));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  it('is not quicker when fifty come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => statusOf(guess())));
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(5);
    expect(answers.filter((status) => status === 200)).toEqual([]);
    const { rows } = await run(sql`select failures from sign_in_attempts`);
    expect(rows).toEqual([{ failures: expect.any(Number) }]);
    expect((rows[0] as { failures: number }).failures).toBeLessThanOrEqual(5);
  });
});

describe('guessing the password of a stolen session', () => {
  const sessionOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .find((cookie) => cookie.includes('session_token='))!
      .split(';')[0]!;
  const change = (
    cookie: string,
    currentPassword: string,
    newPassword = 'four other plain words',
  ) => post('/auth/change-password', { currentPassword, newPassword }, { cookie });

  it('is as slow as guessing it at the sign-in', async () => {
    const signedIn = await signIn(owner);
    const session = sessionOf(signedIn);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      statuses.push(await statusOf(change(session, 'a guess')));
    }
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
    await justNow();
    const refused = await change(session, owner.password);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // Both ways to guess are counted together, and the owner's browser apart from them.
    expect(await statusOf(signIn(owner))).toBe(429);
    const own = browserOf(signedIn);
    expect(await statusOf(change(`${session}; ${own}`, 'a slip'))).toBe(400);
    const changed = await change(`${session}; ${own}`, owner.password);
    expect(changed.status).toBe(200);
    const back = `${sessionOf(changed)}; ${own}`;
    expect(await statusOf(change(back, 'four other plain words', owner.password))).toBe(200);
  });

  it('counts a right password as no failure, and a weak new one as none either', async () => {
    let session = sessionOf(await signIn(owner));
    for (let attempt = 0; attempt < 4; attempt++) {
      expect(await statusOf(change(session, 'a guess'))).toBe(400);
      expect(await statusOf(change(session, owner.password, 'iloveyou'))).toBe(400);
    }
    const changed = await change(session, owner.password, owner.password);
    expect(changed.status).toBe(200);
    session = sessionOf(changed);
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await statusOf(change(session, 'a guess'))).toBe(400);
    }
  });
});

describe('a flood of sign-ins', () => {
  it('from one /64 has a few of them looked at, and nobody else waits for the others', async () => {
    const flood = Array.from({ length: 40 }, (_, index) =>
      signIn(
        { ...owner, email: `flood${index}@shop.example` },
        { address: `2001:db8:f100:1::${index.toString(16)}` },
      ),
    );
    const other = signIn(owner);
    expect((await other).status).toBe(200);
    const statuses = (await Promise.all(flood)).map(({ status }) => status);
    // Three at a time; as many more as came after one of them was done.
    const looked = statuses.filter((status) => status === 401).length;
    expect(looked).toBeGreaterThanOrEqual(3);
    expect(looked).toBeLessThan(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40 - looked);
  });

  it('from many networks leaves its line to browsers that are known', async () => {
    const cookie = browserOf(await signIn(owner));
    const flood = Array.from({ length: 100 }, (_, index) =>
      signIn({ ...owner, email: `crowd${index}@shop.example` }),
    );
    const known = signIn(owner, { cookie });
    expect((await known).status).toBe(200);
    const refused = (await Promise.all(flood)).filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(50);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

it('a sign-out does not wait in the line of sign-ins', async () => {
  const flood = Array.from({ length: 30 }, (_, index) =>
    signIn({ ...owner, email: `last${index}@shop.example` }),
  );
  const signOut = await server.request('/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
    body: '{}',
  });
  expect(signOut.status).toBe(200);
  await Promise.all(flood);
});
