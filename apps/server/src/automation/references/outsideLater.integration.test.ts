import type { ApiError, WorkflowGraph } from '@echoai/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { browserOf, environmentOf } from '../../connections/testing/connecting.ts';
import { type GoogleStandIn, startGoogle } from '../../testing/providers/google.ts';
import { type HubSpotStandIn, startHubSpot } from '../../testing/providers/hubspot.ts';
import { type SlackStandIn, startSlack } from '../../testing/providers/slack.ts';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { graphOf } from '../testing/graph.ts';
import { openWorkspace, type Workspace } from '../testing/workspace.ts';

/** What a workflow names changes outside after it was drawn: publishing it again says so. */

let slack: SlackStandIn;
let hubspot: HubSpotStandIn;
let google: GoogleStandIn;
let server: TestServer;
let workspace: Workspace;

beforeAll(async () => {
  [slack, hubspot, google] = await Promise.all([startSlack(), startHubSpot(), startGoogle()]);
  const environment = {
    ...environmentOf('slack', slack),
    ...environmentOf('hubspot', hubspot),
    ...environmentOf('google-sheets', google),
  };
  server = await startTestServer({ environment });
});
afterAll(async () => {
  await server.close();
  await Promise.all([slack, hubspot, google].map((standIn) => standIn.close()));
});
beforeEach(async () => {
  for (const standIn of [slack, hubspot, google]) standIn.clear();
  workspace = await openWorkspace(server);
});

const connected = (provider: string) => browserOf(server, workspace).connected(provider);
const withNodes = (...nodes: Parameters<typeof graphOf>[0][string][]) =>
  graphOf(
    { begin: { kind: 'manual' }, ...Object.fromEntries(nodes.map((node, n) => [`n${n}`, node])) },
    nodes.map((_, n) => `${n === 0 ? 'begin' : `n${n - 1}`}>n${n}`),
  );
const posting = (connectionId: string, to = 'C0SUPPORT') => ({
  kind: 'slack_post_message',
  connectionId,
  to,
  text: 'Hello',
});

/** Publishes a graph. @returns what forbids it, or null, and what the check says of what it names */
async function publish(graph: WorkflowGraph) {
  const { client } = workspace;
  const { id: workflowId } = await client.workflows.create({ body: { name: 'Test', graph } });
  const params = { workflowId };
  const refused = await client.workflows.activate({ params, body: {} }).then(
    () => null,
    (error: ApiError) => error.problem,
  );
  const { diagnostics } = await client.workflows.validate({ params, body: {} });
  const named = diagnostics.filter(({ code }) => /-(reference|connection)$/.test(code));
  return { refused, found: named.map(({ code, field }) => `${code} ${field}`) };
}

it('a connection that was taken back at the provider, which nobody has noticed yet', async () => {
  const connectionId = await connected('slack');
  slack.oauth.revokeAll();
  const { refused, found } = await publish(withNodes(posting(connectionId)));
  expect(refused).toMatchObject({ code: 'workflow-invalid' });
  expect(found).toEqual(['broken-connection connectionId']);
});

it('the same of a node that names nothing but the connection', async () => {
  const connectionId = await connected('hubspot');
  hubspot.oauth.revokeAll();
  const { refused, found } = await publish(
    withNodes({ kind: 'hubspot_find_contact', connectionId, email: 'ada@shop.test' }),
  );
  expect(refused).toMatchObject({ code: 'workflow-invalid' });
  expect(found).toEqual(['broken-connection connectionId']);
});

it('a connection that was removed, while the workflow is live: the check and a notification say what fails', async () => {
  const { client } = workspace;
  const connectionId = await connected('slack');
  const workflowId = await workspace.activate(withNodes(posting(connectionId)));
  await client.connections.remove({ params: { connectionId } });
  const { diagnostics } = await client.workflows.validate({ params: { workflowId }, body: {} });
  expect(diagnostics).toMatchObject([{ code: 'missing-reference', field: 'connectionId' }]);
  const execution = await workspace.until(await workspace.run(workflowId));
  expect(execution).toMatchObject({ status: 'failed' });
  const { items } = await client.notifications.list({ query: {} });
  expect(JSON.stringify(items)).toContain('connection');
});

it('a channel that was archived', async () => {
  const connectionId = await connected('slack');
  slack.data.channels.find(({ id }) => id === 'C0SUPPORT')!.is_archived = true;
  const { refused, found } = await publish(withNodes(posting(connectionId)));
  expect(refused).toMatchObject({ code: 'workflow-invalid' });
  expect(found).toEqual(['missing-reference to']);
});

it('a stage that its pipeline no longer has', async () => {
  const connectionId = await connected('hubspot');
  const [pipeline] = hubspot.data.pipelines;
  const [stage] = pipeline!.stages.splice(0, 1);
  const deal = {
    kind: 'hubspot_create_deal',
    connectionId,
    name: 'Chat',
    pipeline: pipeline!.id,
    stage: stage!.id,
  };
  expect((await publish(withNodes(deal))).found).toEqual(['missing-reference stage']);
});

it('a chatbot, an intent and a workflow that were deleted', async () => {
  const { client, chatbotId } = workspace;
  const other = await client.chatbots.create({ body: { name: 'Other' } });
  const { id: started } = await client.workflows.create({ body: { name: 'Started' } });
  const intents = { kind: 'intent_detected', intents: ['return'], chatbotId: other.id };
  const graph = graphOf(
    { begin: intents, start: { kind: 'start_workflow', workflowId: started } },
    ['begin>start'],
  );
  expect((await publish(graph)).found).toEqual(['unsure-reference workflowId']);
  await client.workflows.remove({ params: { workflowId: started } });
  await client.chatbots.remove({ params: { chatbotId: other.id } });
  const { items } = await client.intents.list({ params: { chatbotId }, query: {} });
  const intentId = items.find(({ name }) => name === 'return')!.id;
  await client.intents.remove({ params: { chatbotId, intentId } });
  expect((await publish(graph)).found).toEqual([
    'missing-reference chatbotId',
    'missing-reference intents.0',
    'missing-reference workflowId',
  ]);
});

it('a graph of another organisation, as a file brings it, keeps nothing of its connections', async () => {
  const theirs = await browserOf(server, await openWorkspace(server)).connected('slack');
  const { refused, found } = await publish(withNodes(posting(theirs)));
  expect(refused).toMatchObject({ code: 'workflow-invalid' });
  expect(found).toEqual(['missing-reference connectionId']);
});

it('a provider that never answers holds up neither publishing nor the check of another provider', async () => {
  const [atSlack, atHubSpot] = [await connected('slack'), await connected('hubspot')];
  slack.fault({ match: /list$/, answer: 'hang', times: 100 });
  const deal = {
    kind: 'hubspot_create_deal',
    connectionId: atHubSpot,
    name: 'Chat',
    pipeline: hubspot.data.pipelines[0]!.id,
    stage: 'gone',
  };
  const { refused, found } = await publish(withNodes(posting(atSlack), deal));
  expect(refused).toMatchObject({ code: 'workflow-invalid' });
  expect(found.toSorted()).toEqual(['missing-reference stage', 'unsure-reference to']);
});

it('two hundred channels are looked up by reading the list once', async () => {
  const connectionId = await connected('slack');
  const names = Array.from({ length: 200 }, (_, n) => `C0MADE${n}`);
  slack.recorded.splice(0);
  const { refused, found } = await publish(
    withNodes(posting(connectionId), ...names.map((to) => posting(connectionId, to))),
  );
  expect(refused).toMatchObject({ code: 'workflow-invalid' });
  expect(found.every((one) => one === 'missing-reference to')).toBe(true);
  // Once to publish, once to check: a page of channels and one of people each.
  expect(slack.recorded.filter(({ path }) => path.endsWith('.list')).length).toBeLessThanOrEqual(4);
});
