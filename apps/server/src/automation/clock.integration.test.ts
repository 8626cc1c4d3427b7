import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { openWorkspace, type Workspace } from './testing/workspace.ts';

let server: TestServer;
let workspace: Workspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await openWorkspace(server);
});
afterAll(() => server.close());

describe('a clock', () => {
  /** As if time had passed for these rows. */
  const ago = (statement: ReturnType<typeof sql>) =>
    server.database.asPlatform((tx) => tx.execute(statement));

  it('starts a schedule once when it is due, and says when it is due next', async () => {
    const daily = graphOf(
      {
        begin: { kind: 'schedule', cron: '0 9 * * 1-5', timeZone: 'Europe/Vienna' },
        stop: { kind: 'end' },
      },
      ['begin>stop'],
    );
    const workflowId = await workspace.activate(daily);
    const params = { workflowId };
    const { nextRunAt } = await workspace.client.workflows.get({ params });
    const local = new Date(nextRunAt!).toLocaleString('en-GB', { timeZone: 'Europe/Vienna' });
    expect(local).toContain('09:00:00');
    // Three of them were missed, as after a night without power.
    await ago(sql`
      update workflows set next_run_at = now() - interval '3 days' where id = ${workflowId}`);
    await workspace.latest(workflowId);
    // When the clock has come round again, another has begun.
    const another = await workspace.activate(daily);
    await ago(sql`update workflows set next_run_at = now() where id = ${another}`);
    await workspace.latest(another);
    const { items } = await workspace.client.executions.list({ query: { workflowId } });
    expect(items).toHaveLength(1);
    expect((await workspace.client.workflows.get({ params })).nextRunAt).toBe(nextRunAt);
    await workspace.client.workflows.deactivate({ params, body: {} });
    expect((await workspace.client.workflows.get({ params })).nextRunAt).toBeNull();
  });

  it('is that of the time zone which the trigger names, in conditions, templates and waits', async () => {
    const rules = [
      { field: 'event.input.at', operator: 'before', value: '2026-06-10T10:00:01Z' },
      { field: 'event.input.at', operator: 'after', value: '2026-06-10T09:59:59Z' },
    ];
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual', timeZone: 'Europe/Vienna' },
          check: { kind: 'if', condition: { match: 'all', rules } },
          tell: {
            kind: 'notify_team',
            title: '{{ event.input.at | date: "%H:%M %z" }} {{ workflow.timeZone }}',
          },
          later: { kind: 'wait', until: { mode: 'time', time: '09:00' } },
        },
        ['begin>check', 'check.true>tell', 'tell>later'],
      ),
    );
    const id = await workspace.run(workflowId, { at: '2026-06-10T12:00' });
    const { steps } = await workspace.until(id, ['waiting']);
    expect(steps[2]!.input).toMatchObject({ title: '12:00 +0200 Europe/Vienna' });
    const wakesAt = new Date(steps[3]!.waitsUntil!);
    expect(wakesAt.toLocaleTimeString('en-GB', { timeZone: 'Europe/Vienna' })).toBe('09:00:00');
  });

  it('starts a workflow once for a silence, also when the workflow itself breaks it', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'conversation_idle', minutes: 10, chatbotId: workspace.chatbotId },
          ask: { kind: 'send_message', text: 'Are you still there?' },
        },
        ['begin>ask'],
      ),
    );
    const { sessionId } = await askForReply(server, { key: workspace.key, message: 'Hello' });
    const silence = (...sessionIds: string[]) =>
      ago(sql`
        update conversation_sessions set last_message_at = now() - interval '11 minutes'
        where id in ${sessionIds}`);
    await silence(sessionId);
    const execution = await workspace.latest(workflowId);
    expect(execution).toMatchObject({ status: 'completed', sessionId });
    // Both are silent at once, so that when the other's has begun, this one's was looked at.
    const other = await askForReply(server, { key: workspace.key, message: 'Hello' });
    await silence(sessionId, other.sessionId);
    const begun = await eventually(async () => {
      const { items } = await workspace.client.executions.list({ query: { workflowId } });
      return items.some((one) => one.sessionId === other.sessionId) && items;
    });
    expect(begun.map((one) => one.sessionId).sort()).toEqual([sessionId, other.sessionId].sort());
  });
});
