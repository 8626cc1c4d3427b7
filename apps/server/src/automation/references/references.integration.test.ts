import type { ApiError, WorkflowGraph } from '@echoai/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserOf, environmentOf } from '../../connections/testing/connecting.ts';
import { type SlackStandIn, startSlack } from '../../testing/providers/slack.ts';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { graphOf } from '../testing/graph.ts';
import { openWorkspace, type Workspace } from '../testing/workspace.ts';

const begin = { kind: 'manual' };
type Node = Parameters<typeof graphOf>[0][string];

describe('activating a workflow', () => {
  let slack: SlackStandIn;
  let server: TestServer;
  let workspace: Workspace;
  let connectionId: string;

  beforeAll(async () => {
    slack = await startSlack();
    server = await startTestServer({ environment: environmentOf('slack', slack) });
  });
  afterAll(async () => {
    await server.close();
    await slack.close();
  });
  beforeEach(async () => {
    slack.clear();
    workspace = await openWorkspace(server);
    connectionId = await browserOf(server, workspace).connected('slack');
  });

  const withNode = (node: Node) => graphOf({ begin, node }, ['begin>node']);
  const posting = (more: object = {}) =>
    withNode({
      kind: 'slack_post_message',
      connectionId,
      to: 'C0SUPPORT',
      text: 'Hello',
      ...more,
    });

  /** What the check of the builder says, and whether activating says the same. */
  async function problemsOf(graph: WorkflowGraph): Promise<object[]> {
    const { client } = workspace;
    const { id: workflowId } = await client.workflows.create({ body: { name: 'Test', graph } });
    const params = { workflowId };
    const { diagnostics, isValid } = await client.workflows.validate({ params, body: {} });
    const refused = await client.workflows.activate({ params, body: {} }).then(
      () => null,
      (error: ApiError) => error.problem,
    );
    expect(refused === null).toBe(isValid);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(refused?.errors ?? []).toEqual(
      errors.map(({ nodeId, field, message }) => ({
        path: [nodeId, field].filter(Boolean).join('.'),
        message,
      })),
    );
    return diagnostics.map(({ code, field = '', message }) => ({ code, field, message }));
  }

  it('takes a message to a channel that is there, by a connection that works', async () => {
    expect(await problemsOf(posting())).toEqual([]);
  });

  it('is refused with a connection that does not exist, and says what to do', async () => {
    expect(await problemsOf(posting({ connectionId: 'con_example' }))).toEqual([
      {
        code: 'missing-reference',
        field: 'connectionId',
        message:
          'In “node”, “Slack connection” names a connection that does not exist. Choose one, or connect an account under Integrations.',
      },
    ]);
  });

  it('is refused with a connection of another organisation', async () => {
    const other = await openWorkspace(server);
    const theirs = await browserOf(server, other).connected('slack');
    expect(await problemsOf(posting({ connectionId: theirs }))).toMatchObject([
      { code: 'missing-reference', field: 'connectionId' },
    ]);
  });

  it('is refused with a connection of another provider', async () => {
    const graph = withNode({
      kind: 'hubspot_add_note',
      connectionId,
      contactId: '1',
      text: 'Hello',
    });
    expect(await problemsOf(graph)).toMatchObject([
      {
        code: 'missing-reference',
        field: 'connectionId',
        message: expect.stringContaining('“Acme”, which connects another service'),
      },
    ]);
  });

  it('is refused with a connection that needs its owner', async () => {
    slack.oauth.revokeAll();
    await workspace.client.connections.check({ params: { connectionId } });
    expect(await problemsOf(posting())).toMatchObject([
      {
        code: 'broken-connection',
        field: 'connectionId',
        message: expect.stringContaining('Connect it again under Integrations.'),
      },
    ]);
  });

  it('is refused with a channel that was made up', async () => {
    expect(await problemsOf(posting({ to: 'C0123456789' }))).toEqual([
      {
        code: 'missing-reference',
        field: 'to',
        message:
          'In “node”, “Channel or person” names “C0123456789”, which the connected account does not have. Choose an entry of the list.',
      },
    ]);
  });

  it('is refused with a channel that is gone', async () => {
    slack.data.channels.splice(0);
    expect(await problemsOf(posting())).toMatchObject([{ code: 'missing-reference', field: 'to' }]);
  });

  it('finds a channel that was made since the list was read', async () => {
    expect(await problemsOf(posting({ to: 'C0NEW' }))).toHaveLength(1);
    slack.data.channels.push({ ...slack.data.channels[0]!, id: 'C0NEW', name: 'new' });
    expect(await problemsOf(posting({ to: 'C0NEW' }))).toEqual([]);
  });

  it('asks nothing at the provider that it asked a moment before', async () => {
    await problemsOf(posting());
    const asked = slack.recorded.length;
    await problemsOf(posting({ text: 'Hello again' }));
    expect(slack.recorded.length).toBe(asked);
  });

  it('warns, and goes on, when the provider is out of reach', async () => {
    const lists = /^POST \/api\/(conversations|users)\.list$/;
    slack.fault({ match: lists, answer: { status: 503, body: '' }, times: 50 });
    expect(await problemsOf(posting())).toMatchObject([
      {
        code: 'unsure-reference',
        field: 'to',
        message: expect.stringContaining('“Channel or person” could not be checked.'),
      },
    ]);
  });

  it('is refused with a chatbot, intent or credential that does not exist', async () => {
    const { chatbotId, client } = workspace;
    const intents = (intent: string, more: object = {}) =>
      graphOf(
        { begin: { kind: 'intent_detected', intents: [intent], ...more }, stop: { kind: 'end' } },
        ['begin>stop'],
      );
    expect(await problemsOf(intents('made_up'))).toMatchObject([
      {
        field: 'intents.0',
        message:
          'In “begin”, “Intents” names the intent “made_up”, which no chatbot has. Choose another one, or add it under Intents.',
      },
    ]);
    await client.intents.create({ params: { chatbotId }, body: { name: 'made_up', title: '' } });
    expect(await problemsOf(intents('made_up'))).toEqual([]);
    expect(await problemsOf(intents('made_up', { chatbotId }))).toEqual([]);
    expect(await problemsOf(intents('made_up', { chatbotId: 'bot_gone' }))).toMatchObject([
      { field: 'chatbotId', message: expect.stringContaining('names a chatbot that does not') },
      { field: 'intents.0', message: expect.stringContaining('which the chatbot does not have') },
    ]);
    const url = 'https://shop.example/orders';
    expect(
      await problemsOf(withNode({ kind: 'http_request', url, credentialId: 'crd_gone' })),
    ).toMatchObject([{ field: 'credentialId' }]);
  });

  it('is refused with a workflow that does not exist; warns of one that is off', async () => {
    const starting = (workflowId: string) => withNode({ kind: 'start_workflow', workflowId });
    expect(await problemsOf(starting('wf_follow_up'))).toMatchObject([
      { code: 'missing-reference', field: 'workflowId' },
    ]);
    const { client } = workspace;
    const { id } = await client.workflows.create({ body: { name: 'Other' } });
    expect(await problemsOf(starting(id))).toMatchObject([
      { code: 'unsure-reference', message: expect.stringContaining('“Other”, which is switched') },
    ]);
  });

  it('is refused with an e-mail where there is no mail server', async () => {
    const mail = { to: ['team@acme.example'], subject: 'Lead', body: 'Hello' };
    expect(await problemsOf(withNode({ kind: 'send_email', ...mail }))).toEqual([
      {
        code: 'missing-reference',
        field: '',
        message:
          '“node” sends e-mail, and no mail server is set up. Whoever runs EchoAI sets SMTP_URL.',
      },
    ]);
  });

  it('warns of a tag that no conversation has', async () => {
    const graph = graphOf(
      { begin: { kind: 'conversation_tagged', tag: 'vipp' }, stop: { kind: 'end' } },
      ['begin>stop'],
    );
    expect(await problemsOf(graph)).toMatchObject([{ code: 'unsure-reference', field: 'tag' }]);
  });

  it('as a trial, or back to an earlier version, is refused as well', async () => {
    const { client } = workspace;
    const trigger = { kind: 'conversation_started' };
    const graph = graphOf({ begin: trigger, node: posting().nodes[1]!.data.config }, [
      'begin>node',
    ]);
    const workflowId = await workspace.activate(graph);
    const params = { workflowId };
    await client.workflows.update({ params, body: { graph: graphOf({ begin: trigger }, []) } });
    await client.workflows.activate({ params, body: {} });
    await client.connections.remove({ params: { connectionId } });
    const refusal = { problem: { code: 'workflow-invalid' } };
    await expect(client.workflows.activate({ params, body: { version: 1 } })).rejects.toMatchObject(
      refusal,
    );
    await expect(
      client.candidates.set({ params, body: { mode: 'shadow', version: 1 } }),
    ).rejects.toMatchObject(refusal);
  });
});
