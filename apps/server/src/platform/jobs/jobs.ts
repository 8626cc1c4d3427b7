import { setTimeout as sleep } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import { asOwner, type Database, type Transaction } from '../database/database.ts';
import { isUnavailable, readDriverError } from '../database/unavailable.ts';
import type { Log } from '../log.ts';
import { createAttempts } from './attempts.ts';
import { findLost } from './findLost.ts';

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
  /**
   * The payloads that there should be a job for, by the state that the feature's rows are in. Where
   * there is none, it is made: at the start, and once a minute.
   */
  unfinished?: SQL;
  /**
   * Ends the work with words for the owner, instead of another attempt: the process was killed in two,
   * or the job ended without a word. Only for kinds of jobs that have it are such attempts counted.
   */
  giveUp?(payload: z.output<Payload>): Promise<void>;
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
const stopTimeoutMs = 10_000;
const lookEveryMs = 60_000;

/** By a job's id, how its attempt is given back when the process stops in order. */
type UnderWay = Map<string, () => Promise<void>>;

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
  const attempts = createAttempts(database);
  const underWay: UnderWay = new Map();
  let looking: NodeJS.Timeout | undefined;
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
          const worker = { boss, definition, attempts, underWay, stopping: stopping.signal };
          await startWorker(worker);
        }
      }
      running = true;
      const look = (isStart: boolean) =>
        findLost({ database, boss, definitions: known, isStart, log }).catch((err: unknown) =>
          log.error({ err }, 'jobs that are missing were not looked for'),
        );
      await look(true);
      looking = setInterval(() => void look(false), lookEveryMs);
      looking.unref();
    },
    isRunning: () => running,
    async stop() {
      running = false;
      clearInterval(looking);
      stopping.abort(new Error('The process stops; the job is tried again at the next start.'));
      // What does not end in time is cut off; it is not the job's fault.
      const giveBack = setTimeout(() => {
        for (const giveBackOne of underWay.values()) void giveBackOne().catch(() => {});
      }, stopTimeoutMs - 2_000);
      await boss.stop({ graceful: true, timeout: stopTimeoutMs, close: true });
      clearTimeout(giveBack);
    },
  };
}

/** One worker: a job at a time, and after each at once the next, until none is left. */
async function startWorker({
  boss,
  definition,
  attempts,
  underWay,
  stopping,
}: {
  boss: PgBoss;
  definition: JobDefinition;
  attempts: ReturnType<typeof createAttempts>;
  underWay: UnderWay;
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
      const attempt = await attempts.begin(definition, job);
      underWay.set(job.id, attempt.giveBack);
      try {
        await onceReachable(async () => {
          stopping.throwIfAborted();
          if (attempt.isOneTooMany) await definition.giveUp?.(payload);
          else await definition.perform(payload, { signal, isLastAttempt });
        }, signal);
        await onceReachable(attempt.end, signal);
      } catch (error) {
        // The abort of a process that stops is no failure of the job.
        await (stopping.aborted ? attempt.giveBack() : attempt.fail());
        throw error;
      } finally {
        underWay.delete(job.id);
      }
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
 * attempt has failed, since it may be what ended that process.
 */
async function resumeInterrupted(database: Database): Promise<void> {
  await database.asPlatform((tx) =>
    tx.execute(sql`
      update pgboss.job set start_after = now(), heartbeat_on = null,
        state = case when retry_count < retry_limit then 'retry' else 'failed' end::pgboss.job_state,
        completed_on = case when retry_count < retry_limit then null else now() end
      where state = 'active'`),
  );
}
