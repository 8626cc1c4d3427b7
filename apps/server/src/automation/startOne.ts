import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Engine } from './engine/engine.ts';
import { type Start, startExecutions } from './startExecutions.ts';

/**
 * Begins one execution, about a conversation if one is named.
 * @returns its id, or that of the execution which the same cause began before
 * @throws {AppError} `invalid-request` for a conversation that is not there
 */
export async function startOne(
  tx: Transaction,
  {
    engine,
    organisationId,
    start,
    sessionId,
  }: { engine: Engine; organisationId: string; start: Start; sessionId: string | undefined },
): Promise<string> {
  const about = sessionId === undefined ? {} : await readConversation(tx, sessionId);
  const [begun] = await startExecutions(tx, {
    engine,
    organisationId,
    starts: [{ ...start, ...about }],
  });
  if (begun) return begun.id;
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from workflow_executions
    where workflow_id = ${start.workflowId} and cause = ${start.cause}`);
  return rows[0]!.id;
}

async function readConversation(tx: Transaction, id: string) {
  const { rows } = await tx.execute<{ sessionId: string; externalUserId: string }>(sql`
    select id as "sessionId", external_user_id as "externalUserId"
    from conversation_sessions where id = ${id}`);
  if (!rows[0])
    throw new AppError('invalid-request', 'There is no conversation with this sessionId.');
  return rows[0];
}
