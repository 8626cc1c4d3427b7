import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askForReply, startTestServer, type TestServer } from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { type Recorder, startRecorder } from './testing/recorder.ts';
import { openWorkspace, type Workspace } from './testing/workspace.ts';

let server: TestServer;
let workspace: Workspace;
let recorder: Recorder;

beforeAll(async () => {
  recorder = await startRecorder();
  server = await startTestServer({ environment: { ECHOAI_ALLOW_PRIVATE: '127.0.0.1' } });
  workspace = await openWorkspace(server);
});
afterAll(async () => {
  await server.close();
  await recorder.close();
});

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number) => '{"a":'.repeat(depth) + '1'.padEnd(depth + 1, '}');

describe('JSON that is nested 10,000 deep', () => {
  it('is refused by a hook in words, and what is not deep starts its workflow', async () => {
    const { id: workflowId, webhook } = await workspace.client.workflows.create({
      body: {
        name: 'Hook',
        graph: graphOf({ begin: { kind: 'webhook', signed: false }, stop: { kind: 'end' } }, [
          'begin>stop',
        ]),
      },
    });
    await workspace.client.workflows.activate({ params: { workflowId }, body: {} });
    const post = (body: string) =>
      server.request(new URL(webhook!.url!).pathname, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    for (const body of [nested(10_000), objects(10_000), nested(100)]) {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        code: 'malformed-json',
        detail: 'The JSON is nested deeper than 60 levels.',
      });
    }
    expect((await post(objects(50))).status).toBeLessThan(300);
    await workspace.latest(workflowId);
  });

  it('is refused by every other route that reads JSON', async () => {
    const { workflowId } = await started();
    const headers = {
      authorization: `Bearer ${workspace.secretKey}`,
      'content-type': 'application/json',
    };
    const bodies: [string, string][] = [
      ['/api/v1/chatbots', `{"name":${nested(10_000)}}`],
      ['/api/v1/workflows', `{"name":"Deep","graph":${objects(10_000)}}`],
      [`/api/v1/workflows/${workflowId}/simulate`, `{"input":${objects(10_000)}}`],
      [`/api/v1/workflows/${workflowId}/run`, `{"input":${objects(10_000)}}`],
    ];
    for (const [path, body] of bodies) {
      const response = await server.request(path, { method: 'POST', headers, body });
      expect([path, response.status]).toEqual([path, 400]);
      expect(await response.json()).toMatchObject({ detail: expect.stringContaining('deeper') });
    }
    const said = await server.request('/api/v1/chat', {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${workspace.key}` },
      body: `{"message":${nested(10_000)}}`,
    });
    expect(said.status).toBe(400);
  });

  it('fails the step whose request was answered with it', async () => {
    recorder.state.respond = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(objects(10_000));
    };
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          ask: { kind: 'http_request', method: 'GET', url: `${recorder.url}/deep` },
          stop: { kind: 'end' },
        },
        ['begin>ask', 'ask>stop'],
      ),
    );
    const execution = await workspace.until(await workspace.run(workflowId));
    expect(execution).toMatchObject({ status: 'failed' });
    expect(execution.steps.at(-1)!.error).toContain('nested deeper than 60 levels');
  });
});

describe('what an owner wrote', () => {
  it('fails a step that takes too much work, in words that name the node', async () => {
    const hostile =
      '{% assign a = "x" | split: "," %}{% for i in (1..200) %}{% assign a = a | push: a %}{% endfor %}{{ a }}';
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          tell: { kind: 'notify_team', title: hostile },
        },
        ['begin>tell'],
      ),
    );
    const execution = await workspace.until(await workspace.run(workflowId));
    expect(execution.status).toBe('failed');
    expect(execution.steps.at(-1)!.error).toMatch(/^title of “tell” cannot be filled in: .*work/i);
    const tried = await workspace.client.workflows.simulate({ params: { workflowId }, body: {} });
    expect(tried).toMatchObject({ status: 'failed', error: expect.stringContaining('more work') });
  });

  it('fails an execution at a condition that cannot be decided', async () => {
    const rule = { field: 'event.input.text', operator: 'matches', value: '(a?){200}b' };
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          check: { kind: 'if', condition: { match: 'all', rules: [rule] } },
          yes: { kind: 'notify_team', title: 'Yes' },
        },
        ['begin>check', 'check.true>yes'],
      ),
    );
    const long = await workspace.until(
      await workspace.run(workflowId, { text: 'a'.repeat(40_000) }),
    );
    expect(long.status).toBe('failed');
    expect(long.steps.at(-1)!.error).toMatch(/^“check” cannot be decided: .*work/i);
    const short = await workspace.until(await workspace.run(workflowId, { text: 'aab' }));
    expect(short.status).toBe('completed');
  });
});

async function started() {
  await askForReply(server, { key: workspace.key, message: 'Hello' });
  const graph = graphOf({ begin: { kind: 'manual' }, stop: { kind: 'end' } }, ['begin>stop']);
  return { workflowId: await workspace.activate(graph) };
}
