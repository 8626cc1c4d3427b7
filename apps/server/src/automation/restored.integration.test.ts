import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../platform/database/database.ts';
import { ensureEpoch } from '../platform/live/eventEpoch.ts';
import {
  formatPosition,
  parsePosition,
  readEventPosition,
  readEvents,
  resumeEvents,
} from '../platform/live/readEvents.ts';
import { canOwnPostgres, type OwnPostgres, startOwnPostgres } from '../testing/ownPostgres.ts';
import { limits } from '../testing/patience.ts';
import {
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { openWorkspace, type Workspace } from './testing/workspace.ts';

const graph = () =>
  graphOf({ message: { kind: 'message_received' }, stop: { kind: 'end' } }, ['message>stop']);

/** Executions of a workflow, once there are so many. */
const countOf = (workspace: Workspace, workflowId: string, count: number) =>
  eventually(async () => {
    const { items } = await workspace.client.executions.list({ query: { workflowId } });
    return items.length >= count && items.length;
  });

describe('a database that was restored on a server that has counted less', () => {
  let server: TestServer;
  let workspace: Workspace;

  beforeAll(async () => {
    server = await startTestServer();
    workspace = await openWorkspace(server);
  });
  afterAll(() => server.close());

  /** As if everything had been stored on a server that had counted further. */
  const moveElsewhere = () =>
    server.database.asPlatform(async (tx) => {
      const add = (column: string) =>
        sql.raw(`${column} = (${column}::text::bigint + 1000000000000)::text::xid8`);
      await tx.execute(sql`update domain_events set ${add('transaction_id')}`);
      await tx.execute(sql`update event_cursors set ${add('transaction_id')}`);
    });

  it('goes on with automations and streams, also when nobody restarted EchoAI', async () => {
    const workflowId = await workspace.activate(graph());
    const { sessionId } = await askForReply(server, { key: workspace.key, message: 'One' });
    expect(await countOf(workspace, workflowId, 1)).toBe(1);
    await moveElsewhere();
    const before = await server.database.asPlatform(async (tx) => {
      const { rows } = await tx.execute<{ id: string }>(
        sql`select max(transaction_id::text::bigint)::text as id from domain_events`,
      );
      return { transactionId: rows[0]!.id, id: Number.MAX_SAFE_INTEGER };
    });

    for (const message of ['Two', 'Three'])
      await askForReply(server, { key: workspace.key, message });
    // Three messages, three executions: none is lost, and none is started again.
    expect(await countOf(workspace, workflowId, 3)).toBe(3);
    const { events } = await eventually(async () => {
      const read = await server.database.asPlatform((tx) =>
        readEvents(tx, { after: before, limit: 100 }),
      );
      return read.events.filter(({ type }) => type === 'message.received').length === 2 && read;
    });
    expect(
      events.some(
        ({ payload }) => (payload as object & { sessionId?: string }).sessionId === sessionId,
      ),
    ).toBe(false);

    // A position survives the change as `Last-Event-ID`, and what comes later stands behind it.
    const last = parsePosition(formatPosition(events.at(-1)!))!;
    await askForReply(server, { key: workspace.key, message: 'Four' });
    expect(await countOf(workspace, workflowId, 4)).toBe(4);
    const later = await server.database.asPlatform((tx) =>
      readEvents(tx, { after: last, limit: 100 }),
    );
    expect(later.events.every(({ id }) => id > last.id)).toBe(true);
  });

  it('begins one epoch for each server, whoever asks, and every connection knows it at once', async () => {
    const ask = () => server.database.asPlatform(ensureEpoch);
    // On many connections, each with a plan of its own for this statement.
    const readPositions = () =>
      Promise.all(
        Array.from({ length: 8 }, async () => {
          const { transactionId } = await server.database.asPlatform(readEventPosition);
          return BigInt(transactionId);
        }),
      );
    expect(await ask()).toBeNull();
    const [position] = await readPositions();
    await server.database.asPlatform((tx) =>
      tx.execute(sql`update event_epochs set system_identifier = 42`),
    );
    const begun = await Promise.all([ask(), ask()]);
    expect(begun.filter((epoch) => epoch !== null)).toHaveLength(1);
    const stale = (await readPositions()).filter((after) => after <= position!);
    expect(stale).toEqual([]);
  });

  it('tells a stream everything again that comes from after the backup', async () => {
    const resume = (id: string) => server.database.asPlatform((tx) => resumeEvents(tx, id));
    const { transactionId } = await server.database.asPlatform(readEventPosition);
    const ahead = `${BigInt(transactionId) + 1000n}-5`;
    expect(await resume(ahead)).toEqual({ transactionId: '0', id: 0 });
    expect(await resume('3-1')).toEqual({ transactionId: '3', id: 1 });
  });
});

// Two PostgreSQL servers of our own, which only the run on PostgreSQL has.
describe.runIf(canOwnPostgres)(
  'a dump of an old PostgreSQL server, restored on a young one',
  () => {
    let old: OwnPostgres;
    let young: OwnPostgres;
    beforeAll(async () => {
      old = await startOwnPostgres();
      young = await startOwnPostgres();
    }, limits.test);
    afterAll(async () => {
      await old?.stop();
      await young?.stop();
    });

    const serverOn = async (url: string) => {
      const { openPostgres } = await import('../platform/database/postgres.ts');
      return startTestServer({ database: createDatabase(await openPostgres(url)) });
    };

    it(
      'starts automations as before, and none of what happened before it again',
      async () => {
        // Each block with an exception handler is a transaction of its own to PostgreSQL.
        await old.asSuperuser(`
      create temp table burnt (number integer);
      do $$ begin
        for number in 1..20000 loop
          begin insert into burnt values (number); exception when others then null; end;
        end loop;
      end $$`);
        const first = await serverOn(old.url);
        const workspace = await openWorkspace(first);
        const workflowId = await workspace.activate(graph());
        await askForReply(first, { key: workspace.key, message: 'Before the dump' });
        expect(await countOf(workspace, workflowId, 1)).toBe(1);
        const before = await first.database.asPlatform(readEventPosition);

        // While an event is stored and its transaction has not ended.
        await first.database.asPlatform(async (tx) => {
          await tx.execute(sql`
        insert into domain_events (organisation_id, type, payload)
        values (${workspace.organisationId}, 'test', '{}')`);
          await young.asSuperuser('create role echoai_app nologin');
          await young.asSuperuser('grant echoai_app to echoai with set true, inherit false');
          await old.copyTo(young);
        });
        await first.close();

        const second = await serverOn(young.url);
        const ofYoung = await second.database.asPlatform(readEventPosition);
        expect(BigInt(ofYoung.transactionId)).toBeGreaterThan(BigInt(before.transactionId));
        const { publishableKey: key, executions } = await readWorkspace(second, workflowId);
        expect(executions).toBe(1);
        await askForReply(second, { key, message: 'After it' });
        await eventually(async () => (await readWorkspace(second, workflowId)).executions === 2);
        await second.close();
      },
      limits.test,
    );
  },
);

/** As its database has it: the secret key of the server before is not known to the test's client. */
async function readWorkspace({ database }: TestServer, workflowId: string) {
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<{ publishableKey: string; executions: number }>(sql`
      select (select publishable_key from chatbots limit 1) as "publishableKey",
        (select count(*)::int from workflow_executions where workflow_id = ${workflowId}) as executions`),
  );
  return rows[0]!;
}
