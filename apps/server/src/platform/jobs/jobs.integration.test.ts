import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually, openTestDatabase } from '../../testing/testServer.ts';
import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { createLog } from '../log.ts';
import { createJobs, type JobDefinition } from './jobs.ts';

let database: Database;
beforeEach(async () => {
  database = await openTestDatabase();
  await migrate(database);
});
afterEach(() => database.close());

const payload = z.object({ id: z.string() });
const log = createLog('silent');

/** A kind of job that says what became of it. */
function definitionOf(
  perform: JobDefinition<typeof payload>['perform'],
  changes: Partial<JobDefinition<typeof payload>> = {},
) {
  const givenUp: string[] = [];
  const definition: JobDefinition<typeof payload> = {
    name: 'test',
    payload,
    retryLimit: 3,
    concurrency: 1,
    perform,
    giveUp: async ({ id }) => void givenUp.push(id),
    ...changes,
  };
  return { definition: definition as JobDefinition, givenUp };
}

async function rowsOf<Row extends Record<string, unknown>>(statement: ReturnType<typeof sql>) {
  return (await database.asPlatform((tx) => tx.execute<Row>(statement))).rows;
}

/** Starts the queue on the database, for which it is the only process. */
async function start(definition: JobDefinition) {
  const jobs = createJobs({ database, log });
  await jobs.prepare([definition]);
  await jobs.start();
  return jobs;
}

/** What a process that was killed in its attempt leaves, once the queue has noticed. */
async function leaveCutOff(times: number) {
  await rowsOf(sql`
    insert into job_attempts (name, payload, begun) values ('test', '{"id":"a"}', ${times})`);
}

const unfinished = sql`select 'a' as id`;

describe('a job', () => {
  it('that was cut off once is performed again', async () => {
    await leaveCutOff(1);
    const performed: string[] = [];
    const { definition, givenUp } = definitionOf(async ({ id }) => void performed.push(id), {
      unfinished,
    });
    const jobs = await start(definition);
    await eventually(async () => performed.length > 0);
    await eventually(async () => (await rowsOf(sql`select from job_attempts`)).length === 0);
    expect(givenUp).toEqual([]);
    await jobs.stop();
  });

  it('that was cut off twice is given up before it is performed again', async () => {
    await leaveCutOff(2);
    const performed: string[] = [];
    const { definition, givenUp } = definitionOf(async ({ id }) => void performed.push(id), {
      unfinished,
    });
    const jobs = await start(definition);
    await eventually(async () => givenUp.length > 0);
    expect(givenUp).toEqual(['a']);
    expect(performed).toEqual([]);
    await jobs.stop();
  });

  it('that is under way when the process stops in order has its attempt back, however often', async () => {
    let begun = 0;
    const { definition, givenUp } = definitionOf(
      (_, { signal }) => {
        begun++;
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          if (signal.aborted) reject(signal.reason);
        });
      },
      { unfinished },
    );
    for (let restart = 1; restart <= 5; restart++) {
      const before = begun;
      const jobs = await start(definition);
      await eventually(async () => begun > before);
      await jobs.stop();
      const rows = await rowsOf(sql`
        select state::text, retry_count as "retryCount", started_on as "startedOn" from pgboss.job
        where name = 'test'`);
      expect(rows).toEqual([{ state: 'retry', retryCount: 0, startedOn: null }]);
      expect(await rowsOf(sql`select begun from job_attempts`)).toEqual([{ begun: 0 }]);
    }
    expect(givenUp).toEqual([]);
  });

  it('that fails is not taken for one that was cut off', async () => {
    const { definition } = definitionOf(async () => Promise.reject(new Error('no')), {
      unfinished,
      retryLimit: 0,
    });
    const jobs = await start(definition);
    await eventually(
      async () => (await rowsOf(sql`select from pgboss.job where state = 'failed'`)).length > 0,
    );
    expect(await rowsOf(sql`select begun from job_attempts`)).toEqual([{ begun: 0 }]);
    await jobs.stop();
  });

  it('that waits already is not made a second time', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { definition } = definitionOf(() => gate, { unfinished });
    const first = await start(definition);
    const jobsOf = () => rowsOf(sql`select from pgboss.job where name = 'test'`);
    await eventually(async () => (await jobsOf()).length > 0);
    const { findLost } = await import('./findLost.ts');
    const { PgBoss } = await import('pg-boss');
    const boss = new PgBoss({ ...database.jobs });
    await findLost({ database, boss, definitions: [definition], isStart: false, log });
    expect(await jobsOf()).toHaveLength(1);
    open();
    await first.stop();
  });
});
