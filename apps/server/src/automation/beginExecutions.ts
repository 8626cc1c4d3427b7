import type { Transaction } from '../platform/database/database.ts';
import type { Services } from './actions/action.ts';
import { advanceBatch } from './advance/advanceBatch.ts';
import { type Start, startExecutions } from './startExecutions.ts';

/** As many executions advance in the transaction that begins them; more have turns of their own. */
const maxAtOnce = 50;

/**
 * Begins executions and, where the engine lets it, advances them in the same transaction: most are
 * over by its end. What is left has a turn.
 */
export async function beginExecutions(
  tx: Transaction,
  {
    services,
    organisationId,
    starts,
  }: { services: Services; organisationId: string; starts: Start[] },
): Promise<void> {
  const { engine } = services;
  const begun = await startExecutions(tx, { organisationId, starts });
  if (begun.length === 0) return;
  const executionIds = begun.map(({ id }) => id);
  if (!engine.advancesAtOnce || begun.length > maxAtOnce)
    return engine.enqueue(tx, { organisationId, executionIds });
  const { isMore, needsOutside } = await advanceBatch(tx, {
    services,
    organisationId,
    limit: maxAtOnce,
    nodesAtOnce: 50,
  });
  if (isMore || needsOutside) await engine.enqueue(tx, { organisationId, executionIds });
}

/** Services with which executions begin but do nothing yet: for when what they did failed. */
export function withoutAdvancing(services: Services): Services {
  return { ...services, engine: { ...services.engine, advancesAtOnce: false } };
}
