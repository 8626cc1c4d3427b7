import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { api, type Endpoint } from '@echoai/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, readEvents, startTestServer, type TestServer } from '../../testing/testServer.ts';
import { isPacked } from './packAnswer.ts';

let server: TestServer;
let secretKey: string;
let client: Awaited<ReturnType<TestServer['createOrganisation']>>['client'];
beforeAll(async () => {
  server = await startTestServer();
  ({ secretKey, client } = await server.createOrganisation());
});
afterAll(() => server.close());

const get = (path: string, encoding?: string) =>
  server.request(`/api/v1${path}`, {
    headers: {
      authorization: `Bearer ${secretKey}`,
      ...(encoding ? { 'accept-encoding': encoding } : {}),
    },
  });

describe('an answer of the API', () => {
  it.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('that is long is packed as %s for whoever takes it', async (coding, accepted, unpack) => {
    const response = await get('/workflows/node-kinds', accepted);
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(response.headers.get('vary')).toContain('accept-encoding');
    const packed = Buffer.from(await response.arrayBuffer());
    const plain = await (await get('/workflows/node-kinds')).text();
    expect(unpack(packed).toString()).toBe(plain);
    expect(packed.length).toBeLessThan(plain.length / 4);
  });

  it('that is short, or for whoever takes no packing, is left as it is', async () => {
    expect((await get('/chatbots', 'br')).headers.get('content-encoding')).toBeNull();
    expect((await get('/workflows/node-kinds')).headers.get('content-encoding')).toBeNull();
  });

  it('that is a stream of events is never packed: each leaves as it happens', async () => {
    const bot = await client.chatbots.create({ body: { name: 'Bot' } });
    const response = await ask(server, {
      ...{ key: bot.publishableKey, message: 'Hello' },
      headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip, deflate, br' },
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect((await readEvents(response)).at(-1)).toMatchObject({ event: 'done' });
  });

  it('is not packed when it holds a secret, or goes to a visitor', () => {
    const endpoints = Object.values(api).flatMap((group) => Object.values(group) as Endpoint[]);
    const holding = endpoints.filter(({ response }) => {
      if (!response) return false;
      const schema = JSON.stringify(
        z.toJSONSchema(response, { unrepresentable: 'any', io: 'input' }),
      );
      return /"(secret|clientSecret|password|\w*[tT]oken|key)":/.test(schema);
    });
    expect(holding.length).toBeGreaterThan(3);
    expect(holding.filter(isPacked).map(({ path }) => path)).toEqual([]);
    expect(endpoints.filter(isPacked).every(({ access }) => access === 'operator')).toBe(true);
    expect(endpoints.filter(isPacked).length).toBeGreaterThan(20);
  });
});
