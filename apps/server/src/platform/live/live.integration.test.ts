import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startTestServer, type TestServer } from '../../testing/testServer.ts';
import type { Transaction } from '../database/database.ts';
import { createLog } from '../log.ts';
import { createLive } from './live.ts';
import {
  beginningOfEvents,
  formatPosition,
  parsePosition,
  readEventPosition,
  readEvents,
} from './readEvents.ts';

let server: TestServer;
let organisationId: string;
let otherId: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ organisationId } = await server.createOrganisation());
  ({ organisationId: otherId } = await server.createOrganisation());
});
afterAll(() => server.close());

const within = <Result>(work: (tx: Transaction) => Promise<Result>) =>
  server.database.withOrganisation(organisationId, work);

const happen = (tx: Transaction, sessionId: string, inOrganisation = organisationId) =>
  tx.execute(sql`
    insert into domain_events (organisation_id, type, payload)
    values (${inOrganisation}, 'test', jsonb_build_object('sessionId', ${sessionId}::text))`);

/**
 * The events once none is held back: PostgreSQL counts transactions for the whole server, and other
 * tests have theirs.
 */
const readAll = (read: () => ReturnType<typeof readEvents>) =>
  eventually(async () => {
    const found = await read();
    return !found.isBehind && found;
  });

const sessionsOf = ({ events }: Awaited<ReturnType<typeof readEvents>>) =>
  events.map(({ payload }) => (payload as { sessionId: string }).sessionId);

describe('domain events', () => {
  it('are read in order, page by page, of one organisation or one conversation', async () => {
    const start = await within(readEventPosition);
    await within(async (tx) => {
      for (const session of ['a', 'b', 'a', 'c']) await happen(tx, session);
    });
    await server.database.withOrganisation(otherId, (tx) => happen(tx, 'theirs', otherId));
    const first = await readAll(() => within((tx) => readEvents(tx, { after: start, limit: 3 })));
    expect(sessionsOf(first)).toEqual(['a', 'b', 'a']);
    const after = parsePosition(formatPosition(first.events.at(-1)!))!;
    const second = await readAll(() => within((tx) => readEvents(tx, { after, limit: 3 })));
    expect(sessionsOf(second)).toEqual(['c']);
    const ofSession = await readAll(() =>
      within((tx) => readEvents(tx, { after: beginningOfEvents, sessionId: 'a', limit: 9 })),
    );
    expect(sessionsOf(ofSession)).toEqual(['a', 'a']);
    const ofAll = await readAll(() =>
      server.database.asPlatform((tx) => readEvents(tx, { after: start, limit: 9 })),
    );
    expect(sessionsOf(ofAll)).toContain('theirs');
    const ofTheirs = await readAll(() =>
      server.database.asPlatform((tx) =>
        readEvents(tx, { after: start, organisationId: otherId, limit: 9 }),
      ),
    );
    expect(sessionsOf(ofTheirs)).toEqual(['theirs']);
  });

  it('have positions that nobody can make up', () => {
    for (const text of [undefined, '', '12', '1-2-3', "1-2'", '-1-2', `${'9'.repeat(20)}-1`]) {
      expect(parsePosition(text)).toBeNull();
    }
    // More digits than PostgreSQL's type holds would fail there.
    expect(parsePosition('9999999999999999999-1')).toEqual({
      transactionId: '9999999999999999999',
      id: 1,
    });
  });

  // PGlite has one connection, on which no two transactions are open at once.
  it.runIf(process.env.DATABASE_URL)(
    'of a transaction that commits late are not lost, nor overtaken',
    async () => {
      const start = await within(readEventPosition);
      let commit = () => {};
      const mayCommit = new Promise<void>((resolve) => {
        commit = resolve;
      });
      let stored = () => {};
      const isStored = new Promise<void>((resolve) => {
        stored = resolve;
      });
      const late = within(async (tx) => {
        await happen(tx, 'late');
        stored();
        await mayCommit;
      });
      await isStored;
      await within((tx) => happen(tx, 'quick'));
      const meanwhile = await within((tx) => readEvents(tx, { after: start, limit: 9 }));
      expect(meanwhile).toEqual({ events: [], isBehind: true });
      commit();
      await late;
      const then = await readAll(() => within((tx) => readEvents(tx, { after: start, limit: 9 })));
      expect(sessionsOf(then)).toEqual(['late', 'quick']);
    },
  );
});

describe('listeners to domain events', () => {
  it('are all woken by a commit, once for a burst, and not after they unsubscribed', async () => {
    const live = createLive({ database: server.database, log: createLog('silent') });
    await live.start();
    const woken = [0, 0];
    const unsubscribe = woken.map((_, index) =>
      live.onEvents(() => {
        woken[index]!++;
      }),
    );
    await within(async (tx) => {
      for (let count = 0; count < 20; count++) await happen(tx, 'burst');
    });
    await eventually(async () => woken.every((count) => count === 1));
    unsubscribe[0]!();
    await within((tx) => happen(tx, 'again'));
    await eventually(async () => woken[1] === 2);
    expect(woken).toEqual([1, 2]);
    await live.stop();
    expect(live.stopping.aborted).toBe(true);
  });

  it('hear nothing of what was rolled back, and are not kept from it by one that fails', async () => {
    const live = createLive({ database: server.database, log: createLog('silent') });
    await live.start();
    let woken = 0;
    live.onEvents(() => {
      throw new Error('a bad listener');
    });
    live.onEvents(() => {
      woken++;
    });
    await within(async (tx) => {
      await happen(tx, 'never');
      throw new Error('rolled back');
    }).catch(() => {});
    expect(woken).toBe(0);
    await within((tx) => happen(tx, 'real'));
    await eventually(async () => woken === 1);
    await live.stop();
  });

  // PGlite is in this process; its connection cannot break.
  it.runIf(process.env.DATABASE_URL)(
    'listen again after their connection broke, and look for what they missed',
    async () => {
      const live = createLive({ database: server.database, log: createLog('silent') });
      await live.start();
      let woken = 0;
      live.onEvents(() => {
        woken++;
      });
      await server.database.asPlatform((tx) =>
        tx.execute(sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'echoai-live' and datname = current_database()`),
      );
      await eventually(async () => woken >= 1);
      const before = woken;
      await within((tx) => happen(tx, 'after'));
      await eventually(async () => woken > before);
      await live.stop();
    },
  );
});
