import { type DomainEvent, domainEvents as schemas } from '@echoai/contract';
import type { Transaction } from '../platform/database/database.ts';
import { domainEvents } from '../platform/database/schema.ts';
import type { Understanding } from '../understanding/understandMessage.ts';

/** Commits domain events with the data that they tell of, in the order given. */
export async function storeEvents(
  tx: Transaction,
  organisationId: string,
  events: DomainEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.insert(domainEvents).values(
    events.map((event) => ({
      organisationId,
      type: event.type,
      payload: payloadOf(event),
    })),
  );
}

/** What the event's row holds. @throws when it is not as the contract says */
export function payloadOf({ type, payload }: DomainEvent): object {
  return schemas[type].parse(payload);
}

/** A visitor's message, with what was read of it. */
export function receivedEvent({
  labels: { sentiment, intent, intentConfidence },
  ...about
}: {
  sessionId: string;
  chatbotId: string;
  messageId: string;
  labels: Understanding;
}): DomainEvent {
  return {
    type: 'message.received',
    payload: { ...about, sentiment, intent, intentConfidence },
  };
}
