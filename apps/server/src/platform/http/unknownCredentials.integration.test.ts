import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let publishableKey: string;

beforeAll(async () => {
  server = await startTestServer({ environment: { TRUST_PROXY: 'loopback' } });
  organisation = await server.createOrganisation();
  ({ publishableKey } = await organisation.client.chatbots.create({ body: { name: 'Shop' } }));
});
afterAll(() => server.close());

/** A request that a proxy passed on for somebody. */
const ask = (address: string, path: string, bearer?: string, init: RequestInit = {}) =>
  server.request(path, {
    ...init,
    headers: {
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...init.headers,
      'x-forwarded-for': address,
    },
  });

type Asked = [path: string, bearer?: string, init?: RequestInit];

const kinds: [string, (number: number) => Asked, number][] = [
  ['secret keys', (number) => ['/api/v1/me', `sk_${'x'.repeat(60)}${number}`], 401],
  ['publishable keys', (number) => ['/api/v1/faqs', `pk_madeup${number}`], 401],
  ['keys of the widget', (number) => [`/api/v1/widget/config?key=pk_widget${number}`], 404],
  ['webhooks', (number) => [`/api/v1/hooks/madeup${number}`, undefined, { method: 'POST' }], 404],
];

describe.each(kinds)('made-up %s', (_, requestOf, refusal) => {
  // Each kind has networks of its own.
  const network = kinds.findIndex(([, of]) => of === requestOf) + 1;
  const statusesOf = async (address: string, from: number, count: number, step = 1) => {
    const statuses: number[] = [];
    for (let number = from; number < from + count; number++) {
      statuses.push((await ask(address, ...requestOf(step * number))).status);
    }
    return statuses;
  };

  it('are looked up sixty times a minute for one /64, then refused', async () => {
    const address = `2001:db8:${network}:1::5`;
    const statuses = await statusesOf(address, 1, 70);
    expect(statuses.slice(0, 60).every((status) => status === refusal)).toBe(true);
    expect(statuses.slice(60).every((status) => status === 429)).toBe(true);
    expect((await ask(`2001:db8:${network}:1::6`, ...requestOf(9_999))).status).toBe(429);
    expect((await ask(`2001:db8:${network}:2::5`, ...requestOf(9_998))).status).toBe(refusal);
  });

  it('are looked up once, however often the same comes', async () => {
    const statuses = await statusesOf(`203.0.113.${network}`, 5_000, 100, 0);
    expect(new Set(statuses)).toEqual(new Set([refusal]));
  });

  it('are looked up sixty times also when they come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (__, number) =>
        ask(`2001:db8:${network}:3::5`, ...requestOf(20_000 + number)),
      ),
    );
    expect(answers.filter(({ status }) => status === refusal)).toHaveLength(60);
  });
});

it('keys that were good before work on at an address that guesses', async () => {
  const address = '198.51.100.9';
  const me = () => ask(address, '/api/v1/me', organisation.secretKey);
  const faqs = () => ask(address, '/api/v1/faqs', publishableKey);
  expect([(await me()).status, (await faqs()).status]).toEqual([200, 200]);
  for (let number = 0; number < 61; number++) {
    await ask(address, '/api/v1/me', `sk_${'y'.repeat(60)}${number}`);
    await ask(address, '/api/v1/faqs', `pk_again${number}`);
  }
  expect((await ask(address, '/api/v1/me', 'sk_unknown')).status).toBe(429);
  expect([(await me()).status, (await faqs()).status]).toEqual([200, 200]);
});

it('X-Forwarded-For of a peer that is not in TRUST_PROXY changes nothing', async () => {
  const from = (forwardedFor: string) =>
    server.request(
      '/api/v1/me',
      { headers: { authorization: `Bearer sk_z${forwardedFor}`, 'x-forwarded-for': forwardedFor } },
      { incoming: { socket: { remoteAddress: '192.168.7.7' } } },
    );
  const statuses: number[] = [];
  for (let number = 0; number < 65; number++) statuses.push((await from(`1.1.1.${number}`)).status);
  expect(statuses.lastIndexOf(401)).toBe(59);
});

it('the OpenAPI description is made once and not sent again to who has it', async () => {
  const first = await server.request('/api/v1/openapi.json');
  const etag = first.headers.get('etag')!;
  expect(first.headers.get('content-type')).toMatch(/^application\/json/);
  const again = await server.request('/api/v1/openapi.json', {
    headers: { 'if-none-match': etag },
  });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
});
