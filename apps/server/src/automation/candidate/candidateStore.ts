import type { WorkflowMachine } from '@echoai/automation';
import type { CandidateComparison, WorkflowGraph } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { toIso, toJson } from '../../platform/database/sqlValues.ts';
import { notFound } from '../../platform/errors.ts';
import { type EventPosition, readEventPosition } from '../../platform/live/readEvents.ts';
import { idTime, lowestIdAt } from '../../platform/newId.ts';
import type { Activation } from '../workflowStore.ts';

/** The SQL of candidates. Every function runs inside `withOrganisation`. */

/** A version that is tried, and the active one beside it. */
export interface Candidate {
  workflowId: string;
  workflowName: string;
  version: number;
  mode: 'shadow' | 'canary';
  share: number | null;
  maxFailureShare: number;
  since: string;
  /** Its executions, and those of the active version beside it, have no lower id. */
  firstExecutionId: string;
  trigger: { kind: string; event: string; config: unknown };
  /** How far a shadow has read. */
  position: EventPosition;
  active: number;
}

type Last = NonNullable<CandidateComparison['last']>;
type Row = Record<string, unknown> &
  Omit<Candidate, 'version' | 'firstExecutionId'> & { version: number | null; last: Last | null };

/**
 * @param options `lock`: so that nobody ends or moves it meanwhile; who is not first gets none
 * @throws {AppError} `not-found` when there is no such workflow
 */
export async function readCandidate(
  tx: Transaction,
  workflowId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<{ candidate: Candidate | null; last: Last | null }> {
  const { rows } = await tx.execute<Row>(sql`
    select id as "workflowId", name as "workflowName", candidate_version as version,
      candidate_mode as mode, candidate_share as share,
      candidate_max_failures as "maxFailureShare", candidate_since as since,
      json_build_object('kind', candidate_trigger_kind, 'event', candidate_trigger_event,
        'config', candidate_trigger_config) as trigger,
      json_build_object('transactionId', candidate_transaction_id::text,
        'id', candidate_event_id) as position,
      active_version as active, last_candidate as last
    from workflows where id = ${workflowId} and deleted_at is null
    ${lock ? sql`for no key update skip locked` : sql``}`);
  const [row] = rows;
  if (!row && lock) return { candidate: null, last: null };
  if (!row) throw notFound('workflow');
  const { version, last, ...rest } = row;
  if (version === null) return { candidate: null, last };
  const since = toIso(rest.since);
  const firstExecutionId = lowestIdAt('exe', Date.parse(since));
  return { candidate: { ...rest, version, since, firstExecutionId }, last };
}

/** Begins one, or changes how it is tried: then it is still compared from its beginning. */
export async function storeCandidate(
  tx: Transaction,
  {
    workflowId,
    activation: { version, kind, event, config },
    mode,
    share,
    maxFailureShare,
    isChange,
  }: {
    workflowId: string;
    activation: Activation;
    mode: 'shadow' | 'canary';
    share: number | null;
    maxFailureShare: number;
    isChange: boolean;
  },
): Promise<void> {
  if (isChange) {
    await tx.execute(sql`
      update workflows set candidate_share = ${share}, candidate_max_failures = ${maxFailureShare}
      where id = ${workflowId}`);
    return;
  }
  const position = await readEventPosition(tx);
  await tx.execute(sql`
    update workflows set candidate_version = ${version}, candidate_mode = ${mode},
      candidate_share = ${share}, candidate_max_failures = ${maxFailureShare},
      -- By the clock of the executions' ids, which are compared with it.
      candidate_since = ${new Date(idTime()).toISOString()}, candidate_trigger_kind = ${kind},
      candidate_trigger_event = ${event}, candidate_trigger_config = ${toJson(config)}::jsonb,
      candidate_transaction_id = ${position.transactionId}::text::xid8,
      candidate_event_id = ${position.id}
    where id = ${workflowId}`);
}

export async function moveShadow(
  tx: Transaction,
  { workflowId, position }: { workflowId: string; position: EventPosition },
): Promise<void> {
  await tx.execute(sql`
    update workflows set candidate_transaction_id = ${position.transactionId}::text::xid8,
      candidate_event_id = ${position.id}
    where id = ${workflowId}`);
}

/** Ends it, and keeps how. @returns false when another one ended it before */
export async function endCandidate(
  tx: Transaction,
  {
    candidate: { workflowId, version, mode, since },
    outcome,
    reason = null,
  }: { candidate: Candidate; outcome: Last['outcome']; reason?: string | null },
): Promise<boolean> {
  const last: Last = { version, mode, outcome, reason, at: new Date().toISOString() };
  const { rows } = await tx.execute(sql`
    update workflows set candidate_version = null, candidate_mode = null, candidate_share = null,
      candidate_max_failures = null, candidate_since = null, candidate_trigger_kind = null,
      candidate_trigger_event = null, candidate_trigger_config = null,
      candidate_transaction_id = null, candidate_event_id = null,
      last_candidate = ${toJson(last)}::jsonb
    where id = ${workflowId} and candidate_version = ${version}
      and candidate_since = ${since}::timestamptz returning id`);
  return rows.length > 0;
}

/** The graphs of two versions, by number. */
export async function readGraphs(
  tx: Transaction,
  { workflowId, versions }: { workflowId: string; versions: [number, number] },
): Promise<Map<number, { graph: WorkflowGraph; machine: WorkflowMachine }>> {
  const { rows } = await tx.execute<
    Record<string, unknown> & { version: number; graph: WorkflowGraph; machine: WorkflowMachine }
  >(sql`
    select version, graph, machine from workflow_versions
    where workflow_id = ${workflowId} and version in (${versions[0]}, ${versions[1]})`);
  return new Map(rows.map(({ version, graph, machine }) => [version, { graph, machine }]));
}
