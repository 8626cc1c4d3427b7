import { type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { closeServer, serve } from './serve.ts';
import { serveDashboard } from './serveDashboard.ts';

let server: TestServer;
let http: Server;
let key: string;
let secretKey: string;

beforeAll(async () => {
  server = await startTestServer({ environment: { ECHOAI_DEMO: 'on' } });
  http = await serve({
    app: server.app,
    dashboard: await serveDashboard(),
    port: 0,
    host: '127.0.0.1',
    publicUrl: 'https://chat.example',
  });
  const organisation = await server.createOrganisation();
  ({ secretKey } = organisation);
  const bot = await organisation.client.chatbots.create({
    body: { name: 'Bot', allowedOrigins: ['https://shop.example'] },
  });
  key = bot.publishableKey;
});
afterAll(async () => {
  http.closeAllConnections();
  await closeServer(http);
  await server.close();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
}

/** The beginning of an answer: a stream has no end. */
function headersOf(
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: object; body?: string | undefined } = {},
): Promise<Answer> {
  const { port } = http.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const call = request({ port, path, method, headers: { ...headers }, agent: false });
    call.on('response', (answer) => {
      answer.destroy();
      resolve({ status: answer.statusCode!, headers: answer.headers });
    });
    call.on('error', reject);
    call.end(body);
  });
}

function expectSecure({ headers }: Answer, path: string): void {
  expect(headers['x-content-type-options'], path).toBe('nosniff');
  expect(headers['referrer-policy'], path).toMatch(
    /^(same-origin|no-referrer|strict-origin-when-cross-origin)$/,
  );
  expect(headers['strict-transport-security'], path).toBe('max-age=31536000');
  expect(headers['content-security-policy'], path).toMatch(/default-src 'none'|default-src 'self'/);
  expect(headers['content-security-policy'], path).toContain('frame-ancestors');
  expect(headers['cross-origin-resource-policy'], path).toMatch(/^(same|cross)-origin$/);
  expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
  if (!path.includes('/widget/panel')) expect(headers['x-frame-options'], path).toBe('DENY');
}

const json = { 'content-type': 'application/json' };

describe('every answer has the headers by which browsers keep it safe', () => {
  it('from every route that is registered, with and without who may call it', async () => {
    const routes = server.app.routes.filter(
      ({ method, path }) => method !== 'ALL' && path !== '/*',
    );
    const calls = new Set(
      routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)\{[^}]*\}/g, 'none')}`),
    );
    expect(calls.size).toBeGreaterThan(80);
    for (const call of calls) {
      const [method, pattern] = call.split(' ') as [string, string];
      const path = pattern
        .replace(/\/:(\w+)\?/g, '')
        .replace(/:\w+/g, 'none')
        .replace('*', 'none');
      for (const headers of [json, { ...json, authorization: `Bearer ${secretKey}` }])
        expectSecure(
          await headersOf(path, { method, headers, body: /^P/.test(method) ? '{}' : undefined }),
          call,
        );
    }
  });

  it.each<[string, string, Parameters<typeof headersOf>[1]?]>([
    ['sign-in', '/auth/sign-in/email', { method: 'POST', headers: json, body: '{}' }],
    ['a page of better-auth', '/auth/error?error=a'],
    ['a session', '/auth/get-session'],
    ['the panel', '/widget/panel?key=pk_none'],
    ['the loader', '/widget.js'],
    ['the demo', '/demo'],
    ['the demo’s style', '/demo/style.css'],
    ['the description of the API', '/api/v1/openapi.json'],
    ['health', '/healthz'],
    ['metrics', '/metrics'],
    ['a page of the dashboard', '/sign-in'],
    ['a page that is not there', '/nothing-here'],
    ['an endpoint that is not there', '/api/v1/nothing-here'],
    ['a method that is not there', '/healthz', { method: 'DELETE' }],
    ['a preflight', '/api/v1/chat', { method: 'OPTIONS' }],
    ['JSON that is none', '/api/v1/setup', { method: 'POST', headers: json, body: '{' }],
    [
      'a body that is too large',
      '/auth/sign-in/email',
      { method: 'POST', headers: { ...json, 'content-length': '99999999' } },
    ],
    ['a return from a provider', '/connections/callback/slack?code=a'],
    ['HEAD', '/api/v1/openapi.json', { method: 'HEAD' }],
  ])('of %s', async (_, path, init) => {
    expectSecure(await headersOf(path, init), path);
  });

  it('of a stream', async () => {
    const answer = await headersOf('/api/v1/chat', {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${key}`, accept: 'text/event-stream' },
      body: JSON.stringify({ message: 'Hello' }),
    });
    expect(answer.headers['content-type']).toContain('text/event-stream');
    expectSecure(answer, 'stream');
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

it('only the panel may be framed by other sites, and only by those of its chatbot', async () => {
  const { headers } = await headersOf(`/widget/panel?key=${key}`);
  expect(headers['x-frame-options']).toBeUndefined();
  expect(headers['content-security-policy']).toContain(
    "frame-ancestors 'self' https://shop.example",
  );
  for (const path of ['/sign-in', '/demo', '/auth/get-session', '/api/v1/me'])
    expect((await headersOf(path)).headers['content-security-policy'], path).toContain(
      "frame-ancestors 'none'",
    );
});

it('what is personal is kept by no browser and no proxy', async () => {
  const me = { authorization: `Bearer ${secretKey}` };
  for (const path of ['/api/v1/me', '/api/v1/chatbots', '/auth/get-session', '/api/v1/setup'])
    expect((await headersOf(path, { headers: me })).headers['cache-control'], path).toBe(
      'no-store',
    );
});

it('what a browser has already is shown by the policy that came with it', async () => {
  for (const path of ['/sign-in', '/api/v1/openapi.json', `/api/v1/widget/config?key=${key}`]) {
    const first = await headersOf(path);
    expect([path, first.status]).toEqual([path, 200]);
    const again = await headersOf(path, { headers: { 'if-none-match': first.headers.etag } });
    expect([path, again.status]).toEqual([path, 304]);
    for (const name of ['content-security-policy', 'cache-control'])
      expect([undefined, first.headers[name]], `${path} ${name}`).toContain(again.headers[name]);
  }
});
