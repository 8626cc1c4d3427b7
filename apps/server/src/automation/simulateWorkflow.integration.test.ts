import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { openWorkspace, pathOf, type Workspace } from './testing/workspace.ts';

let server: TestServer;
let workspace: Workspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await openWorkspace(server);
});
afterAll(() => server.close());

const tell = (title: string) => ({ kind: 'notify_team', title });
const rule = (field: string, operator: string, value: unknown) => ({
  kind: 'if',
  condition: { match: 'all', rules: [{ field, operator, value }] },
});

/** Asks the team, and tells it what was decided when the order is large. */
const graph = graphOf(
  {
    begin: { kind: 'manual' },
    ask: { kind: 'ask_approval', question: 'Refund {{ event.input.order }}?' },
    large: rule('event.input.total', 'greater', 100),
    boss: tell('Large: {{ steps.ask.comment }}'),
    team: tell('Small'),
  },
  [
    'begin>ask',
    'ask.approved>large',
    'ask.declined>team',
    'ask.timeout>team',
    'large.true>boss',
    'large.false>team',
  ],
);

async function approved() {
  const workflowId = await workspace.activate(graph);
  const executionId = await workspace.run(workflowId, { order: 'A1', total: 80 });
  await workspace.until(executionId, ['waiting']);
  await workspace.client.executions.decide({
    params: { executionId },
    body: { decision: 'approved', comment: 'for Ada' },
  });
  const execution = await workspace.until(executionId);
  expect(pathOf(execution)).toContain('large.false');
  return { workflowId, execution };
}

describe('an execution that is replayed', () => {
  it('goes on from a node with another configuration, what came before kept, and does nothing', async () => {
    const { workflowId, execution } = await approved();
    const { visit } = execution.steps.find(({ nodeId }) => nodeId === 'large')!;
    const nodes = graph.nodes.map((node) =>
      node.id === 'large'
        ? { ...node, data: { label: 'large', config: rule('event.input.total', 'greater', 50) } }
        : node,
    );
    const before = await workspace.client.notifications.list({ query: {} });
    const replay = await workspace.client.workflows.simulate({
      params: { workflowId },
      body: { graph: { ...graph, nodes }, from: { executionId: execution.id, visit } },
    });
    expect(replay.status).toBe('ended');
    expect(replay.steps.map(({ nodeId }) => nodeId)).toEqual(['large', 'boss']);
    expect(replay.effects).toMatchObject([{ nodeId: 'boss', title: 'Large: for Ada' }]);
    expect(await workspace.client.notifications.list({ query: {} })).toEqual(before);
    expect(await workspace.read(execution.id)).toEqual(execution);
  });

  it('goes on with the version that it ran, though the draft is another, and by a chosen way', async () => {
    const { workflowId, execution } = await approved();
    await workspace.client.workflows.update({
      params: { workflowId },
      body: { graph: graphOf({ begin: { kind: 'manual' } }, []) },
    });
    const { visit } = execution.steps.find(({ nodeId }) => nodeId === 'ask')!;
    const replay = await workspace.client.workflows.simulate({
      params: { workflowId },
      body: {
        from: { executionId: execution.id, visit },
        choose: { ask: { outcome: 'declined' } },
      },
    });
    expect(replay.steps.map(({ nodeId }) => nodeId)).toEqual(['ask', 'team']);
    expect(replay.steps[0]!.input).toMatchObject({ question: 'Refund A1?' });
  });

  it('says so when the changed graph no longer comes to that node', async () => {
    const { workflowId, execution } = await approved();
    const { visit } = execution.steps.at(-1)!;
    const shorter = graphOf({ begin: { kind: 'manual' }, team: tell('Small') }, ['begin>team']);
    const replay = await workspace.client.workflows.simulate({
      params: { workflowId },
      body: { graph: shorter, from: { executionId: execution.id, visit } },
    });
    expect(replay).toMatchObject({
      status: 'stopped',
      error: 'The workflow no longer comes to “ask” on the way that was taken.',
    });
  });

  it('is refused for a visit that never was, another workflow’s, and another organisation’s', async () => {
    const { workflowId, execution } = await approved();
    const other = await workspace.activate(graph, 'Other');
    const simulate = (id: string, visit: number, client = workspace.client) =>
      client.workflows.simulate({
        params: { workflowId: id },
        body: { from: { executionId: execution.id, visit } },
      });
    await expect(simulate(workflowId, 99)).rejects.toMatchObject({ problem: { status: 422 } });
    await expect(simulate(other, 1)).rejects.toMatchObject({ problem: { status: 422 } });
    const stranger = await openWorkspace(server);
    const theirs = await stranger.activate(graph);
    await expect(simulate(theirs, 1, stranger.client)).rejects.toMatchObject({
      problem: { status: 404 },
    });
  });
});

describe('the list of executions', () => {
  it('can be of a time only', async () => {
    const workflowId = await workspace.activate(
      graphOf({ begin: { kind: 'manual' }, stop: { kind: 'end' } }, ['begin>stop']),
    );
    const { createdAt, id } = await workspace.until(await workspace.run(workflowId));
    const list = async (query: object) =>
      (await workspace.client.executions.list({ query: { workflowId, ...query } })).items.map(
        (item) => item.id,
      );
    const after = new Date(Date.parse(createdAt) + 1).toISOString();
    expect(await list({ from: createdAt, to: after })).toEqual([id]);
    expect(await list({ from: after })).toEqual([]);
    expect(await list({ to: createdAt })).toEqual([]);
  });
});
