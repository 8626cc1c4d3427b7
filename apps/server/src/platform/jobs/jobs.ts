import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import { asOwner, type Database, type Transaction } from '../database/database.ts';
import { isUnavailable, readDriverError } from '../database/unavailable.ts';
import type { Log } from '../log.ts';

export interface Attempt {
  /** Aborted when the job takes too long or the process stops. */
  signal: AbortSignal;
  /** Whether the job is given up when this attempt fails. */
  isLastAttempt: boolean;
}

/** A kind of job as a value: payloads carry ids only, since the queue's tables have no tenants. */
export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  name: string;
  payload: Payload;
  retryLimit: number;
  /** Jobs of this kind that one process works on at a time. */
  concurrency: number;
  /** Whether of several jobs with the same key only one waits; one that runs already is another. */
  oncePerKey?: boolean;
  /** When it comes by itself, as five fields of cron in UTC, with an empty payload; once for all processes. */
  schedule?: string;
  perform(payload: z.output<Payload>, attempt: Attempt): Promise<void>;
}

export interface Jobs {
  /** Enqueues within the transaction of `withOrganisation`: the job exists if and only if it commits. */
  enqueue<Payload extends z.ZodType>(
    tx: Transaction,
    definition: Pick<JobDefinition<Payload>, 'name' | 'payload'>,
    payload: z.input<Payload>,
    key?: string,
  ): Promise<void>;
  /** Makes the queues, so that jobs can be enqueued. */
  prepare(definitions: JobDefinition[]): Promise<void>;
  /** Begins to work on them. */
  start(): Promise<void>;
  isRunning(): boolean;
  /** Lets running jobs finish for up to ten seconds. What is cut off is tried again at the next start. */
  stop(): Promise<void>;
}

/** A process that dies stops its heartbeat; its jobs are taken over this many seconds later. */
const heartbeatSeconds = 20;

export function createJobs({ database, log }: { database: Database; log: Log }): Jobs {
  const boss = new PgBoss({
    ...database.jobs,
    useListenNotify: true,
    // How often it looks for processes that died; by default an owner could watch a source that
    // does not move for two minutes.
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
  });
  const stopping = new AbortController();
  boss.on('error', (err) => {
    if (!isUnavailable(readDriverError(err))) log.error({ err }, 'job queue');
    else log.warn({ reason: err.message }, 'the job queue cannot reach the database');
  });
  let running = false;
  let known: JobDefinition[] = [];
  return {
    async enqueue(tx, definition, payload, key) {
      const data = definition.payload.parse(payload) as object;
      const options = { db: fromDrizzle(tx, sql), ...(key ? { singletonKey: key } : {}) };
      await asOwner(tx, () => boss.send(definition.name, data, options));
    },
    async prepare(definitions) {
      known = definitions;
      await boss.start();
      // To create what is there changes nothing, and takes five statements a queue at each start.
      const created = new Set((await boss.getQueues()).map(({ name }) => name));
      for (const definition of definitions) {
        if (!created.has(definition.name)) {
          await boss.createQueue(definition.name, {
            notify: true,
            policy: definition.oncePerKey ? 'short' : 'standard',
            retryLimit: definition.retryLimit,
            retryBackoff: true,
            retryDelay: 2,
            expireInSeconds: 3600,
            heartbeatSeconds,
          });
        }
        if (definition.schedule) await boss.schedule(definition.name, definition.schedule);
      }
    },
    async start() {
      if (database.kind === 'pglite') await resumeInterrupted(database);
      for (const definition of known) {
        for (let worker = 0; worker < definition.concurrency; worker++) {
          await startWorker({ boss, definition, stopping: stopping.signal });
        }
      }
      running = true;
    },
    isRunning: () => running,
    async stop() {
      running = false;
      stopping.abort(new Error('The process stops; the job is tried again at the next start.'));
      await boss.stop({ graceful: true, timeout: 10_000, close: true });
    },
  };
}

/** One worker: a job at a time, and after each at once the next, until none is left. */
async function startWorker({
  boss,
  definition,
  stopping,
}: {
  boss: PgBoss;
  definition: JobDefinition;
  stopping: AbortSignal;
}): Promise<void> {
  const workerId: string = await boss.work(
    definition.name,
    // NOTIFY wakes it for a new job; polling is for retries, which nothing announces.
    { pollingIntervalSeconds: 5, notifyPollingIntervalSeconds: 5, includeMetadata: true },
    async ([job]) => {
      if (!job) return;
      // One NOTIFY wakes it once, however many jobs came: so it looks again when this one is done.
      boss.notifyWorker(workerId);
      const payload = definition.payload.parse(job.data);
      const signal = AbortSignal.any([job.signal, stopping]);
      const isLastAttempt = job.retryCount >= job.retryLimit;
      await onceReachable(() => definition.perform(payload, { signal, isLastAttempt }), signal);
    },
  );
}

/** Milliseconds until a job that lost the database looks for it again. */
const lookAgainMs = 1_000;

/** A job that loses the database begins again when it is back. It is not at fault, and loses no attempt. */
async function onceReachable(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isUnavailable(error)) throw error;
      await sleep(lookAgainMs, undefined, { signal });
    }
  }
}

/**
 * PGlite has one process: a job that is active before it works on any was cut off with the process
 * of before, and need not wait for its heartbeat to run out. One that was cut off at its last
 * attempt stays, since it may be what ended that process.
 */
async function resumeInterrupted(database: Database): Promise<void> {
  await database.asPlatform((tx) =>
    tx.execute(sql`
      update pgboss.job set state = 'retry', start_after = now()
      where state = 'active' and retry_count < retry_limit`),
  );
}
