import { sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { toJson } from '../database/sqlValues.ts';
import type { JobDefinition } from './jobs.ts';

/** After so many attempts in which the process was killed, there is no other. */
const maxCutOff = 2;

/** One attempt at a job, which was counted when it began. */
export interface CountedAttempt {
  /** Whether the process was killed in too many before: the job may be what kills it. */
  isOneTooMany: boolean;
  /** The job is done: nothing is counted any more. */
  end(): Promise<void>;
  /** It failed, which is no kill. */
  fail(): Promise<void>;
  /** The process stops in order: as if the attempt had not been. */
  giveBack(): Promise<void>;
}

/**
 * Counts the attempts that were begun and neither ended nor were given back: those in which the process
 * was killed. The queue's own count does not tell them from failures, and ordinary restarts would use
 * it up.
 */
export function createAttempts(database: Database) {
  const execute = (statement: ReturnType<typeof sql>) =>
    database.asPlatform((tx) => tx.execute<{ begun: number }>(statement));
  return {
    async begin(
      { name, giveUp }: JobDefinition,
      { id, data }: { id: string; data: unknown },
    ): Promise<CountedAttempt> {
      const payload = toJson(data);
      const which = sql`name = ${name} and payload = ${payload}::jsonb`;
      let isOpen = true;
      /** Once only: a stop that lasts long gives back what then ends after all. */
      const close = async (statement: ReturnType<typeof sql>) => {
        if (giveUp && isOpen) await execute(statement);
        isOpen = false;
      };
      const uncount = sql`update job_attempts set begun = begun - 1 where ${which}`;
      let begun = 1;
      if (giveUp) {
        const { rows } = await execute(sql`
          insert into job_attempts (name, payload, begun) values (${name}, ${payload}::jsonb, 1)
          on conflict (name, payload)
            do update set begun = job_attempts.begun + 1, begun_at = now()
          returning begun`);
        begun = rows[0]!.begun;
      }
      return {
        isOneTooMany: begun > maxCutOff,
        end: () => close(sql`delete from job_attempts where ${which}`),
        fail: () => close(uncount),
        async giveBack() {
          if (!isOpen) return;
          await close(uncount);
          // The queue counts an attempt when it gives a job out that has started before.
          await execute(sql`
            update pgboss.job set state = 'retry', started_on = null, heartbeat_on = null, start_after = now()
            where name = ${name} and id = ${id} and state = 'active'`);
        },
      };
    },
  };
}
