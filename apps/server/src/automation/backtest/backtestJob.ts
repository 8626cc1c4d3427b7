import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../platform/database/database.ts';
import { isUnavailable } from '../../platform/database/unavailable.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';
import type { Log } from '../../platform/log.ts';
import { beginBacktest, failBacktest, reportBacktest } from './backtestStore.ts';
import { runBacktest } from './runBacktest.ts';

const payload = z.object({ organisationId: z.string(), backtestId: z.string() });

export const backtestJob = { name: 'backtest', payload };

/** The job that runs a backtest. One that was cut off begins anew: nothing of it is stored but its end. */
export function runBacktestInBackground({
  database,
  log,
}: {
  database: Database;
  log: Log;
}): JobDefinition<typeof payload> {
  return {
    ...backtestJob,
    retryLimit: 3,
    concurrency: 1,
    unfinished: sql`
      select organisation_id as "organisationId", id as "backtestId" from backtests
      where status in ('queued', 'running')`,
    async giveUp({ organisationId, backtestId }) {
      await database.withOrganisation(organisationId, (tx) =>
        failBacktest(tx, { id: backtestId, error: cutOff }),
      );
      log.warn({ backtestId }, 'a backtest was cut off twice');
    },
    async perform({ organisationId, backtestId: id }, { signal, isLastAttempt }) {
      const backtest = await database.withOrganisation(organisationId, (tx) =>
        beginBacktest(tx, id),
      );
      if (!backtest) return;
      const report = (change: Parameters<typeof reportBacktest>[1]) =>
        database.withOrganisation(organisationId, (tx) => reportBacktest(tx, change));
      const { attempt } = backtest;
      try {
        const result = await runBacktest({ database, organisationId, id, backtest, signal });
        if (result) await report({ id, attempt, result });
      } catch (err) {
        // The server stops, or the database is away: the job is taken up again after that.
        if (signal.aborted || isUnavailable(err)) throw err;
        log.warn({ err, backtestId: id }, 'a backtest failed');
        if (isLastAttempt) await report({ id, attempt, error: failed });
        throw err;
      }
    },
  };
}

const failed = 'Something went wrong on our side; the server’s log says what.';
const cutOff =
  'The server stopped twice while it ran this backtest, so it does not try again by itself. Choose a shorter period.';
