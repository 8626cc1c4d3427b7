import { z } from 'zod';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { Advance, RunningEngine } from './engine.ts';

const name = 'advance-executions';
const payload = z.object({ organisationId: z.string() });

/**
 * One waiting job an organisation, whatever it has to do: each job is a turn, and who has more
 * stands at the end of the queue again. So nobody waits for another's ten thousand executions.
 */
export function createPgBossEngine({
  jobs,
  advance,
}: {
  jobs: Jobs;
  advance: Advance;
}): RunningEngine {
  return {
    engine: {
      advancesAtOnce: true,
      enqueue: (tx, { organisationId }) =>
        jobs.enqueue(tx, { name, payload }, { organisationId }, organisationId),
    },
    job: {
      name,
      payload,
      oncePerKey: true,
      retryLimit: 5,
      concurrency: 2,
      perform: ({ organisationId }: z.output<typeof payload>) => advance(organisationId),
    },
  };
}
