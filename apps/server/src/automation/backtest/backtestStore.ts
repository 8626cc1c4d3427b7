import type { WorkflowMachine } from '@echoai/automation';
import type { Backtest, BacktestResult, BacktestSummary, WorkflowGraph } from '@echoai/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { toIso, toJson } from '../../platform/database/sqlValues.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import { newId } from '../../platform/newId.ts';

/** The SQL of backtests. Every function runs inside `withOrganisation`. */

/** What is kept of each workflow. */
const keptBacktests = 20;

const summary: SQL = sql`
  id, workflow_id as "workflowId", status, period_from as "from", period_to as "to", done, total,
  (result #>> '{draft,fires}')::int as fires, error, created_by as "createdBy",
  created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt"`;

type Row = Record<string, unknown> & BacktestSummary;
type RowWithResult = Row & { result: BacktestResult | null };

/**
 * Stores a backtest to be run, and drops the oldest above what is kept.
 * @throws {AppError} `conflict` while another one of the organisation is not over
 */
export async function insertBacktest(
  tx: Transaction,
  backtest: {
    organisationId: string;
    workflowId: string;
    from: string;
    to: string;
    graph: WorkflowGraph;
    machine: WorkflowMachine;
    publishedVersion: number | null;
    createdBy: string | null;
  },
): Promise<Backtest> {
  const { organisationId, workflowId, from, to, graph, machine, ...rest } = backtest;
  const { rows } = await tx.execute<RowWithResult>(sql`
    insert into backtests
      (id, organisation_id, workflow_id, period_from, period_to, graph, machine, published_version,
       created_by)
    values (${newId('btt')}, ${organisationId}, ${workflowId}, ${from}, ${to},
      ${toJson(graph)}::jsonb, ${toJson(machine)}::jsonb, ${rest.publishedVersion},
      ${rest.createdBy})
    on conflict (organisation_id) where status in ('queued', 'running') do nothing
    returning ${summary}, result`);
  if (!rows[0])
    throw new AppError(
      'conflict',
      'Another backtest is under way. Wait for its end, or cancel it: there is one at a time.',
    );
  await tx.execute(sql`
    delete from backtests where workflow_id = ${workflowId} and id <= (
      select id from backtests where workflow_id = ${workflowId}
      order by id desc offset ${keptBacktests} limit 1
    )`);
  return toBacktest(rows[0]);
}

/** The latest first. */
export async function listBacktests(
  tx: Transaction,
  workflowId: string,
): Promise<BacktestSummary[]> {
  const { rows } = await tx.execute<Row>(sql`
    select ${summary} from backtests where workflow_id = ${workflowId}
    order by id desc limit ${keptBacktests}`);
  return rows.map(withTimes);
}

interface Which {
  workflowId: string;
  backtestId: string;
}

/** @throws {AppError} `not-found` */
export async function readBacktest(
  tx: Transaction,
  { workflowId, backtestId }: Which,
): Promise<Backtest> {
  const { rows } = await tx.execute<RowWithResult>(sql`
    select ${summary}, result from backtests
    where id = ${backtestId} and workflow_id = ${workflowId}`);
  if (!rows[0]) throw notFound('backtest');
  return toBacktest(rows[0]);
}

/** Whoever runs it finds out by its next report; one that is over stays as it is. */
export async function cancelBacktest(tx: Transaction, { backtestId }: Which): Promise<void> {
  await tx.execute(sql`
    update backtests set status = 'cancelled', ended_at = now()
    where id = ${backtestId} and status in ('queued', 'running')`);
}

/** What a process needs to run one. */
export interface BegunBacktest {
  attempt: number;
  workflowId: string;
  workflowName: string;
  from: string;
  to: string;
  graph: WorkflowGraph;
  machine: WorkflowMachine;
  published: { version: number; graph: WorkflowGraph; machine: WorkflowMachine } | null;
}

/** Takes it over from whoever ran it before. @returns null when it is over, or its workflow is gone */
export async function beginBacktest(tx: Transaction, id: string): Promise<BegunBacktest | null> {
  const { rows } = await tx.execute<BegunBacktest & Record<string, unknown>>(sql`
    with begun as (
      update backtests set status = 'running', attempt = attempt + 1, done = 0, total = 0,
        started_at = now()
      where id = ${id} and status in ('queued', 'running') returning *
    )
    select b.attempt, b.workflow_id as "workflowId", w.name as "workflowName",
      b.period_from as "from", b.period_to as "to", b.graph, b.machine,
      case when v.version is null then null
        else json_build_object('version', v.version, 'graph', v.graph, 'machine', v.machine)
      end as published
    from begun b join workflows w on w.id = b.workflow_id
    left join workflow_versions v
      on v.workflow_id = b.workflow_id and v.version = b.published_version`);
  const [row] = rows;
  return row ? { ...row, from: toIso(row.from), to: toIso(row.to) } : null;
}

/**
 * Stores how far it is, or how it ended.
 * @returns false when it is no longer this attempt's: cancelled, taken over, or gone
 */
export async function reportBacktest(
  tx: Transaction,
  {
    id,
    attempt,
    ...change
  }: { id: string; attempt: number } & (
    | { done: number; total: number }
    | { result: BacktestResult }
    | { error: string }
  ),
): Promise<boolean> {
  const set =
    'result' in change
      ? sql`status = 'completed', result = ${toJson(change.result)}::jsonb, ended_at = now(),
          done = ${change.result.events}, total = ${change.result.events}`
      : 'error' in change
        ? sql`status = 'failed', error = ${change.error}, ended_at = now()`
        : sql`done = ${change.done}, total = ${change.total}`;
  const { rows } = await tx.execute(sql`
    update backtests set ${set}
    where id = ${id} and attempt = ${attempt} and status = 'running' returning id`);
  return rows.length > 0;
}

/** Ends one that no process runs any more. */
export async function failBacktest(
  tx: Transaction,
  { id, error }: { id: string; error: string },
): Promise<void> {
  await tx.execute(sql`
    update backtests set status = 'failed', error = ${error}, ended_at = now()
    where id = ${id} and status in ('queued', 'running')`);
}

function withTimes<Stored extends Row>(row: Stored): Stored {
  return {
    ...row,
    from: toIso(row.from),
    to: toIso(row.to),
    createdAt: toIso(row.createdAt),
    startedAt: toIso(row.startedAt),
    endedAt: toIso(row.endedAt),
  };
}

function toBacktest(row: RowWithResult): Backtest {
  return withTimes(row);
}
