import type { Hono } from 'hono';
import type { Config } from '../config.ts';
import { isUnavailable } from '../platform/database/unavailable.ts';
import type { HttpEnv } from '../platform/http/api.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Live } from '../platform/live/live.ts';
import type { Log } from '../platform/log.ts';
import type { Services } from './actions/action.ts';
import { advanceTurn } from './advance/advanceTurn.ts';
import { endLeases } from './advance/performOutside.ts';
import { createRunner } from './advance/runner.ts';
import { withoutAdvancing } from './beginExecutions.ts';
import { beginCursor } from './dispatch/dispatchEvents.ts';
import type { Advance, RunningEngine } from './engine/engine.ts';
import { createPgBossEngine } from './engine/pgBossEngine.ts';
import { createGather } from './gather.ts';
import { createLoops } from './loops.ts';
import { type StartRequest, startRequests } from './startRequests.ts';

/** Runs workflows: events start executions, executions advance, and time wakes them. */
export async function createAutomation({
  database,
  jobs,
  live,
  log,
  app,
  ...rest
}: Omit<Services, 'engine'> & { jobs: Jobs; live: Live; app: Hono<HttpEnv> }) {
  const advance: Advance = (organisationId) => advanceTurn({ services, runner, organisationId });
  const running = await openEngine({ settings: rest.config.inngest, app, jobs, advance, log });
  const { engine } = running;
  const services: Services = { ...rest, database, log, engine };
  const runner = createRunner({
    onError: (err) => log.error({ err }, 'the result of an effect could not be stored'),
  });
  const loops = createLoops({ services, runner });
  const startAll = (organisationId: string, requests: StartRequest[], services: Services) =>
    database.withOrganisation(organisationId, (tx) =>
      startRequests(tx, { services, organisationId, requests }),
    );
  const start = createGather<StartRequest, string>(
    (organisationId, requests) =>
      startAll(organisationId, requests, services).catch((err: unknown) => {
        if (isUnavailable(err)) throw err; // no execution is at fault
        log.warn({ err, organisationId }, 'executions failed as they began: they act later');
        return startAll(organisationId, requests, withoutAdvancing(services));
      }),
    { atOnce: 50 },
  );
  let unsubscribe: (() => void) | undefined;
  return {
    engine,
    /** Starts a workflow now. @returns the execution's id */
    begin: start,
    /** Stops what an execution performs now, in this process. */
    abort: (executionId: string) => runner.abort(executionId),
    job: running.job,
    /** From here on events count: what happened before automations were there starts none. */
    prepare: (): Promise<void> => database.asPlatform(beginCursor),
    async start(): Promise<void> {
      if (database.kind === 'pglite') await endLeases(database);
      unsubscribe = live.onEvents(loops.wakeDispatcher);
      loops.start();
      running.start?.();
    },
    async stop(): Promise<void> {
      unsubscribe?.();
      running.stop?.();
      await loops.stop();
      await runner.stop(10_000);
    },
  };
}

export type Automation = Awaited<ReturnType<typeof createAutomation>>;

/** Inngest's where it is set up; its SDK, of some size, is loaded then only. */
async function openEngine({
  settings,
  ...rest
}: {
  settings: Config['inngest'];
  app: Hono<HttpEnv>;
  jobs: Jobs;
  advance: Advance;
  log: Log;
}): Promise<RunningEngine> {
  if (!settings) return createPgBossEngine(rest);
  const { createInngestEngine } = await import('./engine/inngestEngine.ts');
  return createInngestEngine({ settings, ...rest });
}
