import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { records } from '../platform/database/sqlValues.ts';
import { tellTeam } from '../workspace/tellTeam.ts';
import type { Signal } from './actions/action.ts';
import type { Change, Execution, StepRow } from './advance/execution.ts';

/** The SQL of executions that advance. Every function runs inside `withOrganisation`. */

/**
 * Locks executions that have something to do, in the order in which they began. Those of a
 * conversation wait for an earlier one that performs something outside.
 * @returns `now`, the database's; `isMore` when not all were taken; `needsOutside` when some wait
 *   to be performed outside
 */
export async function claimExecutions(
  tx: Transaction,
  {
    organisationId,
    isOutside,
    limit,
  }: { organisationId: string; isOutside: boolean; limit: number },
): Promise<{ executions: Execution[]; now: Date; needsOutside: boolean }> {
  const { rows } = await tx.execute<ClaimedRow>(sql`
    with claimed as (
      select * from workflow_executions e
      where organisation_id = ${organisationId} and status = 'pending'
        and needs_outside = ${isOutside}
        and not exists (
          select from workflow_executions earlier
          where earlier.session_id = e.session_id and earlier.sequence < e.sequence
            and earlier.status in ('pending', 'running')
            and (earlier.status = 'running' or earlier.needs_outside)
        )
      order by sequence limit ${limit} for update skip locked
    )
    select now() as now, exists (
        select from workflow_executions
        where organisation_id = ${organisationId} and status = 'pending' and needs_outside
      ) as "needsOutside",
      c.id, c.workflow_id as "workflowId",
      (select name from workflows where id = c.workflow_id) as "workflowName", c.version, c.session_id as "sessionId",
      c.external_user_id as "externalUserId", c.event, c.snapshot, c.visit, c.depth,
      c.created_at as "createdAt",
      s.visit as "stepVisit", s.node_id as "nodeId", s.kind, s.state, s.input, s.outcome, s.output, s.attempts,
      s.error, s.waits_for as "waitsFor", s.waits_until as "waitsUntil",
      s.wait_state as "waitState", s.signals, s.started_at as "startedAt", s.ended_at as "endedAt"
    from (select 1) one left join claimed c on true
    left join lateral (
      -- One row by the key, whatever the planner believes of the table.
      select * from execution_steps where execution_id = c.id and visit = c.visit limit 1
    ) s on true
    order by c.sequence`);
  return {
    executions: rows.filter(({ id }) => id !== null).map(toExecution),
    now: new Date(rows[0]!.now),
    needsOutside: rows[0]!.needsOutside,
  };
}

/** Stores how executions are after a turn, with their steps: two statements for all. */
export async function storeChanges(
  tx: Transaction,
  { organisationId, changes }: { organisationId: string; changes: Change[] },
): Promise<void> {
  if (changes.length === 0) return;
  await storeSteps(tx, {
    organisationId,
    steps: changes.flatMap(({ id, steps }) => steps.map((step) => ({ executionId: id, ...step }))),
  });
  await tx.execute(sql`
    update workflow_executions e
    set status = rows.status, snapshot = rows.snapshot, visit = rows.visit,
      needs_outside = rows."needsOutside", wake_at = rows."wakeAt", error = rows.error,
      runner = null, leased_until = null,
      -- Not now(), which is when this transaction began.
      ended_at = case when rows.status in ('completed', 'failed') then clock_timestamp() end
    from ${records(
      changes.map(({ steps: _, ...change }) => change),
      {
        id: 'text',
        status: 'text',
        snapshot: 'jsonb',
        visit: 'int',
        needsOutside: 'boolean',
        wakeAt: 'timestamptz',
        error: 'jsonb',
      },
    )}
    where e.id = rows.id`);
}

/** Stores steps as they are now; what came for one meanwhile is kept by the lock on its execution. */
export async function storeSteps(
  tx: Transaction,
  {
    organisationId,
    steps,
  }: { organisationId: string; steps: (StepRow & { executionId: string })[] },
): Promise<void> {
  if (steps.length === 0) return;
  await tx.execute(sql`
    insert into execution_steps
      (execution_id, visit, organisation_id, node_id, kind, state, input, outcome, output, attempts,
       error, waits_for, waits_until, wait_state, signals, started_at, ended_at)
    select "executionId", visit, ${organisationId}, "nodeId", kind, state, input, outcome, output,
      attempts, error, "waitsFor", "waitsUntil", "waitState", signals, "startedAt",
      "endedAt"
    from ${records(steps, {
      executionId: 'text',
      visit: 'int',
      nodeId: 'text',
      kind: 'text',
      state: 'text',
      input: 'jsonb',
      outcome: 'text',
      output: 'jsonb',
      attempts: 'int',
      error: 'text',
      waitsFor: 'text',
      waitsUntil: 'timestamptz',
      waitState: 'jsonb',
      signals: 'jsonb',
      startedAt: 'timestamptz',
      endedAt: 'timestamptz',
    })}
    on conflict (execution_id, visit) do update
    set state = excluded.state, input = excluded.input, outcome = excluded.outcome,
      output = excluded.output, attempts = excluded.attempts, error = excluded.error,
      waits_for = excluded.waits_for, waits_until = excluded.waits_until,
      wait_state = excluded.wait_state, signals = excluded.signals, ended_at = excluded.ended_at`);
}

/** Marks executions as performed outside by `runner`, who must say so again before the time is over. */
export async function leaseExecutions(
  tx: Transaction,
  { ids, runner, seconds }: { ids: string[]; runner: string; seconds: number },
): Promise<void> {
  await tx.execute(sql`
    update workflow_executions e
    set status = 'running', runner = ${runner},
      leased_until = now() + make_interval(secs => ${seconds})
    from ${records(
      ids.map((id) => ({ id })),
      { id: 'text' },
    )} where e.id = rows.id`);
}

/**
 * Locks an execution that `runner` performed something of, with its step.
 * @returns null when it is no longer its own: cancelled, or taken over after a silence
 */
export async function lockPerformed(
  tx: Transaction,
  { id, runner }: { id: string; runner: string },
): Promise<{ isOurs: boolean; isCancelled: boolean } | null> {
  const { rows } = await tx.execute<{ isOurs: boolean; isCancelled: boolean }>(sql`
    select runner = ${runner} and status = 'running' as "isOurs",
      status = 'cancelled' as "isCancelled"
    from workflow_executions where id = ${id} for update`);
  return rows[0] ?? null;
}

/** Tells steps that wait what came for them, and lets their executions go on. */
export async function signalSteps(
  tx: Transaction,
  signals: { executionId: string; visit: number; waitsFor: 'reply' | 'approval'; signal: Signal }[],
): Promise<string[]> {
  if (signals.length === 0) return [];
  const { rows } = await tx.execute<{ id: string }>(sql`
    with came as (
      select * from ${records(signals, {
        executionId: 'text',
        visit: 'int',
        waitsFor: 'text',
        signal: 'jsonb',
      })}
    ),
    woken as (
      update workflow_executions e
      set status = case when status = 'waiting' then 'pending' else status end, wake_at = null
      from came
      where e.id = came."executionId" and e.visit = came.visit and e.status in ('waiting', 'pending')
      returning e.id
    )
    update execution_steps s set signals = s.signals || came.signal
    from came join woken on woken.id = came."executionId"
    where s.execution_id = came."executionId" and s.visit = came.visit and s.state = 'waiting'
      and s.waits_for = came."waitsFor" and (s.waits_for = 'reply' or s.signals = '[]')
    returning s.execution_id as id`);
  return [...new Set(rows.map(({ id }) => id))];
}

/** Tells the team once a cause; a repetition is counted. */
export async function notifyOfFailures(
  tx: Transaction,
  {
    organisationId,
    failures,
  }: {
    organisationId: string;
    failures: {
      workflowId: string;
      executionId: string;
      cause: string;
      title: string;
      text: string;
    }[];
  },
): Promise<void> {
  for (const failure of failures)
    await tellTeam(tx, { organisationId, ...failure, again: 'counted' });
}

function toExecution(row: ClaimedRow): Execution {
  const { id, workflowId, workflowName, version, sessionId, externalUserId, event } = row;
  const { snapshot, visit, depth } = row;
  const step =
    row.stepVisit === null
      ? null
      : {
          visit: row.stepVisit,
          nodeId: row.nodeId,
          kind: row.kind,
          state: row.state,
          input: row.input,
          outcome: row.outcome,
          output: row.output,
          attempts: row.attempts,
          error: row.error,
          waitsFor: row.waitsFor,
          waitsUntil: timeOf(row.waitsUntil),
          waitState: row.waitState,
          signals: row.signals,
          startedAt: new Date(row.startedAt),
          endedAt: timeOf(row.endedAt),
        };
  const createdAt = new Date(row.createdAt);
  return {
    id,
    workflowId,
    workflowName,
    version,
    sessionId,
    externalUserId,
    event,
    snapshot,
    visit,
    depth,
    createdAt,
    step,
  };
}

const timeOf = (text: string | null) => (text === null ? null : new Date(text));

type ClaimedRow = Record<string, unknown> &
  Omit<Execution, 'createdAt' | 'step'> &
  Omit<StepRow, 'visit' | 'waitsUntil' | 'startedAt' | 'endedAt'> & {
    now: string;
    needsOutside: boolean;
    createdAt: string;
    stepVisit: number | null;
    waitsUntil: string | null;
    startedAt: string;
    endedAt: string | null;
  };
