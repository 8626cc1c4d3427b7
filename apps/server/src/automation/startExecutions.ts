import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { records } from '../platform/database/sqlValues.ts';
import { newId } from '../platform/newId.ts';
import type { Engine } from './engine/engine.ts';

/** An execution that is to begin. */
export interface Start {
  workflowId: string;
  version: number;
  /** What starts it; a workflow is started by the same cause once. */
  cause: string;
  /** What the trigger gives: JSON. */
  event: object;
  sessionId?: string | null;
  externalUserId?: string | null;
  /** How many workflows started one another before. */
  depth?: number;
}

/** An execution that began, and why. */
export interface Begun {
  id: string;
  workflowId: string;
  cause: string;
}

/**
 * Stores executions that begin, in the order given, within the transaction of `withOrganisation`;
 * somebody has to give them a turn.
 * @returns their ids by cause and workflow; those that had begun before are left out
 */
export async function startExecutions(
  tx: Transaction,
  { organisationId, starts }: { organisationId: string; starts: Start[] },
): Promise<Begun[]> {
  if (starts.length === 0) return [];
  const rows = starts.map((start, position) => ({ ...start, id: newId('exe'), position }));
  const { rows: begun } = await tx.execute<Begun & Record<string, unknown>>(sql`
    insert into workflow_executions
      (id, organisation_id, workflow_id, version, cause, event, session_id, external_user_id, depth)
    select id, ${organisationId}, "workflowId", version, cause, event, "sessionId",
      "externalUserId", coalesce(depth, 0)
    from ${records(rows, {
      id: 'text',
      position: 'int',
      workflowId: 'text',
      version: 'int',
      cause: 'text',
      event: 'jsonb',
      sessionId: 'text',
      externalUserId: 'text',
      depth: 'int',
    })}
    order by position
    on conflict (workflow_id, cause) do nothing
    returning id, workflow_id as "workflowId", cause`);
  return begun;
}

/**
 * Starts executions that advance in turns of their own.
 * @returns those that begin now, like `startExecutions`
 */
export async function startLater(
  tx: Transaction,
  { engine, organisationId, starts }: { engine: Engine; organisationId: string; starts: Start[] },
): Promise<Begun[]> {
  const begun = await startExecutions(tx, { organisationId, starts });
  const executionIds = begun.map(({ id }) => id);
  if (executionIds.length > 0) await engine.enqueue(tx, { organisationId, executionIds });
  return begun;
}
