import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { newId } from '../platform/newId.ts';

/** What becomes of a notice whose cause was told before. */
const whenAgain = {
  /** It is told once, however often somebody tries to. */
  nothing: sql`do nothing`,
  /** A repetition is counted. */
  counted: sql`do update set count = notifications.count + 1, last_at = now(),
    execution_id = excluded.execution_id`,
  /** It is news again: what it was read for was over. */
  unread: sql`do update set count = notifications.count + 1, last_at = now(),
    text = excluded.text, read_at = null`,
};

/**
 * A notice in the dashboard, one for each cause. Runs inside `withOrganisation`.
 * @param executionId and `workflowId` are where it leads to
 */
export async function tellTeam(
  tx: Transaction,
  {
    organisationId,
    cause,
    title,
    text,
    executionId = null,
    workflowId = null,
    again = 'nothing',
  }: {
    organisationId: string;
    cause: string;
    title: string;
    text: string;
    executionId?: string | null;
    workflowId?: string | null;
    again?: keyof typeof whenAgain;
  },
): Promise<void> {
  await tx.execute(sql`
    insert into notifications (id, organisation_id, title, text, execution_id, workflow_id, cause)
    values (${newId('ntf')}, ${organisationId}, ${title}, ${text}, ${executionId}, ${workflowId},
      ${cause})
    on conflict (organisation_id, cause) ${whenAgain[again]}`);
}
