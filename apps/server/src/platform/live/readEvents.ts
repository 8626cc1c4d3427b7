import { sql } from 'drizzle-orm';
import type { Transaction } from '../database/database.ts';

/**
 * Where a reader of domain events is. A transaction that began earlier can commit later, so the
 * order is that of transactions, and of ids within one.
 */
export interface EventPosition {
  /** The 64-bit id of a transaction, with the epoch in its upper bits, in decimal. */
  transactionId: string;
  id: number;
}

/** A domain event as stored; who reads it parses `payload` by its type. */
export interface StoredEvent extends EventPosition {
  organisationId: string;
  type: string;
  payload: unknown;
  createdAt: Date;
}

/** The events of the beginning and all that follow. */
export const beginningOfEvents: EventPosition = { transactionId: '0', id: 0 };

/**
 * The events after `after`, in an order to which nothing is ever added before its end: those of
 * transactions older than the oldest one that still runs.
 * @returns `isBehind`: events are committed that an older running transaction holds back. Nobody
 *   announces its end, so look again soon.
 */
export async function readEvents(
  tx: Transaction,
  {
    after,
    organisationId = null,
    sessionId = null,
    limit,
  }: {
    after: EventPosition;
    organisationId?: string | null;
    sessionId?: string | null;
    limit: number;
  },
): Promise<{ events: StoredEvent[]; isBehind: boolean }> {
  const isOurs = organisationId === null ? sql`` : sql`and organisation_id = ${organisationId}`;
  const isIts = sessionId === null ? sql`` : sql`and payload ->> 'sessionId' = ${sessionId}`;
  const { rows } = await tx.execute<Row>(sql`
    select e.transaction_id::text as "transactionId", e.id::text, e.organisation_id as "organisationId",
      e.type, e.payload, e.created_at as "createdAt", horizon."isBehind"
    from (
      -- Not exists, for which all events were read: the planner expects to meet one soon.
      select oldest, (
        select id from domain_events where transaction_id >= oldest ${isOurs} ${isIts}
        order by transaction_id limit 1
      ) is not null as "isBehind"
      from (select event_horizon() as oldest offset 0) snapshot offset 0
    ) horizon
    left join lateral (
      select * from domain_events
      where (transaction_id, id) > (${after.transactionId}::text::xid8, ${after.id}::bigint)
        and transaction_id < horizon.oldest ${isOurs} ${isIts}
      order by transaction_id, id limit ${limit}
    ) e on true
    order by e.transaction_id, e.id`);
  const events = rows
    .filter((row) => row.id !== null)
    .map(({ id, createdAt, isBehind, ...row }) => ({
      ...row,
      id: Number(id),
      createdAt: new Date(createdAt),
    }));
  return { events, isBehind: rows[0]?.isBehind ?? false };
}

/** The position after which comes what is committed from now on, and little of what was before. */
export async function readEventPosition(tx: Transaction): Promise<EventPosition> {
  const { rows } = await tx.execute<{ transactionId: string }>(
    sql`select event_horizon()::text as "transactionId"`,
  );
  return { transactionId: rows[0]!.transactionId, id: 0 };
}

/** The position as an opaque id, for `Last-Event-ID`. */
export function formatPosition({ transactionId, id }: EventPosition): string {
  return `${transactionId}-${id}`;
}

/** @returns null for what `formatPosition` did not make */
export function parsePosition(text: string | undefined): EventPosition | null {
  const [, transactionId, id] = text?.match(/^(\d{1,19})-(\d{1,15})$/) ?? [];
  return transactionId && id ? { transactionId, id: Number(id) } : null;
}

/**
 * Where to go on for one who was at `lastEventId`. Without one: from now on. One that this database has
 * not come to yet was given before a backup was restored; who has it gets everything again.
 */
export async function resumeEvents(
  tx: Transaction,
  lastEventId: string | undefined,
): Promise<EventPosition> {
  const now = await readEventPosition(tx);
  const last = parsePosition(lastEventId);
  if (!last) return now;
  return BigInt(last.transactionId) > BigInt(now.transactionId) ? beginningOfEvents : last;
}

type Row = Record<string, unknown> & {
  transactionId: string;
  id: string | null;
  organisationId: string;
  type: string;
  payload: unknown;
  createdAt: string;
  isBehind: boolean;
};
