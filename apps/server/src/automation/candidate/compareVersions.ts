import { nodeDefinitions } from '@echoai/automation';
import { type CandidateComparison, type ComparedSide, comparedUpTo } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { textArray } from '../../platform/database/sqlValues.ts';
import { type Candidate, readCandidate, readGraphs } from './candidateStore.ts';

/** Kinds of nodes that do something outside of the execution itself. */
const effectKinds = Object.values(nodeDefinitions)
  .filter(({ type, kind }) => type === 'action' && !['end', 'loop', 'wait'].includes(kind))
  .map(({ kind }) => kind);

/** Shadows whose ways are compared: the latest. */
const comparedWays = 1_000;

/** Both sides since the candidate began. @throws {AppError} `not-found` */
export async function compareVersions(
  tx: Transaction,
  workflowId: string,
): Promise<CandidateComparison> {
  const { candidate, last } = await readCandidate(tx, workflowId);
  if (!candidate)
    return { candidate: null, active: null, tried: null, paths: null, last, labels: {} };
  const { version, mode, share, maxFailureShare, since, active } = candidate;
  const graphs = await readGraphs(tx, { workflowId, versions: [active, version] });
  const nodes = [active, version].flatMap((one) => graphs.get(one)?.graph.nodes ?? []);
  return {
    candidate: { version, mode, share, maxFailureShare, since },
    active: await compareSide(tx, candidate, { version: active, mode: 'live' }),
    tried: await compareSide(tx, candidate, {
      version,
      mode: mode === 'shadow' ? 'shadow' : 'live',
    }),
    paths: mode === 'shadow' ? await comparePaths(tx, candidate) : null,
    last,
    labels: Object.fromEntries(
      nodes.map(({ id, data }) => [id, { label: data.label, kind: data.config.kind }]),
    ),
  };
}

type Side = Record<string, unknown> & Omit<ComparedSide, 'version'>;

async function compareSide(
  tx: Transaction,
  { workflowId, firstExecutionId }: Candidate,
  { version, mode }: { version: number; mode: 'live' | 'shadow' },
): Promise<ComparedSide> {
  const { rows } = await tx.execute<Side>(sql`
    with compared as (
      select id, status, created_at, ended_at from workflow_executions
      where workflow_id = ${workflowId} and id >= ${firstExecutionId} and version = ${version}
        and mode = ${mode}
      order by id desc limit ${comparedUpTo}
    )
    select count(*)::int as started,
      (count(*) filter (where status = 'completed'))::int as completed,
      (count(*) filter (where status = 'failed'))::int as failed,
      (count(*) filter (where status in ('pending', 'running', 'waiting')))::int as waiting,
      (count(*) filter (where status = 'held'))::int as held,
      round(1000 * percentile_cont(0.5) within group (
        order by extract(epoch from ended_at - created_at)::float8
      ) filter (where status = 'completed'))::float8 as "medianDurationMs",
      (
        select coalesce(json_agg(ways order by ways.count desc, ways."nodeId"), '[]') from (
          select s.node_id as "nodeId", s.outcome, count(*)::int as count
          from compared c cross join lateral (
            select node_id, outcome from execution_steps where execution_id = c.id
            order by visit desc limit 1
          ) s
          where c.status in ('completed', 'failed') group by 1, 2
        ) ways
      ) as ends,
      (
        select coalesce(json_object_agg(kind, count), '{}') from (
          select s.kind, count(*)::int as count
          from compared c join execution_steps s on s.execution_id = c.id
          where s.state = 'done' and s.kind = any (${textArray(effectKinds)}) group by 1
        ) kinds
      ) as effects
    from compared`);
  return { version, ...rows[0]! };
}

/** A shadow's cause is that of the live execution, after a word. */
async function comparePaths(
  tx: Transaction,
  { workflowId, version, firstExecutionId, active, position }: Candidate,
): Promise<CandidateComparison['paths']> {
  const wayOf = (execution: string) => sql`(
    select string_agg(node_id || '.' || coalesce(outcome, ''), ' ' order by visit)
    from execution_steps where execution_id = ${sql.raw(execution)}
  )`;
  const { rows } = await tx.execute<
    Record<string, unknown> & NonNullable<CandidateComparison['paths']>
  >(sql`
    with shadows as (
      select s.id, l.id as live, l.status from (
        select id, cause from workflow_executions
        where workflow_id = ${workflowId} and id >= ${firstExecutionId} and version = ${version}
          and mode = 'shadow'
        order by id desc limit ${comparedWays}
      ) s
      left join lateral (
        select id, status from workflow_executions
        where workflow_id = ${workflowId} and cause = replace(s.cause, 'shadow ', '') limit 1
      ) l on true
    )
    select (count(*) filter (where status in ('completed', 'failed')))::int as compared,
      (count(*) filter (
        where status in ('completed', 'failed') and ${wayOf('shadows.id')} <> ${wayOf('live')}
      ))::int as different,
      (count(*) filter (where live is null))::int as "onlyCandidate",
      (
        select count(*)::int from (
          select cause from workflow_executions
          where workflow_id = ${workflowId} and id >= ${firstExecutionId} and version = ${active}
            and mode = 'live' and cause like 'event %'
          order by id desc limit ${comparedWays}
        ) l
        join domain_events d on d.id = substr(l.cause, 7)::bigint
          -- Those that the shadow has come to.
          and (d.transaction_id, d.id) <= (${position.transactionId}::text::xid8, ${position.id}::bigint)
        where not exists (
          select from workflow_executions
          where workflow_id = ${workflowId} and cause = 'shadow ' || l.cause
        )
      ) as "onlyActive"
    from shadows`);
  return rows[0]!;
}
