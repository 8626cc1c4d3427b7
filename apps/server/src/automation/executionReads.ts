import { guaranteeOf, nodeDefinitions } from '@echoai/automation';
import type { Execution, ExecutionStep, ExecutionSummary, WorkflowGraph } from '@echoai/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { toIso } from '../platform/database/sqlValues.ts';
import { notFound } from '../platform/errors.ts';

/** What people read of executions. Every function runs inside `withOrganisation`. */

const summary: SQL = sql`
  e.id, e.workflow_id as "workflowId", w.name as "workflowName", e.version, e.status, e.mode, e.cause,
  e.session_id as "sessionId", e.wake_at as "wakeAt", e.error, e.created_at as "createdAt",
  e.ended_at as "endedAt"`;

type SummaryRow = Record<string, unknown> & ExecutionSummary;

/** @param before ids lower than this, which are older */
export async function listExecutions(
  tx: Transaction,
  {
    before,
    limit,
    workflowId = null,
    sessionId = null,
    status = null,
    mode = 'live',
    from = null,
    to = null,
  }: {
    before: string;
    limit: number;
    workflowId?: string | null | undefined;
    sessionId?: string | null | undefined;
    status?: string | null | undefined;
    mode?: 'live' | 'shadow';
    /** ISO 8601: begun since then, and before then. */
    from?: string | null | undefined;
    to?: string | null | undefined;
  },
): Promise<ExecutionSummary[]> {
  const filters = [
    sql`e.id < ${before}`,
    sql`e.mode = ${mode}`,
    ...(workflowId ? [sql`e.workflow_id = ${workflowId}`] : []),
    ...(sessionId ? [sql`e.session_id = ${sessionId}`] : []),
    ...(status ? [sql`e.status = ${status}`] : []),
    ...(from ? [sql`e.created_at >= ${from}`] : []),
    ...(to ? [sql`e.created_at < ${to}`] : []),
  ];
  const { rows } = await tx.execute<SummaryRow>(sql`
    select ${summary} from workflow_executions e join workflows w on w.id = e.workflow_id
    where ${sql.join(filters, sql` and `)} order by e.id desc limit ${limit}`);
  return rows.map(toSummary);
}

/** @throws {AppError} `not-found` */
export async function readExecution(tx: Transaction, id: string): Promise<Execution> {
  const { rows } = await tx.execute<SummaryRow & { event: object; graph: WorkflowGraph }>(sql`
    select ${summary}, e.event, v.graph
    from workflow_executions e join workflows w on w.id = e.workflow_id
    join workflow_versions v on v.workflow_id = e.workflow_id and v.version = e.version
    where e.id = ${id}`);
  const [row] = rows;
  if (!row) throw notFound('execution');
  const { event, graph } = row;
  const { rows: steps } = await tx.execute<StepColumns>(sql`
    select visit, node_id as "nodeId", kind, state, input, outcome, output, attempts, error,
      waits_for as "waitsFor", waits_until as "waitsUntil", started_at as "startedAt",
      ended_at as "endedAt"
    from execution_steps where execution_id = ${id} order by visit limit 10_000`);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node.data]));
  return {
    ...toSummary(row),
    event: event as Record<string, unknown>,
    steps: steps.map((step) => toStep(step, nodes.get(step.nodeId))),
  };
}

/** Failed and held executions by what went wrong, the latest first. */
export async function listDeadLetters(tx: Transaction) {
  const { rows } = await tx.execute<DeadLetter>(sql`
    select e.workflow_id as "workflowId", w.name as "workflowName", e.version, e.status,
      e.error ->> 'nodeId' as "nodeId", e.error ->> 'message' as message, count(*)::int as count,
      min(e.created_at) as "firstAt", max(e.created_at) as "lastAt", max(e.id) as "executionId"
    from workflow_executions e join workflows w on w.id = e.workflow_id
    where e.mode = 'live' and e.status in ('failed', 'held')
    group by 1, 2, 3, 4, 5, 6 order by max(e.id) desc limit 200`);
  return rows.map((row) => ({ ...row, firstAt: toIso(row.firstAt), lastAt: toIso(row.lastAt) }));
}

type DeadLetter = Record<string, unknown> & {
  workflowId: string;
  workflowName: string;
  version: number;
  status: 'failed' | 'held';
  nodeId: string | null;
  message: string;
  count: number;
  firstAt: string;
  lastAt: string;
  executionId: string;
};

type StepColumns = Record<string, unknown> &
  Omit<ExecutionStep, 'label' | 'guarantee' | 'durationMs'>;

function toStep(
  step: StepColumns,
  node: WorkflowGraph['nodes'][number]['data'] | undefined,
): ExecutionStep {
  const { kind: _, ...config } = node?.config ?? { kind: step.kind };
  const definition = nodeDefinitions[step.kind];
  const parsed = definition?.config.safeParse(config);
  const startedAt = toIso(step.startedAt);
  const endedAt = toIso(step.endedAt);
  return {
    ...step,
    label: node?.label ?? step.nodeId,
    guarantee:
      definition && parsed?.success ? guaranteeOf(definition, parsed.data) : 'exactly-once',
    waitsUntil: toIso(step.waitsUntil),
    startedAt,
    endedAt,
    durationMs: endedAt && Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)),
  } as ExecutionStep;
}

function toSummary(row: SummaryRow): ExecutionSummary {
  const { id, workflowId, workflowName, version, status, mode, cause, sessionId, error } = row;
  return {
    id,
    workflowId,
    workflowName,
    version,
    status,
    mode,
    cause,
    sessionId,
    error,
    wakeAt: toIso(row.wakeAt),
    createdAt: toIso(row.createdAt),
    endedAt: toIso(row.endedAt),
  };
}
