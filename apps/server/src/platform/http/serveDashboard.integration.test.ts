import { type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { closeServer, serve } from './serve.ts';
import { serveDashboard } from './serveDashboard.ts';

/** The built dashboard's files, packed and not. */

let server: TestServer;
let http: Server;
/** A script of the first page, which is long. */
let script: string;

beforeAll(async () => {
  server = await startTestServer();
  const dashboard = await serveDashboard();
  http = await serve({
    ...{ app: server.app, dashboard, port: 0, host: '127.0.0.1' },
    publicUrl: 'https://chat.example',
  });
  const page = (await ask('/')).body.toString();
  script = page.match(/\/_next\/static\/[^"]+\.js/)![0];
});
afterAll(async () => {
  http.closeAllConnections();
  await closeServer(http);
  await server.close();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Without what `fetch` adds and unpacks by itself. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = http.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const call = request({ port, path, method, headers, agent: false }, async (answer) => {
      const body = Buffer.concat(await answer.toArray());
      resolve({ status: answer.statusCode!, headers: answer.headers, body });
    });
    call.on('error', reject);
    call.end();
  });
}

it.each([
  ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
  ['gzip', 'gzip, deflate', gunzipSync],
])('a script is sent as %s to whoever takes it, and is the same', async (coding, takes, unpack) => {
  const plain = await ask(script);
  const packed = await ask(script, { 'accept-encoding': takes });
  expect(packed.headers).toMatchObject({
    'content-encoding': coding,
    'content-type': plain.headers['content-type'],
    'content-length': String(packed.body.length),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
  expect(plain.headers['content-encoding']).toBeUndefined();
  // A cache must not give the one to whoever takes the other only.
  expect(plain.headers.vary).toBe('Accept-Encoding');
  expect(packed.headers.etag).not.toBe(plain.headers.etag);
  expect(packed.body.length).toBeLessThan(plain.body.length / 2);
  expect(unpack(packed.body).equals(plain.body)).toBe(true);
});

it('a page that the browser has is not sent again, packed or not', async () => {
  for (const takes of ['br', 'gzip', 'identity']) {
    const { headers } = await ask('/automations', { 'accept-encoding': takes });
    expect(headers['content-type']).toContain('text/html');
    const again = await ask('/automations', {
      'accept-encoding': takes,
      'if-none-match': headers.etag!,
    });
    expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) });
  }
});

it('HEAD says the same as GET without a body, and a range is a part of what GET sends', async () => {
  for (const takes of ['br', 'identity']) {
    const headers = { 'accept-encoding': takes };
    const whole = await ask(script, headers);
    const head = await ask(script, headers, 'HEAD');
    expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) });
    expect({ ...head.headers, date: '' }).toEqual({ ...whole.headers, date: '' });
    const part = await ask(script, { ...headers, range: 'bytes=10-29' });
    expect(part.status).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 10-29/${whole.body.length}`);
    expect(part.body.equals(whole.body.subarray(10, 30))).toBe(true);
  }
});
