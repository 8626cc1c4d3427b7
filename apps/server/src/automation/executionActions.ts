import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { records, textArray } from '../platform/database/sqlValues.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { actions } from './actions/index.ts';
import { newStep } from './advance/execution.ts';
import { skipped } from './advance/stepResult.ts';
import type { Engine } from './engine/engine.ts';
import { signalSteps } from './executionStore.ts';
import { moveExecutions } from './moveExecutions.ts';
import { keyOf, openWorkflows } from './openWorkflow.ts';

/** What people do with executions. Every function runs inside `withOrganisation`. */

/**
 * Cancels what has not ended: nothing of it is performed any more, and what it had asked is taken
 * back. An effect that is under way outside is aborted by whoever performs it.
 * @returns the ids of those that were cancelled
 */
export async function cancelExecutions(
  tx: Transaction,
  which: { id: string } | { workflowId: string },
): Promise<string[]> {
  const isIt = 'id' in which ? sql`id = ${which.id}` : sql`workflow_id = ${which.workflowId}`;
  const { rows } = await tx.execute<{ id: string }>(sql`
    update workflow_executions
    set status = 'cancelled', ended_at = now(), wake_at = null, needs_outside = false
    where ${isIt} and status in ('pending', 'running', 'waiting', 'held') returning id`);
  const ids = rows.map(({ id }) => id);
  const { rows: open } = await tx.execute<OpenStep>(sql`
    update execution_steps s set state = 'failed', error = 'Cancelled.', ended_at = now()
    from workflow_executions e
    where e.id = s.execution_id and e.id = any (${textArray(ids)}) and s.state = 'waiting'
    returning e.id, s.visit, s.kind, e.session_id as "sessionId"`);
  for (const { id, visit, kind, sessionId } of open)
    await actions[kind]?.release?.(tx, { sessionId, effectId: `${id}-${visit}` });
  return ids;
}

type OpenStep = Record<string, unknown> & {
  id: string;
  visit: number;
  kind: string;
  sessionId: string | null;
};

/**
 * Lets failed executions go on, with the node that failed, which is visited anew.
 * @param useActiveVersion with the workflow as it runs now; those that it has not all for stay
 * @returns how many go on, and why others do not
 * @throws {AppError} `conflict` when there is no active version
 */
export async function resumeFailed(
  tx: Transaction,
  {
    engine,
    organisationId,
    useActiveVersion,
    ...which
  }: {
    engine: Engine;
    organisationId: string;
    workflowId: string;
    executionId?: string;
    nodeId?: string | undefined;
    useActiveVersion: boolean;
  },
): Promise<{ resumed: number; reasons: string[] }> {
  const { workflowId } = which;
  const isIt = sql`
    e.mode = 'live' and e.status = 'failed' and coalesce(${which.executionId ?? null}::text, e.id) = e.id
      and coalesce(${which.nodeId ?? null}::text, e.error ->> 'nodeId')
        is not distinct from e.error ->> 'nodeId'`;
  const moved = useActiveVersion
    ? await moveExecutions(tx, {
        workflowId,
        version: await readActiveVersion(tx, workflowId),
        which: isIt,
      })
    : null;
  const ids = moved?.flatMap(({ id, reason }) => (reason === null ? id : [])) ?? null;
  const { rows } = await tx.execute<{ id: string }>(sql`
    update workflow_executions e
    set status = 'pending', visit = visit + 1, error = null, ended_at = null
    where e.workflow_id = ${workflowId} and ${isIt}
      and (${ids === null} or e.id = any (${textArray(ids ?? [])}))
    returning id`);
  const executionIds = rows.map(({ id }) => id);
  if (executionIds.length > 0) await engine.enqueue(tx, { organisationId, executionIds });
  return { resumed: rows.length, reasons: moved?.flatMap(({ reason }) => reason ?? []) ?? [] };
}

async function readActiveVersion(tx: Transaction, workflowId: string): Promise<number> {
  const { rows } = await tx.execute<{ version: number }>(sql`
    select active_version as version from workflows
    where id = ${workflowId} and active_version is not null`);
  if (!rows[0]) throw new AppError('conflict', 'The workflow is switched off: activate it first.');
  return rows[0].version;
}

/**
 * Lets held executions go on as somebody decided: `repeat` visits the node anew, `skip` leaves it as
 * if its effect had happened. Those whose version cannot be read any more are not skipped.
 * @param upTo the latest execution that is meant
 * @returns how many go on
 */
export async function resumeHeld(
  tx: Transaction,
  {
    engine,
    organisationId,
    decision,
    workflowId,
    ...which
  }: {
    engine: Engine;
    organisationId: string;
    decision: 'repeat' | 'skip';
    workflowId: string;
    executionId?: string;
    nodeId?: string;
    upTo?: string | undefined;
  },
): Promise<number> {
  const { rows } = await tx.execute<HeldRow>(sql`
    select e.id, e.version, s.visit, s.node_id as "nodeId", s.kind
    from workflow_executions e join execution_steps s on s.execution_id = e.id and s.visit = e.visit
    where e.workflow_id = ${workflowId} and e.status = 'held'
      and coalesce(${which.executionId ?? null}::text, e.id) = e.id
      and coalesce(${which.nodeId ?? null}::text, s.node_id) = s.node_id
      and e.id <= coalesce(${which.upTo ?? null}::text, e.id)
    for update of e`);
  const resumed =
    decision === 'skip' ? await leaveSkipped(tx, workflowId, rows) : rows.map(({ id }) => id);
  if (resumed.length === 0) return 0;
  await tx.execute(sql`
    update workflow_executions set status = 'pending', error = null,
      visit = visit + ${decision === 'repeat' ? 1 : 0}
    where id = any (${textArray(resumed)})`);
  await engine.enqueue(tx, { organisationId, executionIds: resumed });
  return resumed.length;
}

/** The steps keep what they were given and why it was asked. @returns ids of the executions */
async function leaveSkipped(
  tx: Transaction,
  workflowId: string,
  held: HeldRow[],
): Promise<string[]> {
  const workflows = await openWorkflows(
    tx,
    held.map(({ version }) => ({ workflowId, version })),
  );
  const steps = held.flatMap(({ id, version, visit, nodeId, kind }) => {
    const node = workflows.get(keyOf({ workflowId, version }))?.nodes.get(nodeId);
    if (!node) return [];
    return [{ id, ...skipped(newStep({ id: nodeId, kind }, visit), node) }];
  });
  if (steps.length === 0) return [];
  await tx.execute(sql`
    update execution_steps s
    set state = rows.state, outcome = rows.outcome, output = rows.output, ended_at = rows."endedAt"
    from ${records(steps, {
      id: 'text',
      visit: 'int',
      state: 'text',
      outcome: 'text',
      output: 'jsonb',
      endedAt: 'timestamptz',
    })}
    where s.execution_id = rows.id and s.visit = rows.visit`);
  return steps.map(({ id }) => id);
}

type HeldRow = Record<string, unknown> & {
  id: string;
  version: number;
  visit: number;
  nodeId: string;
  kind: string;
};

/**
 * Goes on with one execution: a failed one from its node, a held one as somebody decided.
 * @throws {AppError} `not-found`, or `conflict` when there is nothing to resume
 */
export async function resumeExecution(
  tx: Transaction,
  {
    engine,
    organisationId,
    executionId,
    decision,
    useActiveVersion,
  }: {
    engine: Engine;
    organisationId: string;
    executionId: string;
    decision: 'repeat' | 'skip';
    useActiveVersion: boolean;
  },
): Promise<void> {
  const { workflowId, status, mode } = await lock(tx, executionId);
  if (mode === 'shadow')
    throw new AppError('conflict', 'It was only simulated: there is nothing to go on with.');
  if (status === 'failed') {
    const { resumed, reasons } = await resumeFailed(tx, {
      engine,
      organisationId,
      workflowId,
      executionId,
      useActiveVersion,
    });
    if (resumed === 0)
      throw new AppError(
        'conflict',
        `The active version cannot go on with it. ${reasons[0] ?? ''}`,
      );
    return;
  }
  if (status !== 'held')
    throw new AppError('conflict', `It is ${status}: only what failed or is held can go on.`);
  const held = { engine, organisationId, workflowId, executionId, decision };
  if ((await resumeHeld(tx, held)) === 0)
    throw new AppError('conflict', 'Its version cannot be read any more.');
}

/**
 * Tells an execution what somebody decided, once.
 * @throws {AppError} `not-found`, or `conflict` when it waits for no decision
 */
export async function decideApproval(
  tx: Transaction,
  {
    engine,
    organisationId,
    executionId,
    ...decided
  }: {
    engine: Engine;
    organisationId: string;
    executionId: string;
    /** Of the step that asks; the current one if absent. */
    visit?: number;
    decision: 'approved' | 'declined';
    comment: string;
    decidedBy: string;
  },
): Promise<void> {
  const { visit } = await lock(tx, executionId);
  const { decision, comment, decidedBy } = decided;
  const woken = await signalSteps(tx, [
    {
      executionId,
      visit: decided.visit ?? visit,
      waitsFor: 'approval',
      signal: { type: 'decision', decision, comment, decidedBy },
    },
  ]);
  if (woken.length === 0)
    throw new AppError('conflict', 'Nothing is asked here any more: it is decided, or too late.');
  await engine.enqueue(tx, { organisationId, executionIds: woken });
}

async function lock(tx: Transaction, executionId: string): Promise<Locked> {
  const { rows } = await tx.execute<Locked>(sql`
    select workflow_id as "workflowId", status, mode, visit from workflow_executions
    where id = ${executionId} for update`);
  if (!rows[0]) throw notFound('execution');
  return rows[0];
}

type Locked = Record<string, unknown> & {
  workflowId: string;
  status: string;
  mode: 'live' | 'shadow';
  visit: number;
};
