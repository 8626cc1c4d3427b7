import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { records, textArray } from '../platform/database/sqlValues.ts';
import { AppError } from '../platform/errors.ts';
import type { Services } from './actions/action.ts';
import { beginExecutions } from './beginExecutions.ts';
import type { Begun, Start } from './startExecutions.ts';

/** The trigger of an active workflow. */
export interface Trigger {
  version: number;
  kind: string;
  config: Record<string, unknown>;
  /** The database's time. */
  now: Date;
}

/** Somebody wants a workflow to start now: a webhook, a person or a program. */
export interface StartRequest {
  workflowId: string;
  cause: string;
  /** The conversation that it is about. */
  sessionId: string | undefined;
  /** What the trigger gives. @throws {AppError} when it is not to start */
  eventOf(trigger: Trigger): object;
}

/**
 * Starts what was asked for, in one transaction.
 * @returns for each request the execution's id, or that which the same cause began before; or why not
 */
export async function startRequests(
  tx: Transaction,
  {
    services,
    organisationId,
    requests,
  }: { services: Services; organisationId: string; requests: StartRequest[] },
): Promise<(string | AppError)[]> {
  const triggers = await readTriggers(tx, requests);
  const visitors = await readVisitors(tx, requests);
  const starts = requests.map((request) => prepare(request, triggers, visitors));
  const begun = await beginExecutions(tx, {
    services,
    organisationId,
    starts: starts.flatMap((start) => (start instanceof AppError ? [] : start)),
  });
  const ids = new Map(begun.map((one) => [keyOf(one), one.id]));
  const before = starts.flatMap((start) =>
    start instanceof AppError || ids.has(keyOf(start)) ? [] : start,
  );
  for (const one of await readBegun(tx, before)) ids.set(keyOf(one), one.id);
  return starts.map((start) => (start instanceof AppError ? start : ids.get(keyOf(start))!));
}

const keyOf = ({ workflowId, cause }: Pick<Start, 'workflowId' | 'cause'>) =>
  `${workflowId} ${cause}`;

function prepare(
  { workflowId, cause, sessionId, eventOf }: StartRequest,
  triggers: Map<string, Trigger>,
  visitors: Map<string, string>,
): Start | AppError {
  try {
    const trigger = triggers.get(workflowId);
    if (!trigger)
      throw new AppError('conflict', 'The workflow is switched off: activate it first.');
    const event = eventOf(trigger);
    const about = sessionId === undefined ? null : visitors.get(sessionId);
    if (about === undefined)
      throw new AppError('invalid-request', 'There is no conversation with this sessionId.');
    return {
      workflowId,
      version: trigger.version,
      cause,
      event,
      sessionId: sessionId ?? null,
      externalUserId: about,
    };
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function readTriggers(tx: Transaction, requests: StartRequest[]) {
  const ids = unique(requests.map(({ workflowId }) => workflowId));
  const { rows } = await tx.execute<
    Trigger & { id: string; now: string } & Record<string, unknown>
  >(sql`
    select id, active_version as version, trigger_kind as kind, trigger_config as config, now() as now
    from workflows where id = any (${textArray(ids)}) and active_version is not null`);
  return new Map(rows.map(({ id, now, ...row }) => [id, { ...row, now: new Date(now) }]));
}

async function readVisitors(tx: Transaction, requests: StartRequest[]) {
  const ids = unique(requests.flatMap(({ sessionId }) => sessionId ?? []));
  if (ids.length === 0) return new Map<string, string>();
  const { rows } = await tx.execute<{ id: string; visitor: string }>(sql`
    select id, external_user_id as visitor from conversation_sessions
    where id = any (${textArray(ids)})`);
  return new Map(rows.map(({ id, visitor }) => [id, visitor]));
}

/** The executions that the same causes began before. */
async function readBegun(tx: Transaction, starts: Start[]): Promise<Begun[]> {
  if (starts.length === 0) return [];
  const { rows } = await tx.execute<Begun & Record<string, unknown>>(sql`
    select e.id, e.workflow_id as "workflowId", e.cause
    from ${records(starts, { workflowId: 'text', cause: 'text' })}
    join workflow_executions e on e.workflow_id = rows."workflowId" and e.cause = rows.cause`);
  return rows;
}

const unique = (texts: string[]) => [...new Set(texts)];
