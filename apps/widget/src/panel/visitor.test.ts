import type { IdentifyRequest } from '@echoai/contract';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CallError, failureOf, offline } from './failure.ts';
import type { Session, SessionStore } from './session.ts';
import { createVisitor, type Slots, type Visitor } from './visitor.ts';

interface Call {
  path: string;
  token?: string;
  body?: object;
}

const calls: Call[] = [];
const switched: boolean[] = [];
let slots: Slots;
let visitor: Visitor;
/** What the next calls are refused with; each is served when the list is used up. */
let obstacles: CallError[];
let isSettled: Promise<void>;
let answered: Promise<void>;

const refused = new CallError(failureOf({ code: 'identity-not-proven', status: 403 }));
const anna = { externalId: 'anna', email: 'anna@shop.example', expiresAt: 1, signature: 'a1' };
const bert = { externalId: 'bert', expiresAt: 1, signature: 'b1' };

/** What a browser keeps; a page that is loaded again finds it. */
function keep(): SessionStore {
  let session: Session = {};
  return {
    read: () => session,
    write(next) {
      session = next.visitorToken ? next : {};
    },
    watch() {},
  };
}

/** The page is loaded: what is in memory is gone. */
function load(): Visitor {
  calls.length = switched.length = 0;
  const loaded = createVisitor({
    api: {
      async call<Result>({ path, token, body }: Call) {
        calls.push({ path, token, body });
        const obstacle = path.endsWith('/sign-out') ? undefined : obstacles.shift();
        await answered;
        if (obstacle) throw obstacle;
        const { externalId, email } = (body ?? {}) as IdentifyRequest;
        const isHeld =
          token === `token_of_${externalId}` || (!externalId && token?.startsWith('to'));
        const visitorToken = isHeld ? undefined : `token_of_${externalId ?? 'browser'}`;
        return { visitorToken, visitor: { email } } as Result;
      },
    },
    slots,
    settled: () => isSettled,
  });
  loaded.onSwitch((isOther) => switched.push(isOther));
  return loaded;
}

beforeEach(() => {
  slots = { browser: keep(), known: keep(), tab: keep() };
  obstacles = [];
  isSettled = answered = Promise.resolve();
  visitor = load();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

const paths = () => calls.map(({ path }) => path.replace('/visitor/', ''));
const signedOut = () =>
  calls.filter(({ path }) => path.endsWith('/sign-out')).map(({ token }) => token);
const token = () => visitor.session.read().visitorToken;

/** The page identifies its visitor, and the panel has taken it in. */
async function identify(identity: object | null) {
  visitor.identify(identity as Record<string, unknown> | null);
  await visitor.session.ready();
}

describe('A visitor with a signature', () => {
  test('is proven once, however often the page says so', async () => {
    await identify(anna);
    await identify({ ...anna });
    await identify({ ...anna, signature: 'a2', expiresAt: 2 });
    expect(paths()).toEqual(['identify']);
    expect(visitor.read().proof).toBe('signature');
    expect(token()).toBe('token_of_anna');
    expect(JSON.stringify(slots.known.read())).not.toContain('shop.example');
  });

  test('takes the conversation at hand along, once an answer under way is there', async () => {
    slots.browser.write({ visitorToken: 'token_anonymous', sessionId: 'ses_1', seen: 'msg_1' });
    let settle = () => {};
    isSettled = new Promise((resolve) => {
      settle = resolve;
    });
    const identified = identify(anna);
    await new Promise((resolve) => setTimeout(resolve));
    expect(calls).toEqual([]);
    settle();
    await identified;
    expect(calls[0]).toMatchObject({ token: 'token_anonymous', body: { sessionId: 'ses_1' } });
    expect(visitor.session.read()).toMatchObject({
      visitorToken: 'token_of_anna',
      sessionId: 'ses_1',
      seen: 'msg_1',
    });
    expect(slots.browser.read()).toEqual({});
    expect(switched).toEqual([false]);
  });

  test('is anonymous on a page that does not identify them, and known on the next that does', async () => {
    await identify(anna);
    visitor.session.write({ ...visitor.session.read(), sessionId: 'ses_of_anna' });
    visitor = load();
    await identify(null);
    expect(visitor.session.read()).toEqual({});
    expect(visitor.read().proof).toBe('none');

    visitor = load();
    expect(visitor.session.read()).toEqual({});
    await identify({ ...anna, signature: 'a2' });
    expect(calls[0]).toMatchObject({ token: 'token_of_anna' });
    expect(visitor.session.read()).toMatchObject({ sessionId: 'ses_of_anna' });
  });

  test('goes out of view at once when the page says that nobody is there', async () => {
    await identify(anna);
    visitor.identify(null);
    expect(visitor.session.read()).toEqual({});
    expect(switched).toEqual([false, true]);
  });

  test('is forgotten at once when the next person comes', async () => {
    await identify(anna);
    const { person } = visitor.read();
    visitor.identify(bert);
    expect(visitor.session.read()).toEqual({});
    expect(signedOut()).toEqual(['token_of_anna']);
    expect(switched.at(-1)).toBe(true);
    expect(visitor.read().person).not.toBe(person);
    await visitor.session.ready();
    expect(token()).toBe('token_of_bert');
    // Nothing of Anna’s went to the server in Bert’s name.
    expect(calls.at(-1)).toMatchObject({ token: undefined, body: { externalId: 'bert' } });
  });

  test('is not known by a proof that came when the next person was there already', async () => {
    let answer = () => {};
    answered = new Promise((resolve) => {
      answer = resolve;
    });
    visitor.identify(anna);
    await new Promise((resolve) => setTimeout(resolve));
    expect(paths()).toEqual(['identify']);
    visitor.identify(bert);
    answer();
    await visitor.session.ready();
    expect(token()).toBe('token_of_bert');
    expect(signedOut()).toEqual(['token_of_anna']);
  });

  test('whom the server does not believe is anonymous, and the developer reads why', async () => {
    obstacles = [refused];
    await identify(anna);
    expect(visitor.read().proof).toBe('none');
    expect(console.warn).toHaveBeenCalledOnce();
    await identify({ ...anna });
    expect(paths()).toEqual(['identify']);
    await identify({ ...anna, signature: 'a2' });
    expect(visitor.read().proof).toBe('signature');
  });

  test('who could not be proven for want of a connection is tried again', async () => {
    obstacles = [new CallError(offline)];
    await identify(anna);
    expect(visitor.read().proof).toBe('none');
    await identify({ ...anna });
    expect(visitor.read().proof).toBe('signature');
  });

  test('whose credential counts no more goes on anonymously', async () => {
    await identify(anna);
    visitor.session.write({ revision: 'r' });
    expect(visitor.read().proof).toBe('none');
    visitor.session.write({ visitorToken: 'token_anonymous' });
    expect(slots.browser.read().visitorToken).toBe('token_anonymous');
    expect(slots.known.read()).toEqual({});
  });
});

describe('A visitor with an e-mail alone', () => {
  test('is noted with the first message, once, and is not known by it', async () => {
    visitor.identify({ email: 'anna@shop.example' });
    expect(calls).toEqual([]);
    await visitor.session.ready();
    await visitor.session.ready();
    expect(paths()).toEqual(['identify']);
    expect(token()).toBe('token_of_browser');
    expect(visitor.read().proof).toBe('none');

    visitor = load();
    await identify({ email: 'Anna@shop.example' });
    expect(calls).toEqual([]);
    expect(token()).toBe('token_of_browser');
  });

  test('is forgotten when the page names another address, here or after a load', async () => {
    await identify({ email: 'anna@shop.example' });
    visitor = load();
    visitor.identify({ email: 'bert@shop.example' });
    expect(visitor.session.read()).toEqual({});
    expect(signedOut()).toEqual(['token_of_browser']);
    expect(switched).toEqual([true]);
  });

  test('takes the conversation along when the page proves the same address', async () => {
    await identify({ email: 'anna@shop.example' });
    visitor.session.write({ ...visitor.session.read(), sessionId: 'ses_1' });
    await identify(anna);
    expect(visitor.session.read()).toMatchObject({
      visitorToken: 'token_of_anna',
      sessionId: 'ses_1',
    });
    expect(switched).toEqual([false]);
  });

  test('does not go to the server while nobody writes', async () => {
    visitor.identify({ email: 'anna@shop.example' });
    visitor.identify(null);
    visitor.identify({ email: 'anna@shop.example' });
    await new Promise((resolve) => setTimeout(resolve));
    expect(calls).toEqual([]);
  });
});

describe('A visitor with a one-time code', () => {
  beforeEach(async () => {
    slots.browser.write({ visitorToken: 'anonymous', sessionId: 'ses_1', seen: 'msg_1' });
    await visitor.verifyCode('anna@shop.example', '123456');
  });

  test('is known in this tab only, by the address, with the conversation at hand', () => {
    expect(visitor.read()).toMatchObject({ proof: 'code', email: 'anna@shop.example' });
    expect(slots.tab.read()).toMatchObject({ sessionId: 'ses_1', seen: 'msg_1' });
    expect(slots.browser.read()).toEqual({});
    expect(slots.known.read()).toEqual({});
    // Another tab has a session storage of its own.
    slots = { ...slots, tab: keep() };
    expect(load().session.read()).toEqual({});
  });

  test('who says “Not you?” leaves nothing', () => {
    visitor.signOut();
    expect(visitor.session.read()).toEqual({});
    expect(visitor.read()).toMatchObject({ proof: 'none', email: undefined });
    expect(signedOut()).toHaveLength(1);
    expect(switched.at(-1)).toBe(true);
  });

  test('stays when the page names the same address, and not when it names another', () => {
    visitor.identify({ email: 'Anna@shop.example' });
    expect(visitor.read().proof).toBe('code');
    visitor.identify({ email: 'bert@shop.example' });
    expect(visitor.read().proof).toBe('none');
    expect(visitor.session.read()).toEqual({});
  });

  test('that is wrong changes nothing', async () => {
    visitor.signOut();
    obstacles = [refused];
    await expect(visitor.verifyCode('anna@shop.example', '000000')).rejects.toBe(refused);
    expect(visitor.read().proof).toBe('none');
  });
});

test('A reset signs everybody out', async () => {
  await identify(anna);
  slots.tab.write({ visitorToken: 'token_of_tab' });
  visitor.reset();
  expect(signedOut().sort()).toEqual(['token_of_anna', 'token_of_tab']);
  expect(visitor.session.read()).toEqual({});
  expect(switched.at(-1)).toBe(true);
  // The same person may come back.
  await identify(anna);
  expect(visitor.read().proof).toBe('signature');
});
