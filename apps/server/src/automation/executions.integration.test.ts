import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { openWorkspace, type Workspace } from './testing/workspace.ts';

let server: TestServer;
let workspace: Workspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await openWorkspace(server);
});
afterAll(() => server.close());

describe('the times of steps', () => {
  it('are each step’s own, though many share a transaction', async () => {
    // What makes one step slow: telling the team takes 60 ms.
    await server.database.asPlatform(async (tx) => {
      await tx.execute(sql`
        create function slowly() returns trigger language plpgsql as
        'begin perform pg_sleep(0.06); return new; end'`);
      await tx.execute(sql`
        create trigger slow before insert on notifications for each row
        when (new.title = 'Slow') execute function slowly()`);
    });
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          tell: { kind: 'notify_team', title: 'Slow' },
          after: { kind: 'notify_team', title: 'Quick' },
          stop: { kind: 'end' },
        },
        ['begin>tell', 'tell>after', 'after>stop'],
      ),
    );
    const { steps, createdAt, endedAt } = await workspace.until(await workspace.run(workflowId));
    const [begin, tell, after, stop] = steps;
    expect(tell!.durationMs).toBeGreaterThanOrEqual(55);
    expect(Date.parse(tell!.startedAt)).toBeGreaterThanOrEqual(Date.parse(begin!.endedAt!));
    expect(Date.parse(after!.startedAt)).toBeGreaterThanOrEqual(Date.parse(tell!.endedAt!));
    expect(Date.parse(stop!.startedAt)).toBeGreaterThanOrEqual(Date.parse(after!.endedAt!));
    expect(Date.parse(endedAt!) - Date.parse(createdAt)).toBeGreaterThanOrEqual(55);
  });

  it('include what a step waited', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          ask: { kind: 'ask_approval', question: 'Shall we?' },
        },
        ['begin>ask'],
      ),
    );
    const executionId = await workspace.run(workflowId);
    const waiting = await workspace.until(executionId, ['waiting']);
    expect(waiting.steps[1]).toMatchObject({ endedAt: null, durationMs: null });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await workspace.client.executions.decide({
      params: { executionId },
      body: { decision: 'approved' },
    });
    const { steps } = await workspace.until(executionId);
    expect(steps[1]!.startedAt).toBe(waiting.steps[1]!.startedAt);
    expect(steps[1]!.durationMs).toBeGreaterThanOrEqual(60);
  });
});
