import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { openWorkspace, pathOf, type Workspace } from './testing/workspace.ts';

let server: TestServer;
let workspace: Workspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await openWorkspace(server);
});
afterAll(() => server.close());

describe('a workflow', () => {
  it('is started by a message, once, and acts in its conversation', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          message: {
            kind: 'message_received',
            textContains: ['refund'],
            chatbotId: workspace.chatbotId,
          },
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
    const reply = await askForReply(server, {
      key: workspace.key,
      message: 'I am angry, I want a refund',
    });
    await askForReply(server, { key: workspace.key, message: 'Something else' });
    const execution = await workspace.latest(workflowId);
    expect(execution).toMatchObject({
      status: 'completed',
      sessionId: reply.sessionId,
      error: null,
    });
    expect(pathOf(execution)).toEqual([
      'message.next',
      'unhappy.true',
      'plan.next',
      'tag.next',
      'tell.next',
    ]);
    const params = { conversationId: reply.sessionId };
    const { tags } = await workspace.client.conversations.get({ params });
    expect(tags).toEqual(['angry']);
    const { items } = await workspace.client.conversations.messages({ params });
    expect(items.at(-1)).toMatchObject({
      author: 'automation',
      content: 'We heard: I am angry, I want a refund',
    });
    expect((await workspace.client.executions.list({ query: { workflowId } })).items).toHaveLength(
      1,
    );
  });

  it('is started when a visitor gets a person, and knows why', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'conversation_handed_over' },
          tag: { kind: 'tag_conversation', add: ['{{ event.reason }}'] },
        },
        ['begin>tag'],
      ),
    );
    const { sessionId } = await askForReply(server, {
      key: workspace.key,
      message: 'I want to talk to a human',
    });
    expect(await workspace.latest(workflowId)).toMatchObject({ status: 'completed', sessionId });
    const params = { conversationId: sessionId };
    const { tags } = await workspace.client.conversations.get({ params });
    expect(tags).toEqual(['asked for a person']);
  });

  it('asks the visitor, takes the answer that fits, and starts nothing else by it', async () => {
    const workflowId = await workspace.activate(
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
      key: workspace.key,
      message: 'A quote',
    });
    await workspace.latest(workflowId, ['waiting']);
    const say = (message: string) => ask(server, { key: workspace.key, token, sessionId, message });
    await say('no idea, a quote?');
    await eventually(async () => {
      const { items } = await workspace.client.conversations.messages({
        params: { conversationId: sessionId },
      });
      return items.at(-1)?.content.includes('does not look like');
    });
    await say('ada@example.com');
    const execution = await workspace.latest(workflowId);
    expect(pathOf(execution)).toEqual(['message.next', 'mail.answered', 'store.next']);
    expect(execution.steps[1]!.output).toMatchObject({ answer: 'ada@example.com' });
    expect((await workspace.client.executions.list({ query: { workflowId } })).items).toHaveLength(
      1,
    );
    const conversation = await workspace.client.conversations.get({
      params: { conversationId: sessionId },
    });
    expect(conversation.visitor.email).toBe('ada@example.com');
  });

  it('waits, is found by the clock, and goes on with what it knew', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          wait: {
            kind: 'wait',
            until: { mode: 'duration', duration: { amount: 1, unit: 'days' } },
          },
          check: {
            kind: 'if',
            condition: {
              match: 'all',
              rules: [{ field: 'event.input.size', operator: 'equals', value: 42 }],
            },
          },
        },
        ['begin>wait', 'wait>check'],
      ),
    );
    const id = await workspace.run(workflowId, { size: 42 });
    const waiting = await workspace.until(id, ['waiting']);
    expect(Date.parse(waiting.wakeAt!) - Date.now()).toBeGreaterThan(86_300_000);
    await server.database.asPlatform((tx) =>
      tx.execute(sql`
        with woken as (update workflow_executions set wake_at = now() where id = ${id} returning id)
        update execution_steps s set waits_until = now() from woken where s.execution_id = woken.id`),
    );
    expect(pathOf(await workspace.until(id))).toEqual(['begin.next', 'wait.next', 'check.true']);
  });

  it('loops over a list, and starts another workflow for each item', async () => {
    const child = await workspace.activate(
      graphOf({ begin: { kind: 'manual' }, stop: { kind: 'end' } }, ['begin>stop']),
    );
    const parent = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          each: { kind: 'loop', list: '{{ event.input.sizes }}' },
          start: {
            kind: 'start_workflow',
            workflowId: child,
            input: { size: '{{ steps.each.item }}' },
          },
        },
        ['begin>each', 'each.each>start', 'start>each'],
      ),
    );
    const execution = await workspace.until(await workspace.run(parent, { sizes: [41, 42, 43] }));
    expect(execution).toMatchObject({ status: 'completed', error: null });
    const visits = execution.steps.filter(({ nodeId }) => nodeId === 'each');
    const lists = visits.map(({ input }) => (input as { list: unknown }).list);
    expect(lists).toEqual([[41, 42, 43], 'as before', 'as before', 'as before']);
    const begun = await eventually(async () => {
      const { items } = await workspace.client.executions.list({ query: { workflowId: child } });
      return items.length === 3 && items.every(({ status }) => status === 'completed') && items;
    });
    const events = await Promise.all(begun.map(({ id }) => workspace.read(id)));
    expect(events.map(({ event }) => event).reverse()).toEqual([
      { input: { size: 41 } },
      { input: { size: 42 } },
      { input: { size: 43 } },
    ]);
  });

  it('asks a colleague, who decides once', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          ask: { kind: 'ask_approval', question: 'Refund {{ event.input.total }}?' },
          yes: { kind: 'end' },
          no: { kind: 'end' },
        },
        ['begin>ask', 'ask.approved>yes', 'ask.declined>no'],
      ),
    );
    const executionId = await workspace.run(workflowId, { total: 59 });
    await workspace.until(executionId, ['waiting']);
    const { items } = await workspace.client.notifications.list({});
    expect(items[0]).toMatchObject({ text: 'Refund 59?', executionId });
    const params = { executionId };
    await workspace.client.executions.decide({ params, body: { decision: 'declined' } });
    const execution = await workspace.until(executionId);
    expect(pathOf(execution)).toEqual(['begin.next', 'ask.declined', 'no']);
    await expect(
      workspace.client.executions.decide({ params, body: { decision: 'approved' } }),
    ).rejects.toThrow('Nothing is asked here any more');
  });

  it('is cancelled while it waits, and the visitor’s next message is the bot’s again', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          message: { kind: 'message_received', textContains: ['cancel me'] },
          name: { kind: 'ask_visitor', question: 'Your name?' },
        },
        ['message>name'],
      ),
    );
    const { key } = workspace;
    const { sessionId, visitorToken: token } = await askForReply(server, {
      key,
      message: 'cancel me',
    });
    const { id: executionId } = await workspace.latest(workflowId, ['waiting']);
    const cancelled = await workspace.client.executions.cancel({ params: { executionId } });
    expect(cancelled.status).toBe('cancelled');
    const reply = await askForReply(server, { key, token, sessionId, message: 'Hello' });
    expect(reply.answer).not.toBe('');
  });

  it('is found wrong before it runs, with every fault', async () => {
    const graph = graphOf({ begin: { kind: 'manual' }, lost: { kind: 'end' } }, []);
    const { id: workflowId } = await workspace.client.workflows.create({
      body: { name: 'Wrong', graph },
    });
    const params = { workflowId };
    const found = await workspace.client.workflows.validate({ params, body: {} });
    expect(found.isValid).toBe(false);
    expect(found.diagnostics.map(({ code }) => code)).toContain('unreachable-node');
    await expect(workspace.client.workflows.activate({ params, body: {} })).rejects.toMatchObject({
      problem: { code: 'workflow-invalid' },
    });
    await expect(
      workspace.client.workflows.update({ params, body: { graph: { nodes: 'many' } } }),
    ).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
  });

  it('keeps its versions, and executions keep theirs', async () => {
    const graphWith = (add: string) =>
      graphOf(
        {
          begin: { kind: 'manual' },
          name: {
            kind: 'wait',
            until: { mode: 'duration', duration: { amount: 2, unit: 'seconds' } },
          },
          note: { kind: 'notify_team', title: add },
        },
        ['begin>name', 'name>note'],
      );
    const workflowId = await workspace.activate(graphWith('first'));
    const id = await workspace.run(workflowId);
    const params = { workflowId };
    await workspace.client.workflows.update({ params, body: { graph: graphWith('second') } });
    const second = await workspace.client.workflows.activate({ params, body: {} });
    expect(second.activeVersion).toBe(2);
    const again = await workspace.client.workflows.activate({ params, body: {} });
    expect(again.activeVersion).toBe(2);
    const execution = await workspace.until(id);
    expect(execution).toMatchObject({ status: 'completed', version: 1 });
    expect(execution.steps[2]!.input).toMatchObject({ title: 'first' });
    const back = await workspace.client.workflows.activate({ params, body: { version: 1 } });
    expect(back.activeVersion).toBe(1);
    await workspace.client.workflows.remove({ params });
    await expect(workspace.run(workflowId)).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
  });

  it('whose state is broken fails, and holds up none that come after it', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          wait: {
            kind: 'wait',
            until: { mode: 'duration', duration: { amount: 1, unit: 'hours' } },
          },
        },
        ['begin>wait'],
      ),
    );
    const [broken, whole] = [await workspace.run(workflowId), await workspace.run(workflowId)];
    await workspace.client.workflows.update({
      params: { workflowId },
      body: { name: 'Another name' },
    });
    await server.database.asPlatform(async (tx) => {
      await tx.execute(sql`
        update workflow_executions set snapshot = '{"value": "nowhere"}' where id = ${broken}`);
      await tx.execute(sql`
        update execution_steps set waits_until = now() where execution_id in (${broken}, ${whole})`);
      await tx.execute(sql`
        update workflow_executions set wake_at = now() where id in (${broken}, ${whole})`);
    });
    expect(await workspace.until(broken)).toMatchObject({
      status: 'failed',
      workflowName: 'Another name',
      error: { message: expect.stringContaining('cannot be read') },
    });
    expect(await workspace.until(whole)).toMatchObject({ status: 'completed' });
  });

  it('is not there for another organisation', async () => {
    const workflowId = await workspace.activate(
      graphOf({ begin: { kind: 'manual' }, stop: { kind: 'end' } }, ['begin>stop']),
    );
    const executionId = await workspace.run(workflowId);
    const { client } = await server.createOrganisation();
    const missing = { problem: { code: 'not-found' } };
    await expect(client.workflows.get({ params: { workflowId } })).rejects.toMatchObject(missing);
    await expect(client.executions.get({ params: { executionId } })).rejects.toMatchObject(missing);
    await expect(
      client.workflows.run({ params: { workflowId }, body: { input: {} } }),
    ).rejects.toMatchObject(missing);
    expect((await client.executions.list({})).items).toEqual([]);
  });
});

describe('an organisation with thousands of executions', () => {
  it('does not hold up the first of another', async () => {
    const busy = await openWorkspace(server);
    const graph = graphOf(
      { begin: { kind: 'manual' }, tell: { kind: 'notify_team', title: '{{ execution.id }}' } },
      ['begin>tell'],
    );
    const many = await busy.activate(graph);
    await server.database.withOrganisation(busy.organisationId, async (tx) => {
      await tx.execute(sql`
        insert into workflow_executions (id, organisation_id, workflow_id, version, cause, event)
        select 'exe_many' || n, ${busy.organisationId}, ${many}, 1, 'many ' || n, '{}'
        from generate_series(1, 5000) n`);
    });
    // The list of workflows counts to a thousand only.
    const open = () =>
      server.database.withOrganisation(busy.organisationId, async (tx) => {
        const { rows } = await tx.execute<{ count: number }>(sql`
          select count(*)::int as count from workflow_executions
          where workflow_id = ${many} and status = 'pending'`);
        return rows[0]!.count;
      });
    await busy.run(many);
    await eventually(async () => (await open()) < 5_000);
    const other = await openWorkspace(server);
    // A wait, so that it needs turns of its own.
    const quick = await other.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          wait: {
            kind: 'wait',
            until: { mode: 'duration', duration: { amount: 1, unit: 'seconds' } },
          },
          stop: { kind: 'end' },
        },
        ['begin>wait', 'wait>stop'],
      ),
    );
    await other.until(await other.run(quick));
    expect(await open()).toBeGreaterThan(0);
  });
});
