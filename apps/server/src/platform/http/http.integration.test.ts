import { api, type Endpoint } from '@echoai/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askForReply,
  openTestDatabase,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;

beforeAll(async () => {
  server = await startTestServer();
  organisation = await server.createOrganisation();
});
afterAll(() => server.close());

const asOperator = () => ({ authorization: `Bearer ${organisation.secretKey}` });
const get = (path: string, headers: Record<string, string> = {}) =>
  server.request(path, { headers: { ...asOperator(), ...headers } });
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  server.request(path, {
    method: 'POST',
    headers: { ...asOperator(), 'content-type': 'application/json', ...headers },
    body,
  });
const codeOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return [response.status, ((await response.json()) as { code: string }).code];
};

describe('health', () => {
  it('says that process, database and jobs are there', async () => {
    expect(await (await server.request('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await server.request('/readyz');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ database: true, jobs: true });
  });

  it('is not ready without database and jobs, though the process lives', async () => {
    const database = await openTestDatabase();
    const stopped = await startTestServer({ database });
    await stopped.close();
    const ready = await stopped.request('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ database: false, jobs: false });
    expect((await stopped.request('/healthz')).status).toBe(200);
  });

  it('is measured in Prometheus’ text format, without a word of visitors', async () => {
    const bot = await organisation.client.chatbots.create({ body: { name: 'Metrics' } });
    await askForReply(server, { key: bot.publishableKey, message: 'wherefore zanzibar?' });
    const response = await server.request('/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    for (const line of text.split('\n')) {
      expect(line).toMatch(/^$|^# (HELP|TYPE) \S+ .+$|^[a-z_:][\w:]*(\{[^{}]*\})? \S+$/i);
    }
    expect(text).toMatch(/^echoai_turns_total\{outcome="unanswered"\} [1-9]/m);
    expect(text).not.toMatch(/zanzibar|sk_|pk_/i);
  });
});

describe('the OpenAPI description', () => {
  it('has every endpoint of the contract, with its parameters, and nothing that dangles', async () => {
    const description = (await (
      await server.request('/api/v1/openapi.json')
    ).json()) as Description;
    expect(description.openapi).toBe('3.1.0');
    expect(description.info).toMatchObject({ title: 'EchoAI', version: expect.any(String) });

    const endpoints = Object.values(api).flatMap((group) => Object.values(group) as Endpoint[]);
    const promised = endpoints.map(({ method, path }) => `${method} ${path}`).sort();
    const described = Object.entries(description.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(promised);

    const operations = Object.entries(description.paths).flatMap(([path, item]) =>
      Object.values(item).map((operation) => ({ path, operation })),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const named = operation.parameters.filter(({ in: where }) => where === 'path');
      expect(named.map(({ name }) => name).sort(), path).toEqual(inPath.sort());
      expect(named.every(({ required }) => required)).toBe(true);
      const statuses = Object.keys(operation.responses);
      expect(statuses, path).toContain('default');
      expect(
        statuses.some((status) => /^2\d\d$/.test(status)),
        path,
      ).toBe(true);
    }

    const references = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)];
    for (const [, reference] of references) expect(find(description, reference!)).toBeDefined();
    const schemes = Object.keys(description.components.securitySchemes);
    const used = operations.flatMap(({ operation }) => operation.security.flatMap(Object.keys));
    expect(schemes).toEqual(expect.arrayContaining(used));
  });
});

interface Description {
  openapi: string;
  info: object;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: object };
}
interface Operation {
  operationId: string;
  security: object[];
  parameters: { name: string; in: string; required?: boolean }[];
  responses: object;
}

function find(document: object, reference: string): unknown {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, name) => (node as Record<string, unknown>)?.[name], document);
}

describe('a request id', () => {
  it('is taken over when it is harmless, and made otherwise', async () => {
    const idFor = async (id?: string) =>
      (await server.request('/healthz', { headers: id ? { 'x-request-id': id } : {} })).headers.get(
        'x-request-id',
      );
    expect(await idFor('trace-42.a_b')).toBe('trace-42.a_b');
    const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
    expect(await idFor()).toMatch(uuid);
    expect(await idFor('{"forged":"log line"}')).toMatch(uuid);
    expect(await idFor('x'.repeat(65))).toMatch(uuid);
  });
});

describe('a request that cannot be served', () => {
  it('is answered with problem details and a stable code', async () => {
    expect(await codeOf(await post('/api/v1/chatbots', '{"name":'))).toEqual([
      400,
      'malformed-json',
    ]);
    expect(await codeOf(await get('/api/v1/nothing-here'))).toEqual([404, 'not-found']);
    expect(await codeOf(await get('/api/v1/chatbots/bot_none'))).toEqual([404, 'not-found']);
    expect(await codeOf(await post('/api/v1/chatbots', ' '.repeat(1024 * 1024 + 1)))).toEqual([
      413,
      'payload-too-large',
    ]);
    expect(await codeOf(await post('/auth/sign-in/email', ' '.repeat(1024 * 1024)))).toEqual([
      413,
      'payload-too-large',
    ]);
  });

  it('with a method that the path does not have names those it has', async () => {
    const wrong = await server.request('/api/v1/chatbots', { method: 'PUT' });
    expect(await codeOf(wrong)).toEqual([405, 'method-not-allowed']);
    expect(wrong.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
    const health = await server.request('/healthz', { method: 'DELETE' });
    expect(health.status).toBe(405);
    expect(health.headers.get('allow')).toBe('GET, HEAD');
  });

  it('because of NUL or half a character in it, is not an error of ours', async () => {
    const { client } = organisation;
    const bot = await client.chatbots.create({ body: { name: 'Odd', model: 'gpt\u0000-4o' } });
    expect(bot.model).toBe('gpt-4o');
    for (const path of [
      '/api/v1/chatbots/%00',
      '/api/v1/conversations/ses%00',
      '/api/v1/chatbots?cursor=%00',
      '/api/v1/conversations?chatbotId=%00',
      `/api/v1/chatbots/${bot.id}/faqs/%ff`,
      `/api/v1/chatbots/${bot.id}/search?q=%00a%ed%a0%80`,
    ]) {
      expect((await get(path)).status, path).toBeLessThan(500);
    }
    const turn = {
      message: 'Hello',
      clientMessageId: 'a\u0000b',
      context: { url: 'https://shop.example/\u0000', referrer: '\ud800', locale: 'e\u0000n' },
    };
    const chat = (body: object) =>
      post('/api/v1/chat', JSON.stringify(body), {
        authorization: `Bearer ${bot.publishableKey}`,
        accept: 'application/json',
      });
    expect((await chat(turn)).status).toBe(200);
    expect((await chat({ message: 'Hello', sessionId: 'ses_\u0000' })).status).toBe(401);
  });
});

describe('other methods', () => {
  it('HEAD answers like GET, without a body', async () => {
    const head = await server.request('/api/v1/openapi.json', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('OPTIONS lets other web sites ask for what visitors need, without credentials', async () => {
    const preflight = await server.request('/api/v1/chat', {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST, PATCH, DELETE');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('echoai-visitor');
    expect(preflight.headers.has('access-control-allow-credentials')).toBe(false);
  });
});

describe('a list', () => {
  it('has no gap and no double while rows are added between two pages', async () => {
    const { client } = await server.createOrganisation();
    const { id: chatbotId } = await client.chatbots.create({ body: { name: 'Bot 0' } });
    const params = { chatbotId };
    const lists = [
      {
        list: client.chatbots.list,
        add: (index: number) => client.chatbots.create({ body: { name: `Bot ${index}` } }),
      },
      {
        list: (args?: { query?: object }) => client.sources.list({ params, ...args }),
        add: (index: number) =>
          client.sources.create({ params, body: { type: 'text', title: `${index}`, text: 'x' } }),
      },
      {
        list: (args?: { query?: object }) => client.faqs.list({ params, ...args }),
        add: (index: number) =>
          client.faqs.create({
            params,
            body: { question: `${index}?`, answer: 'x', displayOrder: index % 3 },
          }),
      },
    ];
    for (const { list, add } of lists) {
      for (let index = 1; index <= 7; index++) await add(index);
      const before = (await list()).items.map(({ id }) => id);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ query: { limit: 2, cursor } });
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
        if (seen.length < 6) await add(seen.length);
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => before.includes(id))).toEqual(before);
    }
  });

  it('refuses a limit or a cursor that is none of ours', async () => {
    const { client } = organisation;
    const { id } = await client.chatbots.create({ body: { name: 'Lists' } });
    const source = await client.sources.create({
      params: { chatbotId: id },
      body: { type: 'text', title: 'a', text: 'b' },
    });
    const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
    const garbage = [
      'garbage',
      '%F0%9F%92%A5',
      ...[
        [],
        {},
        null,
        7,
        [7],
        ['a', 'b'],
        ['a', 7],
        [7, 7],
        [null],
        [['a']],
        ['a\u0000', 'b'],
      ].map(cursorOf),
    ];
    const valid: Record<string, unknown[]> = {
      '/api/v1/chatbots': ['bot_a'],
      '/api/v1/keys': ['key_a'],
      '/api/v1/conversations': ['2026-01-01T00:00:00.000001Z', 'ses_a'],
      [`/api/v1/chatbots/${id}/sources`]: ['src_a'],
      [`/api/v1/chatbots/${id}/sources/${source.id}/passages`]: [7],
      [`/api/v1/chatbots/${id}/faqs`]: [7, 'faq_a'],
    };
    for (const [path, key] of Object.entries(valid)) {
      expect((await get(`${path}?cursor=${cursorOf(key)}`)).status, path).toBe(200);
      const wrong = garbage.filter((cursor) => cursor !== cursorOf(key));
      for (const query of ['limit=0', 'limit=101', 'limit=x', ...wrong.map((c) => `cursor=${c}`)]) {
        const response = await get(`${path}?${query}`);
        expect([response.status, await response.text()], `${path}?${query}`).toEqual([
          422,
          expect.stringContaining('"code":"invalid-request"'),
        ]);
      }
    }
  });
});
