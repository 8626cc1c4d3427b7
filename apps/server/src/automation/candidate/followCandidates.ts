import { sql } from 'drizzle-orm';
import type { Database } from '../../platform/database/database.ts';
import type { Log } from '../../platform/log.ts';
import { yieldToOthers } from '../yieldToOthers.ts';
import { shadowEvents } from './shadowEvents.ts';
import { watchCandidate } from './watchCandidate.ts';

/**
 * One round over all candidates: shadows come to the end of the events, and what fails too often is
 * rolled back. Apart from the dispatch of events, which waits for nothing of it.
 */
export async function followCandidates({
  database,
  log,
  isStopped,
}: {
  database: Database;
  log: Log;
  isStopped: () => boolean;
}): Promise<void> {
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<{ workflowId: string; organisationId: string; mode: string }>(sql`
      select id as "workflowId", organisation_id as "organisationId", candidate_mode as mode
      from workflows where candidate_version is not null order by id`),
  );
  for (const { mode, ...workflow } of rows) {
    const { organisationId } = workflow;
    try {
      while (
        mode === 'shadow' &&
        !isStopped() &&
        (await database.withOrganisation(organisationId, (tx) => shadowEvents(tx, workflow)))
      )
        await yieldToOthers();
      if (isStopped()) return;
      await database.withOrganisation(organisationId, (tx) => watchCandidate(tx, workflow));
    } catch (err) {
      // One that cannot be followed must not hold up the others.
      log.error({ err, workflowId: workflow.workflowId }, 'a candidate could not be followed');
    }
    await yieldToOthers();
  }
}
