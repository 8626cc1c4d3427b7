import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { graphOf } from '../testing/graph.ts';
import { performAction } from '../testing/performAction.ts';
import { type Recorder, startRecorder } from '../testing/recorder.ts';
import { openWorkspace, type Workspace } from '../testing/workspace.ts';
import { verifyWebhook } from '../verifyWebhook.ts';

let server: TestServer;
let shop: Recorder;
let workspace: Workspace;

beforeAll(async () => {
  shop = await startRecorder();
  const environment = { ECHOAI_ALLOW_PRIVATE: '127.0.0.1' };
  server = await startTestServer({ environment });
  workspace = await openWorkspace(server);
});
afterAll(async () => {
  await server.close();
  await shop.close();
});
beforeEach(() => {
  shop.state.recorded.length = 0;
  shop.state.respond = (_, response) => response.end();
});

const answerWith = (status: number, headers: Record<string, string> = {}, body = '') => {
  shop.state.respond = (_, response) => response.writeHead(status, headers).end(body);
};
const request = (config: Record<string, unknown> = {}) =>
  performAction(workspace, { kind: 'http_request', url: `${shop.url}/orders`, ...config });
const webhook = (config: Record<string, unknown> = {}) =>
  performAction(workspace, { kind: 'send_webhook', url: `${shop.url}/hook`, ...config });

describe('an HTTP request', () => {
  it('sends JSON with headers, and gives the answer’s JSON', async () => {
    answerWith(201, { 'content-type': 'application/json', 'x-rate': '9' }, '{"id":"A-1"}');
    const { execution, step } = await request({
      method: 'POST',
      headers: [
        { name: 'Authorization', value: 'Bearer abc' },
        { name: 'X-Empty', value: '' },
      ],
      body: { type: 'json', json: { total: 12, note: 'say "hi"' } },
    });
    expect(execution.status).toBe('completed');
    expect(step).toMatchObject({
      outcome: 'next',
      output: { status: 201, headers: { 'x-rate': '9' }, body: { id: 'A-1' } },
    });
    const [sent] = shop.state.recorded;
    expect(sent).toMatchObject({
      method: 'POST',
      path: '/orders',
      headers: { authorization: 'Bearer abc', 'content-type': 'application/json' },
    });
    expect(sent!.headers).not.toHaveProperty('x-empty');
    expect(sent!.headers).not.toHaveProperty('idempotency-key');
    expect(JSON.parse(sent!.body)).toEqual({ total: 12, note: 'say "hi"' });
  });

  it('gives text as text, nothing as null, and JSON that is none as text', async () => {
    answerWith(200, { 'content-type': 'text/plain' }, '{"a":1}');
    expect((await request()).step.output).toMatchObject({ body: '{"a":1}' });
    answerWith(204);
    expect((await request()).step.output).toMatchObject({ status: 204, body: null });
    answerWith(200, { 'content-type': 'application/json' }, 'oops');
    expect((await request()).step.output).toMatchObject({ body: 'oops' });
  });

  it('unpacks the answer and reads it by its charset', async () => {
    const json = { 'content-type': 'application/json' };
    const items = '{"items":[{"title":"How to boil water"}]}';
    const answer = (headers: Record<string, string>, body: Uint8Array) => {
      shop.state.respond = (_, response) => response.writeHead(200, headers).end(body);
    };
    for (const [encoding, body] of [
      ['gzip', gzipSync(items)],
      ['br', brotliCompressSync(items)],
      ['deflate', deflateSync(items)],
    ] as const) {
      answer({ ...json, 'content-encoding': encoding }, body);
      expect((await request()).step.output).toMatchObject({ body: JSON.parse(items) });
    }
    expect(shop.state.recorded[0]!.headers['accept-encoding']).toBe('gzip, deflate, br');
    for (const [type, bytes, read] of [
      ['application/json;charset=ISO-8859-15', '{"price":"12 \xa4"}', { price: '12 €' }],
      ['text/plain; charset="windows-1252"', '\x80 12 \x96 M\xfcller', '€ 12 – Müller'],
      ['application/json', '\xef\xbb\xbf{"city":"Graz"}', { city: 'Graz' }],
      ['application/json', '{"city":"D\xfcsseldorf"}', { city: 'Düsseldorf' }],
      ['text/plain', '12 \x80', '12 €'],
      ['text/plain; charset=Shift_JIS', '\x93\xfa\x96\x7b', '日本'],
      ['text/html', '<meta charset="shift_jis">\x93\xfa', '<meta charset="shift_jis">日'],
      ['application/json', '\xff\xfe{\0}\0', {}],
    ] as const) {
      answer({ 'content-type': type }, Buffer.from(bytes, 'latin1'));
      expect((await request()).step.output).toMatchObject({ body: read });
    }
    answer({ ...json, 'content-encoding': 'gzip' }, gzipSync('0'.repeat(20_000_000)));
    expect((await request()).step.error).toMatch(/longer than 64 kB once unpacked/);
    answer({ ...json, 'content-encoding': 'gzip' }, Buffer.from(items));
    expect((await request()).step.error).toMatch(/is not the gzip data/);
  });

  it('keeps what somebody wrote one part of its path and one value of its query', async () => {
    const at = async (url: string, order: string) => {
      shop.state.recorded.length = 0;
      const graph = graphOf(
        { begin: { kind: 'manual' }, act: { kind: 'http_request', url: `${shop.url}${url}` } },
        ['begin>act'],
      );
      const workflowId = await workspace.activate(graph);
      const execution = await workspace.until(await workspace.run(workflowId, { order }));
      return shop.state.recorded[0]?.path ?? execution.error?.message;
    };
    const inPath = '/orders/{{ event.input.order }}/status';
    const inQuery = '/find?q={{ event.input.order }}&role=guest';
    for (const order of ['A 10/24', 'R&D', '50% off', '#12', '../admin', 'x&role=admin', 'Größe']) {
      const encoded = encodeURIComponent(order);
      expect(await at(inPath, order)).toBe(`/orders/${encoded}/status`);
      expect(await at(inQuery, order)).toBe(`/find?q=${encoded}&role=guest`);
    }
    expect(await at(inPath, '..')).toMatch(/leads to another address/);
    expect(await at('/orders/{{ event.input.order | raw }}', '../admin')).toBe('/admin');
  });

  it('carries the same Idempotency-Key whenever it is tried again', async () => {
    shop.state.respond = (_, response) =>
      response.writeHead(shop.state.recorded.length === 1 ? 503 : 200).end();
    const retry = { attempts: 2, delaySeconds: 0 };
    const { execution, step } = await request({ method: 'POST', idempotencyKey: true, retry });
    expect(step).toMatchObject({ outcome: 'next', attempts: 2, guarantee: 'at-least-once' });
    const keys = shop.state.recorded.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([`${execution.id}-${step.visit}`, `${execution.id}-${step.visit}`]);
  });

  it('is tried again as the answer says, unless the answer is no', async () => {
    const retry = { attempts: 2, delaySeconds: 0 };
    answerWith(422, { 'content-type': 'application/json' }, '{"error":"no such order"}');
    const { step } = await request({ method: 'POST', retry });
    expect(step).toMatchObject({ state: 'failed', outcome: 'error', attempts: 1 });
    expect(step.error).toMatch(/^The answer was 422: \{"error":"no such order"\}$/);
    shop.state.respond = (_, response) =>
      shop.state.recorded.length === 2
        ? response.writeHead(429, { 'retry-after': '1' }).end()
        : response.end();
    const later = await request({ method: 'POST', retry });
    expect(later.step).toMatchObject({ outcome: 'next', attempts: 2 });
    const { startedAt, endedAt } = later.step;
    expect(Date.parse(endedAt!) - Date.parse(startedAt)).toBeGreaterThanOrEqual(900);
  });

  it('takes the statuses for no error that the owner says', async () => {
    answerWith(404, {}, '');
    const { step } = await request({ expectedStatus: ['2xx', '404'] });
    expect(step).toMatchObject({ outcome: 'next', output: { status: 404 } });
    answerWith(200);
    expect((await request({ expectedStatus: ['201'] })).step).toMatchObject({ outcome: 'error' });
  });

  it('of which nobody knows whether it was heard waits for the team, and a read does not', async () => {
    shop.state.respond = (_, response) => response.destroy();
    const { execution, step } = await request({ method: 'POST' });
    expect(execution.status).toBe('held');
    expect(step).toMatchObject({ state: 'uncertain', guarantee: 'at-most-once' });
    expect(step.error).toMatch(/closed the connection/);
    expect((await request()).execution.status).toBe('failed');
    shop.state.respond = () => {};
    const slow = await request({ method: 'POST', timeoutSeconds: 1 });
    expect(slow.step).toMatchObject({ state: 'uncertain' });
    expect(slow.step.error).toMatch(/did not answer in time/);
    answerWith(504);
    expect((await request({ method: 'POST' })).step).toMatchObject({ state: 'uncertain' });
  });

  it('that never left is simply an error', async () => {
    const { execution, step } = await request({ method: 'POST', url: 'http://127.0.0.1:1/' });
    expect(execution.status).toBe('failed');
    expect(step.error).toBe('127.0.0.1:1 takes no connections.');
  });

  it('does not reach what the installation does not allow', async () => {
    for (const url of ['http://169.254.169.254/latest', 'http://[::1]/', 'http://10.0.0.1/']) {
      const { step } = await request({ url, retry: { attempts: 3, delaySeconds: 0 } });
      expect(step).toMatchObject({ outcome: 'error', attempts: 1 });
      expect(step.error).toMatch(/ECHOAI_ALLOW_PRIVATE/);
    }
  });

  it('gives no answer that is too long for a workflow', async () => {
    answerWith(200, {}, 'x'.repeat(70_000));
    expect((await request()).step.error).toMatch(/longer than 64 kB/);
  });
});

describe('a webhook', () => {
  it('is signed with the workflow’s secret, as the receiver checks it', async () => {
    answerWith(202);
    const { execution, step, secret } = await webhook({ body: { email: 'ada@example.com' } });
    const deliveryId = `${execution.id}-${step.visit}`;
    expect(step).toMatchObject({ outcome: 'next', output: { deliveryId, status: 202 } });
    const { method, body, headers } = shop.state.recorded[0]!;
    expect(method).toBe('POST');
    expect(JSON.parse(body)).toEqual({ email: 'ada@example.com' });
    expect(headers['webhook-id']).toBe(deliveryId);
    const check = (text: string, of: string) => () =>
      verifyWebhook({
        headers: new Headers(headers as Record<string, string>),
        body: text,
        secret: of,
        now: new Date(),
      });
    expect(check(body, secret)).not.toThrow();
    expect(check(`${body} `, secret)).toThrow();
    expect(check(body, `whsec_${btoa('another')}`)).toThrow();
  });

  it('says nothing of a secret when it is not signed', async () => {
    await webhook({ signed: false });
    const { headers } = shop.state.recorded[0]!;
    expect(headers).toHaveProperty('webhook-id');
    expect(headers).not.toHaveProperty('webhook-signature');
  });

  it('is sent again with the same id after an error that passes', async () => {
    shop.state.respond = (_, response) => {
      if (shop.state.recorded.length === 1) response.destroy();
      else response.end();
    };
    const { step } = await webhook({ retry: { attempts: 2, delaySeconds: 0 } });
    expect(step).toMatchObject({ outcome: 'next', attempts: 2 });
    const ids = shop.state.recorded.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(2);
  });

  it('follows no redirect, and names the new address', async () => {
    answerWith(301, { location: 'https://example.com/new' });
    const { step } = await webhook();
    expect(step.error).toMatch(/was 301, with the new address https:\/\/example.com\/new/);
    expect(shop.state.recorded).toHaveLength(1);
  });

  it('is in the log, and sent again by hand with the same id, newly signed', async () => {
    answerWith(500);
    const failed = await webhook({ body: { n: 1 } });
    const { items } = await workspace.client.deliveries.list({ query: { state: 'failed' } });
    const id = `${failed.execution.id}-${failed.step.visit}`;
    expect(items[0]).toMatchObject({
      id,
      state: 'failed',
      attempts: 1,
      url: `${shop.url}/hook`,
      body: { n: 1 },
      redeliveries: [],
    });
    const params = { deliveryId: id };
    expect(await workspace.client.deliveries.replay({ params })).toMatchObject({
      status: null,
      error: expect.stringContaining('500'),
    });
    answerWith(204);
    expect(await workspace.client.deliveries.replay({ params })).toMatchObject({ status: 204 });
    const { headers, body } = shop.state.recorded.at(-1)!;
    expect(headers['webhook-id']).toBe(id);
    verifyWebhook({
      headers: new Headers(headers as Record<string, string>),
      body,
      secret: failed.secret,
      now: new Date(),
    });
    const after = await workspace.client.deliveries.list({ query: {} });
    expect(after.items[0]!.redeliveries.map(({ status }) => status)).toEqual([204, null]);
    const other = await openWorkspace(server);
    expect((await other.client.deliveries.list({ query: {} })).items).toEqual([]);
    await expect(other.client.deliveries.replay({ params })).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
  });

  it('of the log is read page by page, the latest first', async () => {
    const own = await openWorkspace(server);
    for (const n of [1, 2, 3])
      await performAction(own, { kind: 'send_webhook', url: `${shop.url}/hook`, body: { n } });
    const first = await own.client.deliveries.list({ query: { limit: 2 } });
    const cursor = first.nextCursor!;
    const second = await own.client.deliveries.list({ query: { limit: 2, cursor } });
    const bodies = [...first.items, ...second.items].map(({ body }) => body);
    expect(bodies).toEqual([{ n: 3 }, { n: 2 }, { n: 1 }]);
    expect(second.nextCursor).toBeNull();
  });
});
