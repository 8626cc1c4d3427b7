import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { api, type Endpoint } from '@echoai/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { isPacked } from './packAnswer.ts';

let server: TestServer;
let secretKey: string;
beforeAll(async () => {
  server = await startTestServer();
  ({ secretKey } = await server.createOrganisation());
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
