import type { Transaction } from '../platform/database/database.ts';
import type { Services } from './actions/action.ts';
import { advanceBatch, wholeBatch } from './advance/advanceBatch.ts';
import { type Begun, type Start, startExecutions, startLater } from './startExecutions.ts';

/**
 * Begins executions and, where the engine lets it, advances them in the same transaction: most are
 * over by its end. What is left, and where there are many, has turns of its own.
 * @returns those that begin now, like `startExecutions`
 */
export async function beginExecutions(
  tx: Transaction,
  {
    services,
    organisationId,
    starts,
  }: { services: Services; organisationId: string; starts: Start[] },
): Promise<Begun[]> {
  const { engine } = services;
  const many = starts.length > wholeBatch.limit;
  if (!engine.advancesAtOnce || many) return startLater(tx, { engine, organisationId, starts });
  const begun = await startExecutions(tx, { organisationId, starts });
  if (begun.length === 0) return begun;
  const batch = { services, organisationId, ...wholeBatch };
  const { isMore, needsOutside } = await advanceBatch(tx, batch);
  const executionIds = begun.map(({ id }) => id);
  if (isMore || needsOutside) await engine.enqueue(tx, { organisationId, executionIds });
  return begun;
}

/** Services with which executions begin but do nothing yet: for when what they did failed. */
export function withoutAdvancing(services: Services): Services {
  return { ...services, engine: { ...services.engine, advancesAtOnce: false } };
}
