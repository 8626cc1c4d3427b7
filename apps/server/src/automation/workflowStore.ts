import type { WorkflowMachine } from '@echoai/automation';
import {
  countedUpTo,
  type Workflow,
  type WorkflowGraph,
  type WorkflowSummary,
  type WorkflowVersion,
} from '@echoai/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { textArray, toJson } from '../platform/database/sqlValues.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { followActivation } from './triggerPollStore.ts';

/** The SQL of workflows and their versions. Every function runs inside `withOrganisation`. */

/** A workflow as stored: `hookToken` is in the address of its webhook, and sealed like `hookSecret`. */
export interface WorkflowRow extends Omit<Workflow, 'webhook'> {
  hookToken: string;
  hookSecret: string;
}

const columns: SQL = sql`
  id, name, draft, draft_revision as revision, active_version as "activeVersion",
  trigger_kind as trigger, next_run_at as "nextRunAt", hook_token as "hookToken",
  hook_secret as "hookSecret", created_at as "createdAt", updated_at as "updatedAt"`;

/**
 * Workflows by id. Executions are counted up to `countedUpTo` of a status, newest first by the index of
 * that order, so that the list costs the same after a hundred thousand: an owner asks of many
 * whether they are many. A counter would be exact, but a row that every execution waits for.
 */
export async function listWorkflows(
  tx: Transaction,
  { after, limit }: { after: string; limit: number },
): Promise<WorkflowSummary[]> {
  const { rows } = await tx.execute<Stored<WorkflowSummary>>(sql`
    select id, name, active_version as "activeVersion", trigger_kind as trigger,
      next_run_at as "nextRunAt", created_at as "createdAt", updated_at as "updatedAt",
      (
        select json_build_object(
          'open', least(${countedUpTo}::int, sum(count) filter (where is_open)),
          'completed', sum(count) filter (where status = 'completed'),
          'failed', sum(count) filter (where status = 'failed')
        )
        from (values ('pending', true), ('running', true), ('waiting', true), ('held', true),
          ('completed', false), ('failed', false)) statuses (status, is_open)
        cross join lateral (
          select count(*)::int as count from (
            select from workflow_executions
            where workflow_id = w.id and mode = 'live' and status = statuses.status
            order by id desc limit ${countedUpTo}::int
          ) latest
        ) counts
      ) as executions
    from workflows w where deleted_at is null and id > ${after} order by id limit ${limit}`);
  return rows.map(withTimes);
}

/** @throws {AppError} `not-found` */
export async function readWorkflow(tx: Transaction, id: string): Promise<WorkflowRow> {
  const { rows } = await tx.execute<Stored<WorkflowRow>>(
    sql`select ${columns} from workflows where id = ${id} and deleted_at is null`,
  );
  return found(rows);
}

export async function insertWorkflow(
  tx: Transaction,
  {
    id,
    organisationId,
    name,
    draft,
    hookToken,
    hookTokenHash,
    hookSecret,
  }: Pick<WorkflowRow, 'id' | 'name' | 'draft' | 'hookToken' | 'hookSecret'> & {
    organisationId: string;
    hookTokenHash: string;
  },
): Promise<WorkflowRow> {
  const { rows } = await tx.execute<Stored<WorkflowRow>>(sql`
    insert into workflows (id, organisation_id, name, draft, hook_token, hook_token_hash, hook_secret)
    values (${id}, ${organisationId}, ${name}, ${toJson(draft)}::jsonb, ${hookToken}, ${hookTokenHash}, ${hookSecret})
    returning ${columns}`);
  return found(rows);
}

/**
 * @param revision of the draft that was changed; another one is a conflict
 * @throws {AppError} `not-found`, `conflict`
 */
export async function updateWorkflow(
  tx: Transaction,
  {
    id,
    name = null,
    draft,
    revision = null,
  }: { id: string; name?: string | null; draft?: WorkflowGraph; revision?: number | null },
): Promise<WorkflowRow> {
  const graph = sql`${draft ? toJson(draft) : null}::jsonb`;
  const { rows } = await tx.execute<Stored<WorkflowRow>>(sql`
    update workflows set name = coalesce(${name}::text, name),
      draft = coalesce(${graph}, draft),
      draft_revision = draft_revision + case when ${graph} is null then 0 else 1 end,
      updated_at = now()
    where id = ${id} and deleted_at is null
      and coalesce(${revision}::int, draft_revision) = draft_revision
    returning ${columns}`);
  if (rows[0]) return found(rows);
  await readWorkflow(tx, id);
  throw changedMeanwhile();
}

export function changedMeanwhile(): AppError {
  return new AppError(
    'conflict',
    'Somebody else changed the workflow meanwhile. Load it again, and make your change there.',
  );
}

/** A candidate is compared with what was active: it ends with it. */
const withoutCandidate: SQL = sql`
  candidate_version = null, candidate_mode = null, candidate_share = null,
  candidate_max_failures = null, candidate_since = null, candidate_trigger_kind = null,
  candidate_trigger_event = null, candidate_trigger_config = null, candidate_transaction_id = null,
  candidate_event_id = null`;

/** Takes it out of every list; its executions are cancelled by the caller. */
export async function deleteWorkflow(tx: Transaction, id: string): Promise<void> {
  const { rows } = await tx.execute(sql`
    update workflows set deleted_at = now(), active_version = null, trigger_kind = null,
      trigger_event = null, trigger_config = null, next_run_at = null, ${withoutCandidate}
    where id = ${id} and deleted_at is null returning id`);
  if (rows.length === 0) throw notFound('workflow');
  await followActivation(tx, { workflowId: id, kind: null });
}

/** What starts the workflow from now on; null switches it off. */
export interface Activation {
  version: number;
  kind: string;
  /** The domain event; null when something else starts it. */
  event: string | null;
  config: unknown;
  nextRunAt: Date | null;
}

/** Ends a candidate, if there is one. */
export async function setActivation(
  tx: Transaction,
  { id, activation }: { id: string; activation: Activation | null },
): Promise<WorkflowRow> {
  const { rows } = await tx.execute<Stored<WorkflowRow>>(sql`
    update workflows set active_version = ${activation?.version ?? null},
      trigger_kind = ${activation?.kind ?? null}, trigger_event = ${activation?.event ?? null},
      trigger_config = ${activation ? toJson(activation.config) : null}::jsonb,
      next_run_at = ${activation?.nextRunAt?.toISOString() ?? null}, ${withoutCandidate},
      updated_at = now()
    where id = ${id} and deleted_at is null returning ${columns}`);
  const row = found(rows);
  await followActivation(tx, { workflowId: id, kind: activation?.kind ?? null });
  return row;
}

export interface VersionRow extends WorkflowVersion {
  graph: WorkflowGraph;
  machine: WorkflowMachine;
}

/**
 * Stores a graph and its machine as a version, unless the latest is the same; that one then gets the
 * note, if there is one.
 * @returns its number
 */
export async function addVersion(
  tx: Transaction,
  {
    workflowId,
    organisationId,
    graph,
    machine,
    createdBy,
    publishedBy = null,
    note = '',
  }: {
    workflowId: string;
    organisationId: string;
    graph: WorkflowGraph;
    machine: WorkflowMachine;
    createdBy: string | null;
    /** The name of the same person. */
    publishedBy?: string | null;
    note?: string;
  },
): Promise<number> {
  // Two activations at once make two versions, one after the other.
  await tx.execute(sql`select from workflows where id = ${workflowId} for update`);
  const { rows } = await tx.execute<{ version: number }>(sql`
    with latest as (
      select version, graph, machine from workflow_versions
      where workflow_id = ${workflowId} order by version desc limit 1
    ),
    added as (
      insert into workflow_versions
        (workflow_id, version, organisation_id, graph, machine, created_by, published_by, note)
      select ${workflowId}, coalesce((select version from latest), 0) + 1, ${organisationId},
        ${toJson(graph)}::jsonb, ${toJson(machine)}::jsonb, ${createdBy},
        ${publishedBy}, ${note}
      where not exists (
        select from latest
        where graph = ${toJson(graph)}::jsonb and machine = ${toJson(machine)}::jsonb
      )
      returning version
    ),
    noted as (
      update workflow_versions set note = ${note}
      where workflow_id = ${workflowId} and version = (select version from latest)
        and ${note} <> '' and not exists (select from added)
    )
    select version from added union all select version from latest limit 1`);
  return rows[0]!.version;
}

export async function listVersions(
  tx: Transaction,
  { workflowId, before, limit }: { workflowId: string; before: number; limit: number },
): Promise<Omit<VersionRow, 'graph' | 'machine'>[]> {
  const { rows } = await tx.execute<Stored<VersionRow>>(sql`
    select v.version, v.note, v.published_by as "publishedBy", v.created_at as "createdAt",
      v.version is not distinct from w.active_version as "isActive"
    from workflow_versions v join workflows w on w.id = v.workflow_id
    where v.workflow_id = ${workflowId} and v.version < ${before}
    order by v.version desc limit ${limit}`);
  return rows.map(withTimes);
}

/**
 * The graph of a version, or of the draft without one.
 * @throws {AppError} `not-found`
 */
export async function readGraph(
  tx: Transaction,
  { workflowId, version }: { workflowId: string; version: number | undefined },
): Promise<{ graph: WorkflowGraph }> {
  if (version !== undefined) return readVersion(tx, { workflowId, version });
  return { graph: (await readWorkflow(tx, workflowId)).draft };
}

/** @throws {AppError} `not-found` */
export async function readVersion(
  tx: Transaction,
  { workflowId, version }: { workflowId: string; version: number },
): Promise<VersionRow> {
  const { rows } = await tx.execute<Stored<VersionRow>>(sql`
    select v.version, v.note, v.published_by as "publishedBy", v.created_at as "createdAt",
      v.graph, v.machine,
      v.version is not distinct from w.active_version as "isActive"
    from workflow_versions v join workflows w on w.id = v.workflow_id
    where v.workflow_id = ${workflowId} and v.version = ${version}`);
  if (!rows[0]) throw notFound('version');
  return withTimes(rows[0]);
}

/** Executions that have not ended, by version. */
export async function countOpen(
  tx: Transaction,
  workflowId: string,
): Promise<{ version: number; open: number; waiting: number }[]> {
  const { rows } = await tx.execute<{ version: number; open: number; waiting: number }>(sql`
    select version, count(*)::int as open,
      (count(*) filter (where status = 'waiting'))::int as waiting
    from workflow_executions
    where workflow_id = ${workflowId} and mode = 'live'
      and status in ('pending', 'running', 'waiting', 'held')
    group by version order by version desc`);
  return rows;
}

/** The graphs of the other active workflows, by id: for circles of workflows that start each other. */
export async function readActiveGraphs(
  tx: Transaction,
  exceptId: string,
): Promise<{ id: string; name: string; graph: WorkflowGraph }[]> {
  const { rows } = await tx.execute<{ id: string; name: string; graph: WorkflowGraph }>(sql`
    select w.id, w.name, v.graph from workflows w
    join workflow_versions v on v.workflow_id = w.id and v.version = w.active_version
    where w.id <> ${exceptId} and v.graph::text like '%"start_workflow"%'`);
  return rows;
}

type Stored<Row> = Record<string, unknown> & Row;

const times = ['createdAt', 'updatedAt', 'nextRunAt', 'endedAt', 'wakeAt'];

/** A row with its times as the API writes them. */
export function withTimes<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    times.includes(name) && value ? new Date(value as string).toISOString() : value,
  ]);
  return Object.fromEntries(entries) as Row;
}

function found(rows: Stored<WorkflowRow>[]): WorkflowRow {
  if (!rows[0]) throw notFound('workflow');
  return withTimes(rows[0]);
}

/** Workflows whose draft or active version names one of the ids, such as a credential's; by id. */
export async function listUses(
  tx: Transaction,
  ids: string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const { rows } = await tx.execute<{ named: string; id: string; name: string }>(sql`
    select named, w.id, w.name
    from unnest(${textArray(ids)}) as named, workflows w left join workflow_versions v
      on v.workflow_id = w.id and v.version = w.active_version
    where w.deleted_at is null
      and (strpos(w.draft::text, named) > 0 or strpos(v.graph::text, named) > 0)
    order by w.id`);
  const uses = new Map<string, { id: string; name: string }[]>();
  for (const { named, id, name } of rows)
    uses.set(named, [...(uses.get(named) ?? []), { id, name }]);
  return uses;
}
