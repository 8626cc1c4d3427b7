import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { tellTeam } from '../../workspace/tellTeam.ts';
import { type Candidate, endCandidate, readCandidate } from './candidateStore.ts';

/** So few ends say nothing. */
const fewestEnded = 5;
/** Executions of a status that are counted; a share needs no more. */
const countedOf = 1_000;

/**
 * Rolls a candidate back that fails more often than it may, and than the active version does; the
 * team is told, once.
 */
export async function watchCandidate(
  tx: Transaction,
  { workflowId, organisationId }: { workflowId: string; organisationId: string },
): Promise<void> {
  const { candidate } = await readCandidate(tx, workflowId);
  if (!candidate) return;
  const { version, mode, maxFailureShare, active, workflowName } = candidate;
  const executions = mode === 'shadow' ? 'shadow' : 'live';
  const tried = await countEnds(tx, candidate, { version, mode: executions });
  if (tried.failed === 0 || tried.ended < fewestEnded) return;
  if (tried.share <= maxFailureShare) return;
  const before = await countEnds(tx, candidate, { version: active, mode: 'live' });
  if (tried.share <= before.share) return;
  const reason =
    `${tried.failed} of its ${tried.ended} executions failed (${percent(tried.share)}): more than ` +
    `the ${maxFailureShare} % that it may, and than version ${active} (${percent(before.share)}).`;
  if (!(await endCandidate(tx, { candidate, outcome: 'rolled-back', reason }))) return;
  await tellTeam(tx, {
    organisationId,
    executionId: tried.lastFailedId,
    workflowId,
    cause: `candidate ${workflowId} ${candidate.since}`,
    title: `Version ${version} of “${workflowName}” was rolled back`,
    text: reason,
  });
}

const percent = (share: number) => `${Math.round(share)} %`;

async function countEnds(
  tx: Transaction,
  { workflowId, firstExecutionId }: Candidate,
  { version, mode }: { version: number; mode: 'live' | 'shadow' },
) {
  const { rows } = await tx.execute<{
    status: string;
    count: number;
    lastId: string | null;
  }>(sql`
    select statuses.status, count(e.id)::int as count, max(e.id) as "lastId"
    from (values ('completed'), ('failed')) statuses (status)
    left join lateral (
      select id from workflow_executions
      where workflow_id = ${workflowId} and mode = ${mode} and status = statuses.status
        and id >= ${firstExecutionId} and version = ${version}
      order by id desc limit ${countedOf}
    ) e on true
    group by statuses.status`);
  const failures = rows.find(({ status }) => status === 'failed');
  const failed = failures?.count ?? 0;
  const ended = rows.reduce((sum, { count }) => sum + count, 0);
  const share = ended === 0 ? 0 : (100 * failed) / ended;
  return { failed, ended, share, lastFailedId: failures?.lastId ?? null };
}
