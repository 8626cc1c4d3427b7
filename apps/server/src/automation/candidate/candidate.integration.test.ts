import type { CandidateComparison, WorkflowGraph } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';
import { graphOf } from '../testing/graph.ts';
import { openWorkspace, pathOf, type Workspace } from '../testing/workspace.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Tags conversations about a refund; those of the angry with `tag`. */
const graphWith = (tag: string, words = ['refund']): WorkflowGraph =>
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
      tell: { kind: 'send_message', text: `From ${tag}` },
    },
    ['message>angry', 'angry.true>tag', 'tag>tell'],
  );

/** Fails for everybody: nobody has this property, so there is no text to send. */
const broken = graphOf(
  {
    message: { kind: 'message_received', textContains: ['refund'] },
    tag: {
      kind: 'tag_conversation',
      add: [
        '{{ event.text | upcase | append: event.text | append: event.text | append: event.text }}',
      ],
    },
  },
  ['message>tag'],
);
const longText = 'A refund, because this is much too long to be the tag of a conversation';

type Body = Parameters<Workspace['client']['candidates']['set']>[0]['body'];

async function open(draft: WorkflowGraph, active = graphWith('active')) {
  const workspace = await openWorkspace(server);
  const workflowId = await workspace.activate(active);
  const params = { workflowId };
  await workspace.client.workflows.update({ params, body: { graph: draft } });
  return {
    ...workspace,
    workflowId,
    params,
    candidate: (body: Body) => workspace.client.candidates.set({ params, body }),
    compare: () => workspace.client.candidates.get({ params }),
    ask: (message: string) => askForReply(server, { key: workspace.key, message }),
    executions: async (mode: 'live' | 'shadow') =>
      (await workspace.client.executions.list({ query: { workflowId, mode } })).items,
    until: (check: (comparison: CandidateComparison) => boolean) =>
      eventually(async () => {
        const comparison = await workspace.client.candidates.get({ params });
        return check(comparison) && comparison;
      }),
  };
}

describe('a shadow', () => {
  it('goes through the same events as the active version, and does nothing', async () => {
    const { ask, candidate, until, executions, client, read, params } = await open(
      graphWith('shadow', ['refund', 'voucher']),
    );
    const begun = await candidate({ mode: 'shadow' });
    expect(begun.candidate).toMatchObject({ version: 2, mode: 'shadow', share: null });
    const { sessionId } = await ask('I am angry, a refund!');
    await ask('A refund, please');
    await ask('A voucher, please');
    await ask('When do you open?');
    const { tried, active, paths, labels } = await until(
      ({ tried, active }) => tried?.completed === 3 && active?.completed === 2,
    );
    expect(tried).toMatchObject({ version: 2, started: 3, failed: 0, held: 0 });
    expect(tried!.effects).toEqual({ tag_conversation: 1, send_message: 1 });
    expect(active).toMatchObject({ version: 1, effects: { tag_conversation: 1, send_message: 1 } });
    expect(tried!.ends).toEqual([
      { nodeId: 'angry', outcome: 'false', count: 2 },
      { nodeId: 'tell', outcome: 'next', count: 1 },
    ]);
    expect(paths).toEqual({ compared: 2, different: 0, onlyCandidate: 1, onlyActive: 0 });
    expect(labels.tell).toEqual({ label: 'tell', kind: 'send_message' });

    const conversation = await client.conversations.get({ params: { conversationId: sessionId } });
    expect(conversation.tags).toEqual(['active']);
    const shadows = await executions('shadow');
    expect(shadows.map(({ mode, version }) => ({ mode, version }))).toEqual(
      Array(3).fill({ mode: 'shadow', version: 2 }),
    );
    const shadow = await read(shadows.find((one) => one.sessionId === sessionId)!.id);
    expect(pathOf(shadow)).toEqual(['message.next', 'angry.true', 'tag.next', 'tell.next']);
    expect(shadow.steps.at(-1)!.input).toMatchObject({ text: 'From shadow' });
    // Lists and counts are of what really ran.
    expect(await executions('live')).toHaveLength(2);
    const { items } = await client.workflows.list({ query: {} });
    expect(items.find(({ id }) => id === params.workflowId)!.executions.completed).toBe(2);
  });

  it('shows how many events took another way', async () => {
    const swapped = graphWith('shadow');
    const rule = { field: 'event.text', operator: 'contains', value: 'please' };
    swapped.nodes.find(({ id }) => id === 'angry')!.data.config = {
      kind: 'if',
      condition: { match: 'all', rules: [rule] },
    };
    const { ask, candidate, until } = await open(swapped);
    await candidate({ mode: 'shadow' });
    await ask('I am angry, a refund!');
    await ask('A refund, thank you');
    const { paths } = await until(({ paths }) => paths?.compared === 2);
    expect(paths).toMatchObject({ different: 1 });
  });

  it('that fails is in no list of failures, and cannot be resumed', async () => {
    const { ask, candidate, executions, client, until, params } = await open(broken);
    await candidate({ mode: 'shadow', maxFailureShare: 100 });
    await ask(longText);
    await until(({ tried }) => tried?.failed === 1);
    expect((await client.executions.deadLetters()).items).toEqual([]);
    const [{ id: executionId } = { id: '' }] = await executions('shadow');
    await expect(
      client.executions.resume({ params: { executionId }, body: {} }),
    ).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const { resumed } = await client.executions.resumeMany({
      body: { workflowId: params.workflowId },
    });
    expect(resumed).toBe(0);
  });
});

describe('a canary', () => {
  it('starts for its share of the visitors, and for the same ones again', async () => {
    const { candidate, executions, params, key, compare, client } = await open(graphWith('canary'));
    await candidate({ mode: 'canary', share: 50 });
    const visitors = await Promise.all(
      Array.from({ length: 16 }, async () => {
        const { sessionId, visitorToken } = await askForReply(server, { key, message: 'A refund' });
        return { sessionId, token: visitorToken! };
      }),
    );
    for (const visitor of visitors)
      await askForReply(server, { key, ...visitor, message: 'A refund again' });
    const all = await eventually(async () => {
      const items = await executions('live');
      return items.length === 32 && items.every(({ status }) => status === 'completed') && items;
    });
    const versions = Map.groupBy(all, ({ sessionId }) => sessionId);
    for (const ofVisitor of versions.values())
      expect(new Set(ofVisitor.map(({ version }) => version)).size).toBe(1);
    // One side alone for sixteen visitors has a chance of 1 to 32,768, and the ids are new each time.
    expect(new Set(all.map(({ version }) => version))).toEqual(new Set([1, 2]));
    const { tried, active } = await compare();
    expect(tried!.completed + active!.completed).toBe(32);

    const before = all.filter(({ version }) => version === 2).map(({ sessionId }) => sessionId);
    const raised = await candidate({ version: 2, mode: 'canary', share: 100 });
    expect(raised.candidate).toMatchObject({ share: 100 });
    expect(raised.tried!.completed).toBe(before.length);
    await askForReply(server, { key, message: 'A refund' });
    const [latest] = await eventually(async () => {
      const items = await executions('live');
      return items.length === 33 && items;
    });
    expect(latest).toMatchObject({ version: 2, mode: 'live' });
    expect(await client.workflows.get({ params })).toMatchObject({ activeVersion: 1 });
  });

  it('acts for real, and an execution stays on its version when it is rolled back', async () => {
    const waiting = graphWith('canary');
    waiting.nodes.find(({ id }) => id === 'tell')!.data.config = {
      kind: 'ask_visitor',
      question: 'Why?',
    };
    const { ask, candidate, client, params, latest, key, workflowId, executions } =
      await open(waiting);
    await candidate({ mode: 'canary', share: 100 });
    const { sessionId, visitorToken: token } = await ask('I am angry, a refund!');
    await latest(workflowId, ['waiting']);
    const { tags } = await client.conversations.get({ params: { conversationId: sessionId } });
    expect(tags).toEqual(['canary']);

    const rolledBack = await client.candidates.remove({ params });
    expect(rolledBack).toMatchObject({
      candidate: null,
      last: { version: 2, mode: 'canary', outcome: 'rolled-back', reason: null },
    });
    await askForReply(server, { key, token: token!, sessionId, message: 'Broken' });
    expect(await latest(workflowId, ['completed'])).toMatchObject({ version: 2 });
    await ask('A refund, please');
    const [next] = await eventually(async () => {
      const items = await executions('live');
      return items.length === 2 && items;
    });
    expect(next).toMatchObject({ version: 1 });
    await expect(client.candidates.remove({ params })).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
  });

  it('is promoted: it is the active version from then on', async () => {
    const { ask, candidate, client, params, latest, workflowId } = await open(graphWith('canary'));
    await candidate({ mode: 'canary' });
    const promoted = await client.candidates.promote({ params });
    expect(promoted).toMatchObject({ candidate: null, last: { outcome: 'promoted', version: 2 } });
    expect(await client.workflows.get({ params })).toMatchObject({ activeVersion: 2 });
    await ask('A refund, please');
    expect(await latest(workflowId, ['completed'])).toMatchObject({ version: 2 });
  });

  it('ends when another version is activated, or none', async () => {
    const { candidate, compare, client, params } = await open(graphWith('canary'));
    await candidate({ mode: 'canary' });
    await client.workflows.deactivate({ params, body: {} });
    expect((await compare()).candidate).toBeNull();
    await expect(candidate({ mode: 'canary' })).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
  });
});

describe('a candidate that fails', () => {
  it('more often than it may is rolled back by itself, and the team is told once', async () => {
    const { ask, candidate, until, client } = await open(broken);
    await candidate({ mode: 'canary', share: 100 });
    for (let count = 0; count < 5; count++) await ask(longText);
    const { last } = await until(({ candidate }) => candidate === null);
    expect(last).toMatchObject({
      version: 2,
      outcome: 'rolled-back',
      reason: expect.stringContaining('5 of its 5 executions failed (100 %)'),
    });
    const { items } = await client.notifications.list({ query: {} });
    expect(items.filter(({ title }) => title.includes('was rolled back'))).toMatchObject([
      { title: 'Version 2 of “Test” was rolled back', count: 1 },
    ]);
  });

  it('goes on below five ends, within its share, and when the active version fails as often', async () => {
    const few = await open(broken);
    await few.candidate({ mode: 'canary', share: 100 });
    for (let count = 0; count < 4; count++) await few.ask(longText);

    const allowed = await open(broken);
    await allowed.candidate({ mode: 'canary', share: 100, maxFailureShare: 100 });
    for (let count = 0; count < 5; count++) await allowed.ask(longText);

    // Both fail; the candidate is simulated on the same events.
    const same = await open(
      { ...broken, nodes: broken.nodes.map((node) => ({ ...node, position: { x: 9, y: 9 } })) },
      broken,
    );
    await same.candidate({ mode: 'shadow' });
    for (let count = 0; count < 5; count++) await same.ask(longText);

    await few.until(({ tried }) => tried?.failed === 4);
    await allowed.until(({ tried }) => tried?.failed === 5);
    await same.until(({ tried, active }) => tried?.failed === 5 && active?.failed === 5);
    // What comes after them in a round has been looked at, so they have been.
    const after = await open(broken);
    await after.candidate({ mode: 'canary', share: 100 });
    for (let count = 0; count < 5; count++) await after.ask(longText);
    await after.until(({ candidate }) => candidate === null);
    for (const { compare } of [few, allowed, same])
      expect((await compare()).candidate).not.toBeNull();
  });
});

describe('candidates', () => {
  it('are refused where there is nothing to compare', async () => {
    const { candidate, client } = await open(graphWith('active'));
    await expect(candidate({ version: 1, mode: 'shadow' })).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
    await expect(candidate({ version: 7, mode: 'shadow' })).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
    const { id: workflowId } = await client.workflows.create({
      body: {
        name: 'By hand',
        graph: graphOf(
          { begin: { kind: 'manual' }, tell: { kind: 'notify_team', title: 'Hi', text: '' } },
          ['begin>tell'],
        ),
      },
    });
    const params = { workflowId };
    await client.workflows.activate({ params, body: {} });
    await expect(client.candidates.set({ params, body: { mode: 'shadow' } })).rejects.toMatchObject(
      { problem: { code: 'invalid-request' } },
    );
  });

  it('of another organisation are not found', async () => {
    const { params } = await open(graphWith('canary'));
    const { client } = await server.createOrganisation();
    for (const attempt of [
      () => client.candidates.get({ params }),
      () => client.candidates.set({ params, body: { mode: 'shadow' } }),
      () => client.candidates.remove({ params }),
      () => client.candidates.promote({ params }),
    ])
      await expect(attempt(), attempt.toString()).rejects.toMatchObject({
        problem: { code: 'not-found' },
      });
  });

  it('leave no shadow to be advanced, woken or taken over', async () => {
    const { rows } = await server.database.asPlatform((tx) =>
      tx.execute(sql`
        select id from workflow_executions where mode = 'shadow'
          and (status not in ('completed', 'failed') or wake_at is not null or needs_outside)`),
    );
    expect(rows).toEqual([]);
  });
});
