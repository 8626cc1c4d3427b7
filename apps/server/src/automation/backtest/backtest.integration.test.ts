import type { Backtest, WorkflowGraph } from '@echoai/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';
import { graphOf } from '../testing/graph.ts';
import { openWorkspace, pathOf, type Workspace } from '../testing/workspace.ts';
import { seedConversations } from './testing/seedConversations.ts';

let server: TestServer;
let workspace: Workspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await openWorkspace(server);
});
afterAll(() => server.close());

const day = 86_400_000;
const period = () => ({
  from: new Date(Date.now() - 60 * day).toISOString(),
  to: new Date(Date.now() + 1_000).toISOString(),
});

const complaints = (tag: string, words = ['refund']): WorkflowGraph =>
  graphOf(
    {
      message: { kind: 'message_received', textContains: words },
      angry: {
        kind: 'if',
        condition: {
          match: 'all',
          rules: [{ field: 'event.text', operator: 'contains', value: 'angry' }],
        },
      },
      tag: { kind: 'tag_conversation', add: [tag] },
      tell: { kind: 'send_message', text: 'We heard: {{ event.text }}' },
    },
    ['message>angry', 'angry.true>tag', 'angry.false>tell'],
  );

const begin = (workflowId: string, body: Partial<ReturnType<typeof period>> & object = {}) =>
  workspace.client.backtests.create({ params: { workflowId }, body: { ...period(), ...body } });

/** The backtest once it is over. */
const ended = ({ id: backtestId, workflowId }: Backtest, { client } = workspace) =>
  eventually(async () => {
    const read = await client.backtests.get({ params: { workflowId, backtestId } });
    return !['queued', 'running'].includes(read.status) && read;
  });

describe('a backtest', () => {
  it('fires as often, and goes the ways, as the active workflow really did', async () => {
    const workflowId = await workspace.activate(complaints('angry'));
    const { key } = workspace;
    const first = await askForReply(server, { key, message: 'I am angry, a refund!' });
    const { sessionId, visitorToken: token } = first;
    await askForReply(server, { key, token: token!, sessionId, message: 'A refund, please' });
    await askForReply(server, { key, message: 'When do you open?' });
    await askForReply(server, { key, message: 'How does a refund work?' });
    const real = await eventually(async () => {
      const { items } = await workspace.client.executions.list({ query: { workflowId } });
      return items.length === 3 && items.every(({ status }) => status === 'completed') && items;
    });
    const { result, status, done, total } = await ended(await begin(workflowId));
    expect({ status, done, total }).toEqual({ status: 'completed', done: 4, total: 4 });
    expect(result).toMatchObject({
      conversations: 3,
      events: 4,
      draft: {
        fires: real.length,
        conversations: 2,
        effects: { tag_conversation: 1, send_message: 2 },
        statuses: { ended: 3, failed: 0, stopped: 0 },
        failures: [],
      },
      published: { version: 1, fires: 3 },
      difference: { onlyDraft: 0, onlyPublished: 0, path: 0, effects: 0, examples: [] },
    });
    expect(result!.draft.nodes.angry).toEqual({ visits: 3, outcomes: { true: 1, false: 2 } });
    const examples = new Map(
      result!.draft.examples.map((example) => [example.eventId, example] as const),
    );
    for (const { id, cause, sessionId } of real) {
      const example = examples.get(Number(cause.replace('event ', '')))!;
      expect(example.sessionId).toBe(sessionId);
      expect(pathOf({ steps: example.path } as Parameters<typeof pathOf>[0])).toEqual(
        pathOf(await workspace.read(id)),
      );
    }
    // Nothing happened by it.
    const { items } = await workspace.client.executions.list({ query: { workflowId } });
    expect(items).toHaveLength(3);
  });

  it('says where a changed draft would do something else than the version that runs', async () => {
    const own = await openWorkspace(server);
    const workflowId = await own.activate(complaints('angry'));
    for (const message of ['I am angry, a refund!', 'A refund', 'A voucher'])
      await askForReply(server, { key: own.key, message });
    await eventually(async () => {
      const { items } = await own.client.executions.list({ query: { workflowId } });
      return items.length === 2;
    });
    const params = { workflowId };
    const graph = complaints('furious', ['refund', 'voucher']);
    const backtest = await own.client.backtests.create({ params, body: { ...period(), graph } });
    const { result } = await ended(backtest, own);
    expect(result!.difference).toMatchObject({
      onlyDraft: 1,
      onlyPublished: 0,
      path: 0,
      effects: 1,
    });
    expect(result!.difference!.examples.map(({ kind }) => kind).sort()).toEqual([
      'effects',
      'only-draft',
    ]);
    expect(result!.draft.fires).toBe(3);
    expect(result!.published!.fires).toBe(2);
  });

  it('takes moods as they were at each message, not as they are now', async () => {
    const own = await openWorkspace(server);
    for (const message of ['This is terrible, the worst shop ever'])
      await askForReply(server, { key: own.key, message });
    const { sessionId, visitorToken } = await askForReply(server, {
      key: own.key,
      message: 'This is terrible, I am furious',
    });
    await askForReply(server, {
      key: own.key,
      token: visitorToken!,
      sessionId,
      message: 'Great, thank you, I am so happy',
    });
    const graph = graphOf(
      {
        low: { kind: 'sentiment', when: { mode: 'below', threshold: -0.2 } },
        still: {
          kind: 'if',
          condition: {
            match: 'all',
            rules: [
              { field: 'conversation.sentiment', operator: 'less', value: 0 },
              { field: 'conversation.messageCount', operator: 'less', value: 3 },
            ],
          },
        },
      },
      ['low>still'],
    );
    const { id: workflowId } = await own.client.workflows.create({
      body: { name: 'Moods', graph },
    });
    const params = { workflowId };
    const { result } = await ended(
      await own.client.backtests.create({ params, body: period() }),
      own,
    );
    expect(result!.draft.fires).toBe(2);
    expect(result!.draft.nodes.still!.outcomes).toEqual({ true: 2 });
    expect(result!.published).toBeNull();
  });

  it('refuses what no stored event starts, what has errors, and a period without a length', async () => {
    const create = async (graph: WorkflowGraph) =>
      (await workspace.client.workflows.create({ body: { name: 'Refused', graph } })).id;
    for (const trigger of [
      { kind: 'manual' },
      { kind: 'webhook' },
      { kind: 'schedule', cron: '0 9 * * *', timeZone: 'UTC' },
      { kind: 'conversation_idle', minutes: 10 },
    ]) {
      const workflowId = await create(
        graphOf({ begin: trigger, tell: { kind: 'notify_team', title: 'Hi', text: '' } }, [
          'begin>tell',
        ]),
      );
      await expect(begin(workflowId), trigger.kind).rejects.toMatchObject({
        problem: { code: 'invalid-request', detail: expect.stringContaining('No stored event') },
      });
    }
    const broken = await create(graphOf({ begin: { kind: 'message_received' } }, []));
    await expect(
      begin(broken, { graph: { nodes: [], edges: [] } } as object),
    ).rejects.toMatchObject({ problem: { code: 'workflow-invalid' } });
    const to = new Date().toISOString();
    await expect(begin(broken, { from: to, to })).rejects.toMatchObject({
      problem: { code: 'invalid-request' },
    });
  });

  it('of another organisation is not found', async () => {
    const workflowId = await workspace.activate(complaints('angry'));
    const { id: backtestId } = await ended(await begin(workflowId));
    const { client } = await server.createOrganisation();
    const params = { workflowId, backtestId };
    for (const attempt of [
      () => client.backtests.list({ params }),
      () => client.backtests.get({ params }),
      () => client.backtests.cancel({ params }),
      () => client.backtests.create({ params, body: period() }),
    ])
      await expect(attempt(), attempt.toString()).rejects.toMatchObject({
        problem: { code: 'not-found' },
      });
  });

  it('keeps the last twenty of a workflow', async () => {
    const workflowId = await workspace.activate(complaints('angry'));
    const ids: string[] = [];
    for (let count = 0; count < 22; count++) ids.push((await ended(await begin(workflowId))).id);
    const { items } = await workspace.client.backtests.list({ params: { workflowId } });
    expect(items.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 20));
  });
});

describe('a backtest of many conversations', () => {
  const count = 4_000;
  let own: Workspace;
  let workflowId: string;

  beforeAll(async () => {
    own = await openWorkspace(server);
    const { organisationId, chatbotId } = own;
    await seedConversations(server.database, { organisationId, chatbotId, count });
    const graph = complaints('refund');
    ({ id: workflowId } = await own.client.workflows.create({ body: { name: 'Many', graph } }));
  });

  it('is cancelled in the middle, and lets visitors and another one in', async () => {
    const params = { workflowId };
    const begun = await own.client.backtests.create({ params, body: period() });
    const under = { params: { ...params, backtestId: begun.id } };
    await eventually(async () => (await own.client.backtests.get(under)).done > 0);
    await expect(own.client.backtests.create({ params, body: period() })).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
    const reply = await askForReply(server, { key: own.key, message: 'When do you open?' });
    expect(reply.answer).not.toBe('');
    const running = await own.client.backtests.get(under);
    expect(running).toMatchObject({ status: 'running', total: 2 * count });
    expect(running.done).toBeLessThan(running.total);

    const cancelled = await own.client.backtests.cancel(under);
    expect(cancelled.status).toBe('cancelled');
    const next = await own.client.backtests.create({
      params,
      body: { ...period(), from: new Date(Date.now() - day).toISOString() },
    });
    // The one worker is free for it again: nothing goes on with the first.
    await eventually(
      async () =>
        (await own.client.backtests.get({ params: { ...params, backtestId: next.id } })).startedAt,
    );
    expect(await ended(next, own)).toMatchObject({ status: 'completed' });
    const after = await own.client.backtests.get(under);
    expect(after).toMatchObject({ status: 'cancelled', result: null });
    expect(after.done).toBeLessThan(after.total);
  });

  it('counts each event and conversation of the period once', async () => {
    const params = { workflowId };
    const { result } = await ended(
      await own.client.backtests.create({
        params,
        body: { ...period(), to: new Date(Date.now() - 60_000).toISOString() },
      }),
      own,
    );
    expect(result).toMatchObject({
      conversations: count,
      events: 2 * count,
      draft: { fires: count / 10, conversations: count / 10 },
    });
    expect(result!.draft.examples).toHaveLength(10);
  });
});
