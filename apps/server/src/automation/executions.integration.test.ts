import { countedUpTo } from '@echoai/contract';
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

describe('the list of workflows', () => {
  it('counts executions by what became of them, up to a thousand', async () => {
    const graph = graphOf({ begin: { kind: 'manual' }, stop: { kind: 'end' } }, ['begin>stop']);
    const [many, few] = [await workspace.activate(graph), await workspace.activate(graph)];
    const { organisationId, client } = workspace;
    const store = (workflowId: string, status: string, count: number) =>
      server.database.withOrganisation(organisationId, (tx) =>
        tx.execute(sql`
          insert into workflow_executions
            (id, organisation_id, workflow_id, version, cause, event, status)
          select ${`exe_${workflowId}${status}`} || n, ${organisationId}, ${workflowId}, 1,
            ${`${status} `} || n, '{}', ${status}
          from generate_series(1, ${count}::int) n`),
      );
    await store(many, 'completed', 1_200);
    await store(many, 'waiting', 600);
    await store(many, 'held', 600);
    await store(many, 'cancelled', 5);
    await store(few, 'failed', 999);
    await store(few, 'waiting', 2);
    await store(few, 'held', 3);
    await workspace.until(await workspace.run(few));
    const { items } = await client.workflows.list({});
    const countsOf = (workflowId: string) => items.find(({ id }) => id === workflowId)!.executions;
    expect(countsOf(many)).toEqual({ open: countedUpTo, completed: countedUpTo, failed: 0 });
    expect(countsOf(few)).toEqual({ open: 5, completed: 1, failed: 999 });
    expect(countedUpTo).toBe(1_000);
  });
});
