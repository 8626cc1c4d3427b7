import { type DomainEvent, domainEvents as schemas } from '@echoai/contract';
import type { Transaction } from '../platform/database/database.ts';
import { domainEvents } from '../platform/database/schema.ts';

/** Commits domain events with the data that they tell of, in the order given. */
export async function storeEvents(
  tx: Transaction,
  organisationId: string,
  events: DomainEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.insert(domainEvents).values(
    events.map(({ type, payload }) => ({
      organisationId,
      type,
      payload: schemas[type].parse(payload),
    })),
  );
}
