import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Live } from '../platform/live/live.ts';
import type { Services } from './actions/action.ts';
import { advanceTurn } from './advance/advanceTurn.ts';
import { endLeases } from './advance/performOutside.ts';
import { createRunner } from './advance/runner.ts';
import { withoutAdvancing } from './beginExecutions.ts';
import { beginCursor } from './dispatch/dispatchEvents.ts';
import type { Advance, Engine } from './engine/engine.ts';
import { advanceJob, createPgBossEngine } from './engine/pgBossEngine.ts';
import { createGather } from './gather.ts';
import { createLoops } from './loops.ts';
import { type StartRequest, startRequests } from './startRequests.ts';

/** Runs workflows: events start executions, executions advance, and time wakes them. */
export function createAutomation({
  database,
  jobs,
  live,
  log,
  ...rest
}: Omit<Services, 'engine'> & { jobs: Jobs; live: Live }) {
  const engine: Engine = createPgBossEngine(jobs);
  const services: Services = { ...rest, database, log, engine };
  const runner = createRunner({
    onError: (err) => log.error({ err }, 'the result of an effect could not be stored'),
  });
  const advance: Advance = (organisationId) => advanceTurn({ services, runner, organisationId });
  const loops = createLoops({ services, runner });
  const startAll = (organisationId: string, requests: StartRequest[], services: Services) =>
    database.withOrganisation(organisationId, (tx) =>
      startRequests(tx, { services, organisationId, requests }),
    );
  const start = createGather<StartRequest, string>(
    (organisationId, requests) =>
      startAll(organisationId, requests, services).catch((err: unknown) => {
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
    job: advanceJob(advance),
    async start(): Promise<void> {
      await database.asPlatform(beginCursor);
      if (database.kind === 'pglite') await endLeases(database);
      unsubscribe = live.onEvents(loops.wakeDispatcher);
      loops.start();
    },
    async stop(): Promise<void> {
      unsubscribe?.();
      await loops.stop();
      await runner.stop(10_000);
    },
  };
}

export type Automation = ReturnType<typeof createAutomation>;
