import type { Client, Execution, WorkflowGraph } from '@echoai/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let client: Client;
let key: string;
let chatbotId: string;

beforeAll(async () => {
  server = await startTestServer();
  organisation = await server.createOrganisation();
  client = organisation.client;
  ({ publishableKey: key, id: chatbotId } = await client.chatbots.create({
    body: { name: 'Bot' },
  }));
});
afterAll(() => server.close());

async function activated(graph: WorkflowGraph, name = 'Test'): Promise<string> {
  const { id: workflowId } = await client.workflows.create({ body: { name, graph } });
  await client.workflows.activate({ params: { workflowId }, body: {} });
  return workflowId;
}

const read = (executionId: string) => client.executions.get({ params: { executionId } });

/** The workflow's only execution once it has one of these statuses. */
const settled = (
  workflowId: string,
  statuses: Execution['status'][] = ['completed', 'failed', 'held', 'cancelled'],
) =>
  eventually(async () => {
    const { items } = await client.executions.list({ query: { workflowId } });
    return items[0] && statuses.includes(items[0].status) && read(items[0].id);
  });

const path = ({ steps }: Execution) =>
  steps.map(({ nodeId, outcome }) => (outcome ? `${nodeId}.${outcome}` : nodeId));

describe('a workflow', () => {
  it('is started by a message, once, and acts in its conversation', async () => {
    const workflowId = await activated(
      graphOf(
        {
          message: { kind: 'message_received', textContains: ['refund'], chatbotId },
          unhappy: {
            kind: 'if',
            condition: {
              match: 'all',
              rules: [{ field: 'event.text', operator: 'contains', value: 'angry' }],
            },
          },
          plan: { kind: 'set_contact_property', name: 'mood', value: 'angry' },
          tag: { kind: 'tag_conversation', add: ['{{ visitor.properties.mood }}'] },
          tell: { kind: 'send_message', text: 'We heard: {{ event.text }}' },
        },
        ['message>unhappy', 'unhappy.true>plan', 'plan>tag', 'tag>tell'],
      ),
    );
    const reply = await askForReply(server, { key, message: 'I am angry, I want a refund' });
    await askForReply(server, { key, message: 'Something else' });
    const execution = await settled(workflowId);
    expect(execution).toMatchObject({
      status: 'completed',
      sessionId: reply.sessionId,
      error: null,
    });
    expect(path(execution)).toEqual([
      'message.next',
      'unhappy.true',
      'plan.next',
      'tag.next',
      'tell.next',
    ]);
    const params = { conversationId: reply.sessionId };
    const { tags } = await client.conversations.get({ params });
    expect(tags).toEqual(['angry']);
    const { items } = await client.conversations.messages({ params });
    expect(items.at(-1)).toMatchObject({
      author: 'automation',
      content: 'We heard: I am angry, I want a refund',
    });
    expect((await client.executions.list({ query: { workflowId } })).items).toHaveLength(1);
  });

  it('asks the visitor, takes the answer that fits, and starts nothing else by it', async () => {
    const workflowId = await activated(
      graphOf(
        {
          message: { kind: 'message_received', textContains: ['quote'] },
          mail: { kind: 'ask_visitor', question: 'Your e-mail?', answerType: 'email' },
          store: { kind: 'update_contact', email: '{{ steps.mail.answer }}' },
        },
        ['message>mail', 'mail.answered>store'],
      ),
    );
    const { sessionId, visitorToken: token } = await askForReply(server, {
      key,
      message: 'A quote',
    });
    await settled(workflowId, ['waiting']);
    const say = (message: string) => ask(server, { key, token, sessionId, message });
    await say('no idea, a quote?');
    await eventually(async () => {
      const { items } = await client.conversations.messages({
        params: { conversationId: sessionId },
      });
      return items.at(-1)?.content.includes('does not look like');
    });
    await say('ada@example.com');
    const execution = await settled(workflowId);
    expect(path(execution)).toEqual(['message.next', 'mail.answered', 'store.next']);
    expect(execution.steps[1]!.output).toMatchObject({ answer: 'ada@example.com' });
    expect((await client.executions.list({ query: { workflowId } })).items).toHaveLength(1);
    const conversation = await client.conversations.get({ params: { conversationId: sessionId } });
    expect(conversation.visitor.email).toBe('ada@example.com');
  });
});
