import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { definition } from '@echoai/automation/nodes/webhook/definition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { signWebhook } from '../signWebhook.ts';
import { graphOf } from '../testing/graph.ts';
import { type Recorder, startRecorder } from '../testing/recorder.ts';
import { openWorkspace, type Workspace } from '../testing/workspace.ts';
import { openHookOf, type Request } from './testing/openHook.ts';

let server: TestServer;
let workspace: Workspace;
let shop: Recorder;

beforeAll(async () => {
  shop = await startRecorder();
  server = await startTestServer({ environment: { ECHOAI_ALLOW_PRIVATE: '127.0.0.1' } });
  workspace = await openWorkspace(server);
});
afterAll(async () => {
  await server.close();
  await shop.close();
});

const openHook = (trigger: Record<string, unknown> = {}) =>
  openHookOf({ server, workspace, trigger });

describe('the body of a webhook', () => {
  const order = { Type: 'Notification', lines: [{ sku: 'A' }] };
  const json = JSON.stringify(order);
  const typed = (type: string) => ({ 'content-type': type });

  it('is read as JSON if it is JSON, whatever its type says', async () => {
    const hook = await openHook();
    const bytes = new TextEncoder().encode(json);
    for (const request of [
      { body: json, headers: typed('text/plain; charset=UTF-8') },
      { body: bytes },
      { body: ` \n${json}`, headers: typed('application/x-www-form-urlencoded') },
      { body: bytes, headers: typed('application/octet-stream') },
      { body: `\ufeff${json}`, headers: typed('application/cloudevents+json') },
      {
        body: Buffer.from(`\ufeff${json}`, 'utf16le'),
        headers: typed('text/plain; charset=utf-16'),
      },
    ])
      expect((await hook.event(request)).body).toEqual(order);
    for (const bytes of [
      Buffer.from(`\ufeff${json}`, 'utf16le'),
      Buffer.from(`\ufeff${json}`, 'utf16le').swap16(),
      Buffer.from(json, 'utf16le'),
      Buffer.from(json, 'utf16le').swap16(),
      gzipSync(json),
    ])
      expect((await hook.event({ body: bytes, headers: typed('application/json') })).body).toEqual(
        order,
      );
    const texts = ['Hello {{ you }}', '[draft] All is well', '{not: "json"}', '42'];
    for (const body of texts)
      expect((await hook.event({ body, headers: typed('text/plain') })).body).toBe(body);
    const latin = Buffer.from('Grüße', 'latin1');
    const headers = typed('text/plain; charset=iso-8859-1');
    expect((await hook.event({ body: latin, headers })).body).toBe('Grüße');
  });

  it('of one JSON value a line is the list of them', async () => {
    const hook = await openHook();
    const lines = '{"id":9007199254740993}\r\n\n{"id":2}\n';
    const list = [{ id: '9007199254740993' }, { id: 2 }];
    for (const type of ['application/x-ndjson', 'application/json', 'text/plain'])
      expect((await hook.event({ body: lines, headers: typed(type) })).body).toEqual(list);
    const sequence = { body: '\u001e{"id":1}\n', headers: typed('application/json-seq') };
    expect((await hook.event(sequence)).body).toEqual([{ id: 1 }]);
    const text = '{"id":1}\nand so on';
    expect((await hook.event({ body: text, headers: typed('text/plain') })).body).toBe(text);
    const broken = { body: '{"id":1}\n{"id":', headers: typed('application/jsonl') };
    expect((await hook.send(broken)).status).toBe(400);
  });

  it('without a charset is read by what it says of itself, and else as Windows writes it', async () => {
    const hook = await openHook();
    const read = async (text: string, type: string) =>
      (await hook.event({ body: Buffer.from(text, 'latin1'), headers: typed(type) })).body;
    expect(await read('{"a":"Gr\xfc\xdfe"}', 'application/json')).toEqual({ a: 'Grüße' });
    expect(await read('12 \x80', 'text/plain')).toBe('12 €');
    const xml = '<?xml version="1.0" encoding="ISO-8859-2"?><a>\xb9</a>';
    expect(await read(xml, 'application/xml')).toBe(xml.replace('\xb9', 'š'));
    const form = 'application/x-www-form-urlencoded';
    expect(await read('a=Gr%FC%DFe', `${form}; charset=iso-8859-1`)).toEqual({ a: 'Grüße' });
    expect(await read('a=%80', form)).toEqual({ a: '€' });
    const { query } = await hook.event({ body: '{}', query: '?a=%C3%BC&b=%FC&c=1%2B1+2' });
    expect(query).toEqual({ a: 'ü', b: 'ü', c: '1+1 2' });
  });

  it('is unpacked, and refused if it becomes too long', async () => {
    const hook = await openHook();
    const packed = (encoding: string, body: Uint8Array) => ({
      body,
      headers: { ...typed('application/json'), 'content-encoding': encoding },
    });
    for (const request of [
      packed('gzip', gzipSync(json)),
      packed('x-gzip', gzipSync(json)),
      packed('deflate', deflateSync(json)),
      packed('deflate', deflateRawSync(json)),
      packed('br', brotliCompressSync(json)),
      packed('gzip, br', brotliCompressSync(gzipSync(json))),
      packed('identity', Buffer.from(json)),
    ])
      expect((await hook.event(request)).body).toEqual(order);
    const bomb = gzipSync(JSON.stringify('0'.repeat(20_000_000)));
    expect(bomb.length).toBeLessThan(64 * 1024);
    expect((await hook.send(packed('gzip', bomb))).status).toBe(413);
    const twice = gzipSync(gzipSync('0'.repeat(20_000_000)));
    expect((await hook.send(packed('gzip, gzip', twice))).status).toBe(413);
    expect((await hook.send(packed('gzip', Buffer.from(json)))).status).toBe(415);
    expect((await hook.send(packed('compress', Buffer.from(json)))).status).toBe(415);
  });

  it('that is a form has several values of one field as a list', async () => {
    const hook = await openHook();
    const headers = typed('application/x-www-form-urlencoded');
    const body = 'name=Rosa+Lind&extras=breakfast&extras=parking&sizes%5B%5D=M';
    expect((await hook.event({ body, headers })).body).toEqual({
      name: 'Rosa Lind',
      extras: ['breakfast', 'parking'],
      sizes: ['M'],
    });
    const { query } = await hook.event({ body: '{}', query: '?tag=red&tag=blue&page=1' });
    expect(query).toEqual({ tag: ['red', 'blue'], page: '1' });
    const payload = { action: 'opened', number: 8202522731445525 };
    const github = { body: `payload=${encodeURIComponent(JSON.stringify(payload))}`, headers };
    expect((await hook.event(github)).body).toEqual({ payload });
  });

  it('that is a multipart form has its fields and its files', async () => {
    const hook = await openHook();
    const form = new FormData();
    form.append('from', 'rosa@example.com');
    form.append('to', 'a@example.com');
    form.append('to', 'b@example.com');
    form.append('notes', new File(['Grüße'], 'notes.txt', { type: 'text/plain' }));
    form.append('photo', new File([new Uint8Array([255, 0, 254])], 'photo.bin'));
    expect((await hook.event({ body: form })).body).toEqual({
      from: 'rosa@example.com',
      to: ['a@example.com', 'b@example.com'],
      notes: { name: 'notes.txt', type: 'text/plain', size: 7, text: 'Grüße' },
      photo: { name: 'photo.bin', type: 'application/octet-stream', size: 3, base64: '/wD+' },
    });
    const broken = { body: 'no form', headers: typed('multipart/form-data; boundary=x') };
    expect((await hook.send(broken)).status).toBe(422);
  });

  it('keeps its signature, with a byte order mark and packed', async () => {
    const hook = await openHook({ signed: true });
    const timestamp = Math.floor(Date.now() / 1_000);
    const body = Buffer.from(`\ufeff${json}`);
    const signature = signWebhook({ id: 'msg_1', timestamp, body, secret: hook.secret });
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': `${timestamp}`,
      'webhook-signature': signature,
      'content-encoding': 'gzip',
    };
    expect((await hook.event({ body: gzipSync(body), headers })).body).toEqual(order);
  });
});

describe('a number that JavaScript would round', () => {
  it('goes whole from a webhook and an answer to conditions, templates and what is sent on', async () => {
    shop.state.respond = ({ path }, response) =>
      path === '/big'
        ? response
            .writeHead(200, { 'content-type': 'application/json' })
            .end('{"id": 7615917337495251231, "rate": 0.12345678901234567890}')
        : response.end();
    const rule = (field: string, operator: string, value: unknown) => ({ field, operator, value });
    const workflowId = await workspace.activate(
      graphOf(
        {
          hook: { kind: 'webhook', signed: false },
          fetch: { kind: 'http_request', url: `${shop.url}/big` },
          check: {
            kind: 'if',
            condition: {
              match: 'all',
              rules: [
                rule('event.body.order', 'number_equals', '8202522731445525542'),
                rule('event.body.order', 'number_not_equals', '8202522731445525541'),
                rule('event.body.order', 'greater', '8202522731445525541'),
                rule('event.body.order', 'less', 9e18),
                rule('event.body.order', 'equals', '8202522731445525542'),
                rule('steps.fetch.body.rate', 'between', [0.1, 0.2]),
              ],
            },
          },
          schema: {
            kind: 'validate_data',
            value: 'event.body',
            check: 'json_schema',
            schema: {
              type: 'object',
              properties: { order: { type: 'integer' }, user: { type: 'string' } },
            },
          },
          tell: {
            kind: 'http_request',
            method: 'POST',
            url: `${shop.url}/sent`,
            body: {
              type: 'json',
              json: {
                order: '{{ event.body.order }}',
                text: 'No. {{ event.body.order }}',
                fetched: '{{ steps.fetch.body.id }}',
                written: 9007199254740991,
                half: '{{ steps.fetch.body.rate | times: 2 | round: 2 }}',
              },
            },
          },
          raw: {
            kind: 'http_request',
            method: 'POST',
            url: `${shop.url}/raw`,
            headers: [{ name: 'content-type', value: 'application/json' }],
            body: { type: 'text', text: '{"order": {{ event.body.order }}}' },
          },
        },
        ['hook>fetch', 'fetch>check', 'check.true>schema', 'schema.valid>tell', 'tell>raw'],
      ),
    );
    const { webhook } = await workspace.client.workflows.get({ params: { workflowId } });
    const body = '{"order": 8202522731445525542, "user": "abc", "amount": 12.10}';
    const response = await server.request(new URL(webhook!.url!).pathname, {
      method: 'POST',
      body,
    });
    const { executionId } = (await response.json()) as { executionId: string };
    const execution = await workspace.until(executionId);
    expect(execution.status).toBe('completed');
    expect(execution.event).toMatchObject({ body: { order: '8202522731445525542', amount: 12.1 } });
    const [, sent, raw] = shop.state.recorded;
    expect(JSON.parse(sent!.body)).toEqual({
      order: '8202522731445525542',
      text: 'No. 8202522731445525542',
      fetched: '7615917337495251231',
      written: 9007199254740991,
      half: 0.25,
    });
    expect(raw!.body).toBe('{"order": 8202522731445525542}');
  });

  it('goes whole through the API: input of a run, event of a simulation', async () => {
    const graph = graphOf(
      {
        start: { kind: 'manual' },
        tell: { kind: 'notify_team', title: 'No. {{ event.input.id }}' },
      },
      ['start>tell'],
    );
    const workflowId = await workspace.activate(graph);
    const post = async (action: string, body: string) =>
      (
        await server.request(`/api/v1/workflows/${workflowId}/${action}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${workspace.secretKey}`,
            'content-type': 'application/json',
          },
          body,
        })
      ).json() as Promise<Record<string, never>>;
    const input = '{"input": {"id": 9007199254740993}}';
    const simulated = await post('simulate', input);
    expect(simulated.effects).toMatchObject([{ title: 'No. 9007199254740993' }]);
    const { executionId } = await post('run', input);
    expect(await workspace.until(executionId!)).toMatchObject({
      event: { input: { id: '9007199254740993' } },
    });
  });
});

describe('a challenge', () => {
  const meta = '?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=abc';

  it('is answered as the sender wants it, and starts nothing', async () => {
    const hook = await openHook({ challenges: 'always', signed: true });
    const get = { method: 'GET' };
    for (const [request, type, answer] of [
      [{ ...get, query: meta }, 'text/plain', '1158201444'],
      [{ ...get, query: '?challenge=xyz' }, 'text/plain', 'xyz'],
      [{ query: '?validationToken=a%20b%3Cscript%3E' }, 'text/plain', 'a b<script>'],
      [
        { ...get, headers: { 'x-okta-verification-challenge': 'o1' } },
        'application/json',
        '{"verification":"o1"}',
      ],
      [
        { body: '{"type":"url_verification","challenge":"s1","token":"t"}' },
        'application/json',
        '{"challenge":"s1"}',
      ],
      [{ body: '{"challenge":"m1"}' }, 'application/json', '{"challenge":"m1"}'],
      [get, 'text/plain', ''],
    ] as const) {
      const response = await hook.send(request);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain(type);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await response.text()).toBe(answer);
    }
    expect((await hook.send({ method: 'HEAD' })).status).toBe(200);
    const query = { workflowId: hook.workflowId };
    expect((await workspace.client.executions.list({ query })).items).toEqual([]);
  });

  it('is not answered by a webhook as the builder adds it', async () => {
    const hook = await openHook({ ...definition.example, signed: false });
    const refused = await hook.send({ method: 'GET', query: meta });
    expect(refused.status).toBe(405);
    expect(refused.headers.get('allow')).toBe('POST');
    expect((await hook.send({ method: 'HEAD' })).status).toBe(405);
    const call = { query: '?validationToken=xyz', body: '{"type":"url_verification"}' };
    expect((await hook.send(call)).status).toBe(202);
  });

  it('that is too long, or is none, is not sent back', async () => {
    const hook = await openHook({ challenges: 'always', signed: true });
    const long = await hook.send({ method: 'GET', query: `?hub.challenge=${'x'.repeat(2_001)}` });
    expect(await long.text()).toBe('');
    expect((await hook.send({ body: `{"challenge":"${'x'.repeat(2_001)}"}` })).status).toBe(401);
    expect((await hook.send({ body: '{"challenge":"a","order":1}' })).status).toBe(401);
    expect((await hook.send({ body: '{"challenge":{"a":1}}' })).status).toBe(401);
  });

  it('is answered without a signature unless switched off, and with one only where switched on', async () => {
    const status = async (trigger: Record<string, unknown>, request: Request) =>
      (await (await openHook(trigger)).send(request)).status;
    const get = { method: 'GET', query: meta };
    expect(await status({ signed: false }, get)).toBe(200);
    expect(await status({ signed: true }, get)).toBe(405);
    expect(await status({ signed: false, challenges: 'never' }, get)).toBe(405);
    expect(await status({ signed: true }, { method: 'HEAD' })).toBe(405);
    // To an automation that answers none, it is a call like any other.
    const call = { query: '?validationToken=xyz', body: '{}' };
    expect(await status({ signed: false, challenges: 'never' }, call)).toBe(202);
    expect(await status({ signed: true }, call)).toBe(401);
  });

  it('with another verify token than the owner’s is refused', async () => {
    const hook = await openHook({ verifyToken: 'abc' });
    expect((await hook.send({ method: 'GET', query: meta })).status).toBe(200);
    const wrong = { method: 'GET', query: meta.replace('abc', 'abcd') };
    expect((await hook.send(wrong)).status).toBe(403);
  });
});
