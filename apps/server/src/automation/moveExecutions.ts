import { nodeDefinitions, prepareMove, rootTypes, type WorkflowMachine } from '@echoai/automation';
import type { MovedExecutions, WorkflowGraph } from '@echoai/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../platform/database/database.ts';
import { records, toJson } from '../platform/database/sqlValues.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { yieldToOthers } from './yieldToOthers.ts';

/** Executions that are moved in one transaction, and most reasons that are told apart. */
const batch = 50;
const maxReasons = 20;

/**
 * Moves the waiting executions of all other versions to one, as far as they can be, some at a time:
 * what wakes meanwhile goes on with the version that it has.
 */
export async function moveAllWaiting(
  database: Database,
  {
    organisationId,
    workflowId,
    version,
  }: { organisationId: string; workflowId: string; version: number },
): Promise<MovedExecutions> {
  const stayed = new Map<string, MovedExecutions['stayed'][number]>();
  let moved = 0;
  let after = '';
  for (;;) {
    const plans = await database.withOrganisation(organisationId, (tx) =>
      moveExecutions(tx, {
        workflowId,
        version,
        which: sql`e.status = 'waiting' and e.version <> ${version} and e.id > ${after}`,
        limit: batch,
      }),
    );
    for (const { id, reason } of plans) {
      if (reason === null) moved++;
      else {
        const key = stayed.size < maxReasons ? reason : 'Other reasons.';
        const same = stayed.get(reason) ?? stayed.get(key);
        if (same) same.count++;
        else stayed.set(key, { reason: key, count: 1, executionId: id });
      }
    }
    if (plans.length < batch) return { moved, stayed: [...stayed.values()] };
    after = plans.at(-1)!.id;
    await yieldToOthers();
  }
}

/**
 * Moves one execution that waits to another version of its workflow. Who wakes it meanwhile is
 * waited for, or waits.
 * @throws {AppError} `not-found`, or `conflict` with why it stays
 */
export async function moveExecution(
  tx: Transaction,
  { executionId, version }: { executionId: string; version: number },
): Promise<void> {
  const { workflowId } = await readPlace(tx, executionId);
  const [plan] = await moveExecutions(tx, {
    workflowId,
    version,
    which: sql`e.id = ${executionId} and e.status = 'waiting'`,
  });
  const { status, version: stays } = await readPlace(tx, executionId);
  if (!plan) throw new AppError('conflict', `It is ${status}: only what waits can be moved.`);
  if (plan.reason !== null)
    throw new AppError('conflict', `It stays on version ${stays}. ${plan.reason}`);
}

async function readPlace(tx: Transaction, executionId: string) {
  const { rows } = await tx.execute<{ workflowId: string; status: string; version: number }>(sql`
    select workflow_id as "workflowId", status, version from workflow_executions
    where id = ${executionId}`);
  if (!rows[0]) throw notFound('execution');
  return rows[0];
}

/**
 * Locks executions that wait or failed, and gives those that can go on with a version that version,
 * and its state for their node.
 * @param which of `e`, the executions; in the order of their ids
 * @returns for each, why it stays as it is; null when it was moved
 * @throws {AppError} `not-found` when there is no such version
 */
export async function moveExecutions(
  tx: Transaction,
  {
    workflowId,
    version,
    which,
    limit = null,
  }: { workflowId: string; version: number; which: SQL; limit?: number | null },
): Promise<{ id: string; reason: string | null }[]> {
  const { rows } = await tx.execute<StandingRow>(sql`
    select e.id, e.version, e.visit, e.status, e.event, e.moves,
      coalesce(e.snapshot -> 'context' -> 'steps', '{}') as outputs,
      case e.status when 'failed' then e.error ->> 'nodeId' else s.node_id end as "nodeId",
      s.waits_for as "waitsFor",
      (
        select json_agg(json_build_object(
          'visit', visit, 'nodeId', node_id, 'kind', kind, 'outcome', outcome) order by visit)
        from execution_steps
        where execution_id = e.id and (visit < e.visit or e.status = 'failed')
      ) as past
    from workflow_executions e
    left join execution_steps s on s.execution_id = e.id and s.visit = e.visit
    where e.workflow_id = ${workflowId} and e.mode = 'live' and ${which}
    order by e.id limit ${limit} for update of e`);
  if (rows.length === 0) return [];
  const versions = await readVersions(tx, workflowId, [
    version,
    ...rows.flatMap(({ version, moves }) => [version, ...moves.map((move) => move.version)]),
  ]);
  const target = versions.get(version);
  if (!target) throw notFound('version');
  const { graph, machine } = target;
  const whyNot = prepareMove({
    graph,
    versions: new Map([...versions].map(([number, { graph }]) => [number, graph])),
    definitions: nodeDefinitions,
    roots: rootTypes,
  });
  const states = statesOf(machine);
  const plans = rows.map((row) => {
    const state = states[row.nodeId ?? ''];
    // What failed may go on with its own version in any case.
    const isSame = row.version === version && state !== undefined;
    return { id: row.id, state, reason: isSame ? null : whyNot(standingOf(row)) };
  });
  await tx.execute(sql`
    update workflow_executions e set version = ${version},
      snapshot = jsonb_set(snapshot, '{value}', to_jsonb(rows.state)),
      moves = case when e.version = ${version} then moves else moves ||
        jsonb_build_array(jsonb_build_object('version', e.version, 'visit', e.visit)) end
    from ${records(
      plans.filter(({ reason }) => reason === null),
      { id: 'text', state: 'text' },
    )} where e.id = rows.id`);
  return plans;
}

type StandingRow = Record<string, unknown> & {
  id: string;
  version: number;
  visit: number;
  status: 'waiting' | 'failed';
  event: object;
  moves: { version: number; visit: number }[];
  outputs: Record<string, unknown>;
  nodeId: string | null;
  waitsFor: string | null;
  past: { visit: number; nodeId: string; kind: string; outcome: string | null }[] | null;
};

function standingOf({ status, waitsFor, moves, past, ...row }: StandingRow) {
  const versionAt = (visit: number) =>
    moves.find((move) => visit <= move.visit)?.version ?? row.version;
  const waits =
    waitsFor === 'retry' || waitsFor === 'connection' ? ('retry' as const) : ('waits' as const);
  return {
    nodeId: row.nodeId ?? '',
    goesOn: status === 'failed' ? ('anew' as const) : waits,
    event: row.event,
    outputs: row.outputs,
    past: (past ?? []).map(({ visit, ...left }) => ({ ...left, version: versionAt(visit) })),
    version: row.version,
  };
}

/** The machine's state of each node. */
function statesOf({ states }: WorkflowMachine): Record<string, string> {
  return Object.fromEntries(
    Object.entries(states).flatMap(([key, state]) =>
      state.meta ? [[state.meta.nodeId, key]] : [],
    ),
  );
}

async function readVersions(tx: Transaction, workflowId: string, wanted: number[]) {
  const { rows } = await tx.execute<{
    version: number;
    graph: WorkflowGraph;
    machine: WorkflowMachine;
  }>(sql`
    select version, graph, machine from workflow_versions
    where workflow_id = ${workflowId}
      and version in (select value::int from jsonb_array_elements_text(
        ${toJson([...new Set(wanted)])}::jsonb))`);
  return new Map(rows.map((row) => [row.version, row]));
}
