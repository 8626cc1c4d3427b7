import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { records } from '../platform/database/sqlValues.ts';
import { newId } from '../platform/newId.ts';

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

/**
 * Stores executions that begin, in the order given, within the transaction of `withOrganisation`;
 * somebody has to give them a turn.
 * @returns their ids by cause and workflow; those that had begun before are left out
 */
export async function startExecutions(
  tx: Transaction,
  { organisationId, starts }: { organisationId: string; starts: Start[] },
): Promise<{ id: string; workflowId: string; cause: string }[]> {
  if (starts.length === 0) return [];
  const rows = starts.map((start, position) => ({ ...start, id: newId('exe'), position }));
  const { rows: begun } = await tx.execute<{ id: string; workflowId: string; cause: string }>(sql`
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
