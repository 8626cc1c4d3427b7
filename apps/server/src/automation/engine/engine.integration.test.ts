import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';
import { graphOf } from '../testing/graph.ts';
import { type InngestServer, startInngest } from '../testing/inngestServer.ts';
import { type Recorder, startRecorder } from '../testing/recorder.ts';
import { openWorkspace, pathOf, type Workspace } from '../testing/workspace.ts';

const engines = ['Inngest', 'pg-boss'] as const;

describe.each(engines)('executions on %s', (engine) => {
  let server: TestServer;
  let socket: Server;
  let inngest: InngestServer | undefined;
  let recorder: Recorder;
  let workspace: Workspace;

  beforeAll(async () => {
    recorder = await startRecorder();
    socket = createServer((request, response) => {
      void getRequestListener(server.app.fetch)(request, response);
    });
    await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
    if (engine === 'Inngest') inngest = await startInngest();
    const { port } = socket.address() as AddressInfo;
    server = await startTestServer({
      environment: {
        ECHOAI_ALLOW_PRIVATE: '127.0.0.1',
        ...inngest?.environment,
        ...(inngest ? { INNGEST_SERVE_ORIGIN: `http://127.0.0.1:${port}` } : {}),
      },
    });
    workspace = await openWorkspace(server);
  });
  afterAll(async () => {
    await inngest?.close();
    await server.close();
    await recorder.close();
    socket.closeAllConnections();
    socket.close();
  });

  const tells = (text: string) =>
    graphOf({ begin: { kind: 'manual' }, tell: { kind: 'send_message', text } }, ['begin>tell']);

  it('go on after effects outside and after waits, each effect once', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          call: { kind: 'http_request', method: 'POST', url: `${recorder.url}/first` },
          wait: {
            kind: 'wait',
            until: { mode: 'duration', duration: { amount: 1, unit: 'seconds' } },
          },
          again: { kind: 'http_request', method: 'POST', url: `${recorder.url}/second` },
        },
        ['begin>call', 'call>wait', 'wait>again'],
      ),
    );
    const execution = await workspace.until(await workspace.run(workflowId));
    expect(execution.status).toBe('completed');
    expect(pathOf(execution)).toEqual(['begin.next', 'call.next', 'wait.next', 'again.next']);
    expect(recorder.state.recorded.map(({ path }) => path)).toEqual(['/first', '/second']);
  });

  it('act in a conversation in the order in which they began, though they are many', async () => {
    const { sessionId } = await askForReply(server, { key: workspace.key, message: 'Hello' });
    const workflowId = await workspace.activate(tells('number {{ event.input.number }}'));
    const numbers = Array.from({ length: 70 }, (_, number) => number);
    for (const number of numbers) await workspace.run(workflowId, { number }, sessionId);
    const said = await eventually(async () => {
      const params = { conversationId: sessionId };
      const query = { limit: 100 };
      const { items } = await workspace.client.conversations.messages({ params, query });
      const told = items.filter(({ author }) => author === 'automation');
      return told.length === numbers.length && told.map(({ content }) => content);
    });
    expect(said).toEqual(numbers.map((number) => `number ${number}`));
  });

  it('of one organisation do not hold up those of another', async () => {
    const other = await openWorkspace(server);
    const child = await workspace.activate(
      graphOf({ begin: { kind: 'manual' }, call: { kind: 'end' } }, ['begin>call']),
    );
    const parent = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          each: { kind: 'loop', list: '{{ event.input.list }}', maximum: 1_000 },
          start: { kind: 'start_workflow', workflowId: child },
        },
        ['begin>each', 'each.each>start', 'start>each'],
      ),
    );
    const list = Array.from({ length: 1_000 }, (_, number) => number);
    await workspace.run(parent, { list });
    await workspace.run(parent, { list });
    const { sessionId } = await askForReply(server, { key: other.key, message: 'Hello' });
    const execution = await other.until(
      await other.run(await other.activate(tells('here')), {}, sessionId),
    );
    expect(execution.status).toBe('completed');
    const { items } = await workspace.client.workflows.list({});
    expect(items.find(({ id }) => id === child)!.executions.completed).toBeLessThan(2_000);
  });

  it('that failed go on from there when they are resumed, and those that wait can be cancelled', async () => {
    recorder.state.respond = (_request, response) => response.writeHead(400).end();
    const calls = graphOf(
      {
        begin: { kind: 'manual' },
        call: { kind: 'http_request', method: 'POST', url: `${recorder.url}/third` },
        wait: {
          kind: 'wait',
          until: { mode: 'duration', duration: { amount: 1, unit: 'days' } },
        },
      },
      ['begin>call', 'call>wait'],
    );
    const executionId = await workspace.run(await workspace.activate(calls));
    expect((await workspace.until(executionId)).status).toBe('failed');
    recorder.state.respond = (_request, response) => response.writeHead(200).end('{}');
    const params = { executionId };
    await workspace.client.executions.resume({ params, body: {} });
    await workspace.until(executionId, ['waiting']);
    await workspace.client.executions.cancel({ params });
    expect((await workspace.read(executionId)).status).toBe('cancelled');
  });

  const whileAway = async () => {
    const { state } = inngest!;
    const other = await openWorkspace(server);
    const workflowId = await other.activate(
      graphOf({ begin: { kind: 'manual' }, stop: { kind: 'end' } }, ['begin>stop']),
    );
    state.brokenWith = 503;
    const executionId = await other.run(workflowId);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await other.read(executionId)).status).toBe('pending');
    state.brokenWith = null;
    expect((await other.until(executionId)).status).toBe('completed');
  };
  if (engine === 'Inngest') it('wait for Inngest while it is away, and then go on', whileAway);
});
