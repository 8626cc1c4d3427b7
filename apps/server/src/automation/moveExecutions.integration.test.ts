import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startTestServer, type TestServer } from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { beginToWait, day, publish, resting } from './testing/resting.ts';
import { openWorkspace, pathOf, type Workspace } from './testing/workspace.ts';

let server: TestServer;
let workspace: Workspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await openWorkspace(server);
});
afterAll(() => server.close());

/** As if the time of waiting were over. */
const wake = (workflowId: string) =>
  server.database.asPlatform(async (tx) => {
    await tx.execute(sql`
      update execution_steps set waits_until = now() where execution_id in (
        select id from workflow_executions where workflow_id = ${workflowId})`);
    await tx.execute(sql`
      update workflow_executions set wake_at = now()
      where workflow_id = ${workflowId} and status = 'waiting'`);
  });

/** Lets nobody read a version until it is opened: a move then stands still half-way. */
async function closeVersions() {
  const [closed, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const held = server.database.asPlatform(async (tx) => {
    await tx.execute(sql`lock table workflow_versions in access exclusive mode`);
    closed.resolve();
    await opened.promise;
  });
  await Promise.race([closed.promise, held]);
  return () => {
    opened.resolve();
    return held;
  };
}

/** Whether a statement with this in it waits for a lock. */
async function isHeldUp(statement: string): Promise<boolean> {
  const { rows } = await server.database.asPlatform((tx) =>
    tx.execute(sql`
      select from pg_stat_activity where datname = current_database()
        and wait_event_type = 'Lock' and query like ${`%${statement}%`}`),
  );
  return rows.length > 0;
}

async function statusOf(id: string): Promise<string> {
  const { rows } = await server.database.asPlatform((tx) =>
    tx.execute<{ status: string }>(sql`select status from workflow_executions where id = ${id}`),
  );
  return rows[0]!.status;
}

const conflict = (detail: string | RegExp) => ({
  problem: {
    code: 'conflict',
    detail: typeof detail === 'string' ? detail : expect.stringMatching(detail),
  },
});

describe('moving what waits', () => {
  it('is done on publishing where it is asked for, and they go on with the new version', async () => {
    const workflowId = await workspace.activate(resting('first'));
    const id = await beginToWait(workspace, workflowId);
    const { move } = await publish(workspace, { workflowId, graph: resting('second') });
    expect(move).toBeNull();
    expect((await workspace.read(id)).version).toBe(1);
    expect(
      (await publish(workspace, { workflowId, graph: resting('third'), waiting: 'move' })).move,
    ).toEqual({
      moved: 1,
      stayed: [],
    });
    await wake(workflowId);
    const { version, steps } = await workspace.until(id);
    expect(version).toBe(3);
    expect(steps.at(-1)!.input).toMatchObject({ title: 'third' });
  });

  it('leaves those that the new version has not all for, and says why', async () => {
    const workflowId = await workspace.activate(resting('first'));
    const ids = [
      await beginToWait(workspace, workflowId),
      await beginToWait(workspace, workflowId),
    ];
    const asking = graphOf(
      {
        begin: { kind: 'manual' },
        approve: { kind: 'ask_approval', question: 'Shall we?' },
        rest: { kind: 'wait', until: day },
        tell: { kind: 'notify_team', title: 'By {{ steps.approve.decidedBy }}' },
      },
      ['begin>approve', 'approve.approved>rest', 'rest>tell'],
    );
    const { move } = await publish(workspace, { workflowId, graph: asking, waiting: 'move' });
    expect(move).toEqual({
      moved: 0,
      stayed: [
        {
          reason: '“tell” reads steps.approve.decidedBy, which it does not have.',
          count: 2,
          executionId: ids[0],
        },
      ],
    });
    await expect(
      workspace.client.executions.move({ params: { executionId: ids[1]! }, body: { version: 2 } }),
    ).rejects.toMatchObject(
      conflict(
        'It stays on version 1. “tell” reads steps.approve.decidedBy, which it does not have.',
      ),
    );
    await wake(workflowId);
    const { version, steps } = await workspace.until(ids[1]!);
    expect(version).toBe(1);
    expect(steps.at(-1)!.input).toMatchObject({ title: 'first' });
  });

  it('can be done with one, and is refused for what does not wait or is not there', async () => {
    const workflowId = await workspace.activate(resting('first'));
    const id = await beginToWait(workspace, workflowId);
    await publish(workspace, { workflowId, graph: resting('second') });
    const move = (executionId: string, version: number) =>
      workspace.client.executions.move({ params: { executionId }, body: { version } });
    expect(await move(id, 2)).toMatchObject({ version: 2, status: 'waiting' });
    expect(await move(id, 1)).toMatchObject({ version: 1 });
    await expect(move(id, 9)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(move('exe_nothing', 2)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    const { client } = await server.createOrganisation();
    await expect(
      client.executions.move({ params: { executionId: id }, body: { version: 2 } }),
    ).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(client.workflows.open({ params: { workflowId } })).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
    await workspace.client.executions.cancel({ params: { executionId: id } });
    await expect(move(id, 2)).rejects.toMatchObject(conflict(/It is cancelled/));
  });

  it('loses and repeats none of those that wake meanwhile: each goes on with one version', async () => {
    const workflowId = await workspace.activate(resting('first'));
    const ids = await Promise.all(
      Array.from({ length: 30 }, () => beginToWait(workspace, workflowId)),
    );
    await workspace.client.workflows.update({
      params: { workflowId },
      body: { graph: resting('second') },
    });
    const [{ move }] = await Promise.all([
      workspace.client.workflows.activate({ params: { workflowId }, body: { waiting: 'move' } }),
      wake(workflowId),
      ...ids.map((executionId) =>
        workspace.client.executions
          .move({ params: { executionId }, body: { version: 2 } })
          .catch((error: { problem: { code: string } }) => {
            expect(error.problem.code).toMatch(/conflict|not-found/);
          }),
      ),
    ]);
    expect(move!.stayed).toEqual([]);
    const ended = await Promise.all(ids.map((id) => workspace.until(id)));
    for (const execution of ended) {
      expect(pathOf(execution)).toEqual(['begin.next', 'rest.next', 'tell.next']);
      const title = execution.version === 1 ? 'first' : 'second';
      expect(execution.steps[2]!.input).toMatchObject({ title });
    }
  });

  // PGlite has one connection, on which nothing comes in between.
  it.skipIf(!process.env.DATABASE_URL)(
    'holds up who wakes it, who then finds the new version',
    async () => {
      const workflowId = await workspace.activate(resting('first'));
      const id = await beginToWait(workspace, workflowId);
      await publish(workspace, { workflowId, graph: resting('second') });
      const open = await closeVersions();
      const changed: Promise<unknown>[] = [];
      try {
        const params = { executionId: id };
        changed.push(workspace.client.executions.move({ params, body: { version: 2 } }));
        await eventually(() => isHeldUp('from workflow_versions'));
        changed.push(wake(workflowId));
        await eventually(
          async () =>
            (await isHeldUp('set wake_at = now()')) || (await statusOf(id)) === 'completed',
        );
      } finally {
        await open();
      }
      await Promise.all(changed);
      const { version, steps } = await workspace.until(id);
      expect(version).toBe(2);
      expect(steps.at(-1)!.input).toMatchObject({ title: 'second' });
    },
  );

  it('undone by a crash leaves it where it was', async () => {
    const workflowId = await workspace.activate(resting('first'));
    const id = await beginToWait(workspace, workflowId);
    await publish(workspace, { workflowId, graph: resting('second') });
    // As if the process had died before it committed.
    await server.database.asPlatform(async (tx) => {
      await tx.execute(sql`
        create function die() returns trigger language plpgsql as
        'begin raise exception ''died''; end'`);
      await tx.execute(sql`
        create constraint trigger die after update of version on workflow_executions
        deferrable initially deferred for each row execute function die()`);
    });
    const body = { version: 2 };
    await expect(
      workspace.client.executions.move({ params: { executionId: id }, body }),
    ).rejects.toMatchObject({ problem: { code: 'internal' } });
    await server.database.asPlatform((tx) =>
      tx.execute(sql`drop trigger die on workflow_executions`),
    );
    expect(await workspace.read(id)).toMatchObject({ version: 1, status: 'waiting' });
    await wake(workflowId);
    expect((await workspace.until(id)).steps.at(-1)!.input).toMatchObject({ title: 'first' });
  });
});

describe('what failed', () => {
  it('goes on with the active version, or says what that lacks for it', async () => {
    const failing = (title: string, begin = 'manual') =>
      graphOf(
        {
          begin: { kind: begin },
          tell: { kind: 'send_message', text: title, retry: { attempts: 1, delaySeconds: 0 } },
        },
        ['begin>tell'],
      );
    const workflowId = await workspace.activate(failing('Nobody is there'));
    const id = await workspace.run(workflowId);
    await workspace.until(id, ['failed']);
    const resume = () =>
      workspace.client.executions.resume({
        params: { executionId: id },
        body: { useActiveVersion: true },
      });
    const reading = graphOf(
      {
        begin: { kind: 'manual' },
        approve: { kind: 'ask_approval', question: 'Shall we?' },
        tell: { kind: 'notify_team', title: '{{ steps.approve.comment }}' },
      },
      ['begin>approve', 'approve.approved>tell'],
    );
    await publish(workspace, { workflowId, graph: reading });
    await expect(resume()).rejects.toMatchObject(
      conflict(
        'The active version cannot go on with it. “tell” reads steps.approve.comment, which it does not have.',
      ),
    );
    const mended = graphOf(
      { begin: { kind: 'manual' }, tell: { kind: 'notify_team', title: 'Told' } },
      ['begin>tell'],
    );
    await publish(workspace, { workflowId, graph: mended });
    await resume();
    const execution = await eventually(async () => {
      const one = await workspace.read(id);
      return one.status === 'completed' && one;
    });
    expect(execution).toMatchObject({ version: 3 });
    expect(execution.steps.at(-1)).toMatchObject({ kind: 'notify_team', state: 'done' });
  });
});
