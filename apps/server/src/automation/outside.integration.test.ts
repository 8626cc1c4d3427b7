import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, startTestServer, type TestServer } from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { type Recorder, startRecorder } from './testing/recorder.ts';
import { openWorkspace, pathOf, type Workspace } from './testing/workspace.ts';

let server: TestServer;
let workspace: Workspace;
let recorder: Recorder;
let respond: Recorder['state']['respond'];

beforeAll(async () => {
  recorder = await startRecorder();
  respond = recorder.state.respond;
  server = await startTestServer({ environment: { ECHOAI_ALLOW_PRIVATE: '127.0.0.1' } });
  workspace = await openWorkspace(server);
});
afterAll(async () => {
  await server.close();
  await recorder.close();
});
beforeEach(() => {
  recorder.state.recorded.length = 0;
  recorder.state.respond = respond;
});

const requesting = (request: Record<string, unknown>, edges: string[] = []) =>
  graphOf(
    {
      begin: { kind: 'manual' },
      call: { kind: 'http_request', url: `${recorder.url}/call`, method: 'POST', ...request },
      after: { kind: 'notify_team', title: 'Called' },
    },
    ['begin>call', 'call>after', ...edges],
  );

describe('an HTTP request', () => {
  it('is made once, with its templates filled in, and gives what was answered', async () => {
    const workflowId = await workspace.activate(
      requesting({
        body: { type: 'json', json: { order: '{{ event.input.order }}' } },
        headers: [{ name: 'X-Shop', value: 'boots' }],
        idempotencyKey: true,
      }),
    );
    const id = await workspace.run(workflowId, { order: 7 });
    const execution = await workspace.until(id);
    expect(pathOf(execution)).toEqual(['begin.next', 'call.next', 'after.next']);
    expect(execution.steps[1]).toMatchObject({
      output: { status: 200, body: { ok: true } },
      attempts: 1,
      guarantee: 'at-least-once',
    });
    expect(recorder.state.recorded).toHaveLength(1);
    expect(recorder.state.recorded[0]).toMatchObject({
      body: '{"order":7}',
      headers: { 'x-shop': 'boots', 'idempotency-key': `${id}-2` },
    });
  });

  it('that fails is tried again, and then fails the execution, which a person resumes', async () => {
    recorder.state.respond = (_request, response) => response.writeHead(503).end('busy');
    const retry = { attempts: 2, delaySeconds: 0 };
    const workflowId = await workspace.activate(requesting({ retry }));
    const ids = await Promise.all([workspace.run(workflowId), workspace.run(workflowId)]);
    for (const id of ids) {
      const failed = await workspace.until(id);
      expect(failed).toMatchObject({
        status: 'failed',
        error: { nodeId: 'call', message: 'The answer was 503: busy' },
      });
      expect(failed.steps[1]).toMatchObject({ state: 'failed', attempts: 2 });
    }
    const { items } = await workspace.client.executions.deadLetters();
    expect(items.find((item) => item.workflowId === workflowId)).toMatchObject({
      nodeId: 'call',
      count: 2,
    });
    const told = await workspace.client.notifications.list({});
    expect(told.items.filter((item) => item.workflowId === workflowId)).toMatchObject([
      { count: 2 },
    ]);

    recorder.state.respond = respond;
    const { resumed } = await workspace.client.executions.resumeMany({ body: { workflowId } });
    expect(resumed).toBe(2);
    for (const id of ids) {
      const execution = await workspace.until(id);
      expect(pathOf(execution)).toEqual(['begin.next', 'call.error', 'call.next', 'after.next']);
    }
  });

  it('that fails leaves by its error branch, if that leads somewhere', async () => {
    recorder.state.respond = (_request, response) => response.writeHead(404).end('none');
    const workflowId = await workspace.activate(requesting({}, ['call.error>after']));
    const execution = await workspace.until(await workspace.run(workflowId));
    expect(pathOf(execution)).toEqual(['begin.next', 'call.error', 'after.next']);
    expect(execution.steps[1]!.output).toEqual({ error: 'The answer was 404: none' });
    expect(recorder.state.recorded).toHaveLength(1);
  });

  it('that may have happened is not made again: a person decides', async () => {
    recorder.state.respond = (_request, response) => response.destroy();
    const workflowId = await workspace.activate(requesting({}));
    const ids = await Promise.all([workspace.run(workflowId), workspace.run(workflowId)]);
    const [skip, repeat] = ids as [string, string];
    for (const id of ids) {
      const held = await workspace.until(id);
      expect(held).toMatchObject({ status: 'held', error: { nodeId: 'call' } });
      expect(held.steps[1]).toMatchObject({ state: 'uncertain', guarantee: 'at-most-once' });
    }
    expect(recorder.state.recorded).toHaveLength(2);
    recorder.state.respond = respond;
    const decide = (executionId: string, decision: 'skip' | 'repeat') =>
      workspace.client.executions.resume({ params: { executionId }, body: { decision } });
    await decide(skip, 'skip');
    await decide(repeat, 'repeat');
    expect(pathOf(await workspace.until(skip))).toEqual(['begin.next', 'call.next', 'after.next']);
    expect(await workspace.until(repeat)).toMatchObject({ status: 'completed' });
    expect(recorder.state.recorded).toHaveLength(3);
  });

  it('that may have happened is decided for many at once, and for none that came later', async () => {
    recorder.state.respond = (_request, response) => response.destroy();
    const workflowId = await workspace.activate(requesting({}));
    const others = await workspace.activate(requesting({}));
    const held = async (id: string) => {
      const execution = await workspace.run(id);
      expect(await workspace.until(execution)).toMatchObject({ status: 'held' });
      return execution;
    };
    const [first, second, later] = [
      await held(workflowId),
      await held(workflowId),
      await held(workflowId),
    ];
    const other = await held(others);
    recorder.state.respond = respond;
    const decide = (decision: 'repeat' | 'skip', upTo?: string, nodeId = 'call') =>
      workspace.client.executions.resumeHeld({
        body: { workflowId, nodeId, decision, ...(upTo ? { upTo } : {}) },
      });
    expect(await decide('skip', undefined, 'after')).toEqual({ resumed: 0 });

    expect(await decide('skip', second)).toEqual({ resumed: 2 });
    for (const id of [first, second]) {
      const execution = await workspace.until(id);
      expect(pathOf(execution)).toEqual(['begin.next', 'call.next', 'after.next']);
      expect(execution.steps[1]).toMatchObject({
        state: 'skipped',
        input: { method: 'POST' },
        attempts: 1,
      });
    }
    expect(recorder.state.recorded).toHaveLength(4);

    expect(await decide('repeat')).toEqual({ resumed: 1 });
    expect(await workspace.until(later)).toMatchObject({ status: 'completed' });
    expect(recorder.state.recorded).toHaveLength(5);
    expect((await workspace.read(other)).status).toBe('held');
    const { client } = await server.createOrganisation();
    await expect(
      client.executions.resumeHeld({
        body: { workflowId: others, nodeId: 'call', decision: 'skip' },
      }),
    ).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('goes to no private address, also by a redirect', async () => {
    recorder.state.respond = (_request, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    const graphs = [
      requesting({}),
      ...['http://192.168.0.1', 'http://0x7f000002/', 'http://[::1]/', 'http://10.0.0.1/'].map(
        (url) => requesting({ url }),
      ),
    ];
    for (const graph of graphs) {
      const id = await workspace.run(await workspace.activate(graph));
      const { status, error } = await workspace.until(id);
      expect([status, error!.message]).toEqual(['failed', expect.stringContaining('private')]);
    }
  });

  it('is aborted when its execution is cancelled, and nothing comes after it', async () => {
    recorder.state.respond = () => {};
    const workflowId = await workspace.activate(requesting({}));
    const executionId = await workspace.run(workflowId);
    await eventually(async () => recorder.state.recorded.length === 1);
    await workspace.client.executions.cancel({ params: { executionId } });
    const execution = await eventually(async () => {
      const read = await workspace.read(executionId);
      return read.steps[1]?.state === 'uncertain' && read;
    });
    expect(execution.status).toBe('cancelled');
    expect(execution.steps).toHaveLength(2);
  });

  it('of a slow server holds up nobody else', async () => {
    const held: ServerResponse[] = [];
    recorder.state.respond = ({ path }, response) => {
      if (path === '/slow') held.push(response);
      else respond({} as never, response);
    };
    const slow = await workspace.activate(requesting({ url: `${recorder.url}/slow` }));
    for (let count = 0; count < 40; count++) await workspace.run(slow);
    await eventually(async () => held.length > 0);
    const other = await openWorkspace(server);
    const quick = await other.activate(requesting({ url: `${recorder.url}/quick` }));
    expect((await other.until(await other.run(quick))).status).toBe('completed');
    recorder.state.respond = respond;
    for (const response of held) respond({} as never, response);
    await workspace.latest(slow);
  });
});

describe('a webhook', () => {
  const hook = async (config: object) => {
    const workflowId = await workspace.activate(
      graphOf({ begin: { kind: 'webhook', ...config }, stop: { kind: 'end' } }, ['begin>stop']),
    );
    return workspace.client.workflows.get({ params: { workflowId } });
  };
  const post = (url: string, body: string, headers: Record<string, string> = {}) =>
    server.request(new URL(url).pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const signed = (secret: string, body: string, id: string, at = Date.now()) => {
    const timestamp = String(Math.floor(at / 1_000));
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const content = `${id}.${timestamp}.${body}`;
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${createHmac('sha256', key).update(content).digest('base64')}`,
    };
  };

  it('starts its workflow by a signature, once, however often it is replayed', async () => {
    const { id: workflowId, webhook } = await hook({});
    const body = '{"order":"A-1"}';
    const headers = signed(webhook.secret!, body, 'evt_1');
    const answers = await Promise.all([1, 2, 3].map(() => post(webhook.url!, body, headers)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    const ids = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(ids).size).toBe(1);
    const execution = await workspace.latest(workflowId);
    expect(execution.event).toMatchObject({ body: { order: 'A-1' } });
    expect(JSON.stringify(execution.event)).not.toContain('webhook-signature');
  });

  it('is refused unsigned, with another body, too late, too large, or broken', async () => {
    const { id: workflowId, webhook } = await hook({});
    const body = '{"order":"A-1"}';
    const headers = signed(webhook.secret!, body, 'evt_1');
    const late = signed(webhook.secret!, body, 'evt_2', Date.now() - 600_000);
    expect((await post(webhook.url!, body)).status).toBe(401);
    expect((await post(webhook.url!, '{"order":"B"}', headers)).status).toBe(401);
    expect((await post(webhook.url!, body, late)).status).toBe(401);
    expect((await post(webhook.url!, `"${'x'.repeat(10_000_000)}"`, headers)).status).toBe(413);
    expect((await post(webhook.url!, '{', signed(webhook.secret!, '{', 'evt_3'))).status).toBe(400);
    expect((await post(`${webhook.url}x`, body, headers)).status).toBe(404);
    await workspace.client.workflows.deactivate({ params: { workflowId }, body: {} });
    expect((await post(webhook.url!, body, headers)).status).toBe(409);
    expect((await workspace.client.executions.list({ query: { workflowId } })).items).toEqual([]);
  });

  it('that is sent is signed, and known by its id when it is sent again', async () => {
    let count = 0;
    recorder.state.respond = (request, response) =>
      count++ === 0 ? response.destroy() : respond(request, response);
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          send: {
            kind: 'send_webhook',
            url: `${recorder.url}/hook`,
            body: { lead: '{{ event.input.email }}' },
            retry: { attempts: 2, delaySeconds: 0 },
          },
        },
        ['begin>send'],
      ),
    );
    const id = await workspace.run(workflowId, { email: 'ada@example.com' });
    expect(await workspace.until(id)).toMatchObject({ status: 'completed' });
    const [first, second] = recorder.state.recorded;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    const { webhook } = await workspace.client.workflows.get({ params: { workflowId } });
    const at = Number(second!.headers['webhook-timestamp']) * 1_000;
    expect(signed(webhook.secret!, second!.body, `${id}-2`, at)['webhook-signature']).toBe(
      second!.headers['webhook-signature'],
    );
  });
});
