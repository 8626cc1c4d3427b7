import { api } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sealedHookSecrets } from '../automation/hookSecret.ts';
import { graphOf } from '../automation/testing/graph.ts';
import { type Recorder, startRecorder } from '../automation/testing/recorder.ts';
import { openWorkspace, type Workspace } from '../automation/testing/workspace.ts';
import { createLog } from '../platform/log.ts';
import { resealSecrets } from '../platform/resealSecrets.ts';
import { createSecrets } from '../platform/secrets.ts';
import { startTestServer, type TestServer } from '../testing/testServer.ts';
import { sealedPlaces } from './sealedPlaces.ts';

const places = [...sealedPlaces, ...sealedHookSecrets];
const secret = 'a secret of the tests, long enough for anything';

const logged: string[] = [];
let server: TestServer;
let workspace: Workspace;
let recorder: Recorder;
let respond: Recorder['state']['respond'];

beforeAll(async () => {
  recorder = await startRecorder();
  respond = recorder.state.respond;
  server = await startTestServer({
    environment: { ECHOAI_SECRET: secret, ECHOAI_ALLOW_PRIVATE: '127.0.0.1,localhost' },
    log: createLog('debug', { write: (line) => logged.push(line) }),
  });
  workspace = await openWorkspace(server);
});
afterAll(async () => {
  await server.close();
  await recorder.close();
});
afterEach(() => {
  recorder.state.recorded.length = 0;
  recorder.state.respond = respond;
});

const token = 'a-token-that-nobody-sees';
const create = (body: object = {}) =>
  workspace.client.credentials.create({
    body: {
      name: 'Orders',
      secret: { type: 'bearer', token },
      hosts: ['127.0.0.1'],
      ...body,
    },
  });

/** Runs one request with a credential. */
async function request(credentialId: string, url = recorder.url) {
  const workflowId = await workspace.activateUnchecked(
    graphOf(
      {
        begin: { kind: 'manual' },
        call: { kind: 'http_request', url: `${url}/{{ event.input.path }}`, credentialId },
      },
      ['begin>call'],
    ),
  );
  return workspace.until(await workspace.run(workflowId, { path: 'orders' }));
}

describe('a credential', () => {
  it.each([
    ['bearer', { type: 'bearer', token }, { authorization: `Bearer ${token}` }],
    [
      'basic',
      { type: 'basic', username: 'ada', password: 'p:ä' },
      { authorization: `Basic ${Buffer.from('ada:p:ä').toString('base64')}` },
    ],
    ['header', { type: 'header', name: 'X-Api-Key', value: 'k1' }, { 'x-api-key': 'k1' }],
  ])('of type %s goes with a request, and its use is noted', async (_, kept, headers) => {
    const { id } = await create({ secret: kept });
    const { status } = await request(id);
    expect(status).toBe('completed');
    expect(recorder.state.recorded[0]!.headers).toMatchObject(headers);
    const { items } = await workspace.client.credentials.list({ query: {} });
    const used = items.find((item) => item.id === id)!;
    expect(used.lastUsedAt).not.toBeNull();
    expect(used.usedBy).toEqual([{ id: expect.stringMatching(/^wf_/), name: 'Test' }]);
  });

  it('is in no answer of the API, no step, no log and no row, also when the request fails', async () => {
    const { id } = await create();
    recorder.state.respond = (_request, response) => response.writeHead(404).end('none');
    const execution = await request(id);
    expect(execution.status).toBe('failed');
    expect(recorder.state.recorded[0]!.headers.authorization).toContain(token);
    const { items } = await workspace.client.credentials.list({ query: {} });
    expect(JSON.stringify([execution, items])).not.toContain(token);
    const { rows } = await server.database.asPlatform((tx) =>
      tx.execute(sql`select * from credentials where id = ${id}`),
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(logged.join('')).toContain('POST');
    expect(logged.join('')).not.toContain(token);
  });

  it('goes to its hosts only, whatever the address is made of, and not along with a redirect', async () => {
    const { id, hosts } = await create({ hosts: ['api.example.com', '*.shop.example'] });
    expect(hosts).toEqual(['api.example.com', '*.shop.example']);
    const refused = await request(id);
    expect(refused.status).toBe('failed');
    expect(refused.error!.message).toContain('is not sent to 127.0.0.1');
    expect(recorder.state.recorded).toEqual([]);

    const other = await startRecorder();
    recorder.state.respond = (_request, response) =>
      response.writeHead(302, { location: other.url.replace('127.0.0.1', 'localhost') }).end();
    const { id: allowed } = await create();
    expect((await request(allowed)).status).toBe('completed');
    expect(recorder.state.recorded[0]!.headers.authorization).toBe(`Bearer ${token}`);
    expect(other.state.recorded[0]!.headers.authorization).toBeUndefined();
    await other.close();
  });

  it('that was replaced is the new one from then on, and one that is gone says so', async () => {
    const { id } = await create();
    const params = { credentialId: id };
    await workspace.client.credentials.update({
      params,
      body: { name: 'New', secret: { type: 'bearer', token: 'new' } },
    });
    await request(id);
    expect(recorder.state.recorded[0]!.headers.authorization).toBe('Bearer new');
    await workspace.client.credentials.remove({ params });
    const { status, error } = await request(id);
    expect({ status, error: error!.message }).toEqual({
      status: 'failed',
      error: 'The credential was deleted. Choose another one.',
    });
    await expect(workspace.client.credentials.remove({ params })).rejects.toMatchObject({
      problem: { status: 404 },
    });
  });

  it('goes to a new host only when its secret is given again, and to fewer hosts without', async () => {
    const { id } = await create({ hosts: ['api.example.com', '*.shop.example'] });
    const params = { credentialId: id };
    const update = (body: object) => workspace.client.credentials.update({ params, body });
    const thief = '127.0.0.1';
    for (const hosts of [
      [thief],
      ['api.example.com', thief],
      ['*.api.example.com'],
      ['*.example'],
      ['shop.example'],
    ])
      await expect(update({ hosts }), hosts.join()).rejects.toMatchObject({
        problem: {
          status: 422,
          detail: expect.stringContaining('Enter the secret again'),
          errors: [{ path: 'secret', message: expect.any(String) }],
        },
      });
    expect((await request(id)).error!.message).toContain('is not sent to 127.0.0.1');
    expect(recorder.state.recorded).toEqual([]);

    for (const hosts of [['*.eu.shop.example'], ['a.eu.shop.example']])
      expect((await update({ hosts })).hosts).toEqual(hosts);
    await expect(update({ hosts: ['*.shop.example'] })).rejects.toMatchObject({
      problem: { status: 422 },
    });
    await update({ hosts: [thief], secret: { type: 'bearer', token: 'given again' } });
    await request(id);
    expect(recorder.state.recorded[0]!.headers.authorization).toBe('Bearer given again');
  });

  it('of another organisation is not found, and not sent', async () => {
    const { id } = await create();
    const stranger = await openWorkspace(server);
    const params = { credentialId: id };
    await expect(
      stranger.client.credentials.update({ params, body: { name: 'Mine' } }),
    ).rejects.toMatchObject({ problem: { status: 404 } });
    expect((await stranger.client.credentials.list({ query: {} })).items).toEqual([]);
    const graph = graphOf(
      {
        begin: { kind: 'manual' },
        call: { kind: 'http_request', url: recorder.url, credentialId: id },
      },
      ['begin>call'],
    );
    const { status } = await stranger.until(
      await stranger.run(await stranger.activateUnchecked(graph)),
    );
    expect(status).toBe('failed');
    expect(recorder.state.recorded).toEqual([]);
  });

  it('that no header may hold, or for what is no host, is refused', async () => {
    const { body } = api.credentials.create;
    const wrong = [
      { secret: { type: 'bearer', token: 'a\r\nx: y' } },
      { secret: { type: 'bearer', token: '' } },
      { secret: { type: 'basic', username: 'a:b', password: 'c' } },
      { secret: { type: 'header', name: 'X Key', value: 'v' } },
      { secret: { type: 'header', name: 'Idempotency-Key', value: 'goes along with redirects' } },
      { hosts: [] },
      { hosts: ['*'] },
      { hosts: ['https://api.example.com'] },
      { hosts: ['*.*.example.com'] },
    ];
    const right = { name: 'A', secret: { type: 'bearer', token: 't' }, hosts: ['a.example'] };
    expect(body.safeParse(right).success).toBe(true);
    for (const part of wrong)
      expect(body.safeParse({ ...right, ...part }).success, JSON.stringify(part)).toBe(false);
  });
});

describe('a new ECHOAI_SECRET', () => {
  it('has credentials sealed anew while the one before is known, and loses none otherwise', async () => {
    const { id } = await create();
    const { database } = server;
    const next = 'another secret of the tests, long enough as well';
    const without = createSecrets({ secret: next, previous: null });
    const before = await resealSecrets({ database, secrets: without, places });
    expect(before.resealed).toBe(0);
    expect(before.unreadable).toBeGreaterThan(0);
    const secrets = createSecrets({ secret: next, previous: secret });
    const after = await resealSecrets({ database, secrets, places });
    expect(after).toEqual({ resealed: before.unreadable, unreadable: 0 });
    expect(await resealSecrets({ database, secrets: without, places })).toEqual({
      resealed: 0,
      unreadable: 0,
    });
    // This server still has the secret of before only.
    const { error } = await request(id);
    expect(error!.message).toContain('ECHOAI_SECRET was changed');
  });
});
