import type { Limit } from '@echoai/integrations/provider';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';

/**
 * How fast requests of a connection go, and whether they go at all: one row that all processes
 * share. Functions run inside `withOrganisation`.
 */

/** Failures in a row after which the breaker opens. */
const failuresToOpen = 5;
/** The breaker stays open for so long at first, twice as long each time, at most so long. */
const openSeconds = 30;
const mostOpenSeconds = 900;
/** While it is half open one request tries; the others stay back for so long. */
const trialSeconds = 35;

export interface Turn {
  /** Milliseconds to wait before sending; in the queue behind the requests before. */
  waitMs: number;
  /** Whether it got no place: the queue is longer than `mostWaitMs`, or the breaker is open. */
  isRefused: 'queue' | 'breaker' | null;
  generation: number;
  status: string;
  /** Of the limit, as the row has it. */
  requests: number;
  failures: number;
  isTrial: boolean;
}

/**
 * Takes the next place in the queue. The rate is that of the generic cell rate algorithm: `burst`
 * at once, the others in even steps, so that no window of the limit's length has more than it allows.
 * @returns null for a connection that is gone
 */
export async function takeTurn(
  tx: Transaction,
  { connectionId, mostWaitMs }: { connectionId: string; mostWaitMs: number },
): Promise<Turn | null> {
  const { rows } = await tx.execute<
    Omit<Turn, 'isRefused'> & Record<string, unknown> & { isRefused: boolean; isOpen: boolean }
  >(sql`
    with clock as (select clock_timestamp() as at),
    before as (
      select f.connection_id, f.failures, clock.at,
        f.open_until > clock.at as "isOpen",
        f.open_until <= clock.at as "isTrial",
        make_interval(secs => f.seconds / greatest(f.requests - f.burst, 1)) as step,
        greatest(f.free_at, clock.at) as free_at,
        f.open_until, f.burst, f.requests
      from connection_flow f, clock where f.connection_id = ${connectionId} for update of f
    ),
    turn as (
      select *, greatest(free_at - (burst - 1) * step - at, interval '0') as wait,
        coalesce("isOpen", false)
          or free_at - (burst - 1) * step - at > make_interval(secs => ${mostWaitMs / 1_000}) as refused
      from before
    ),
    taken as (
      update connection_flow f set
        free_at = case when refused then f.free_at else turn.free_at + step end,
        open_until = case when "isTrial" then at + make_interval(secs => ${trialSeconds})
          else f.open_until end
      from turn where f.connection_id = turn.connection_id
    )
    select
      round(1000 * extract(epoch from case when "isOpen" then open_until - at else wait end))::int
        as "waitMs",
      refused as "isRefused", coalesce("isOpen", false) as "isOpen",
      coalesce("isTrial", false) as "isTrial", failures, requests,
      c.generation, c.status
    from turn join connections c on c.id = turn.connection_id`);
  const [row] = rows;
  if (!row) return null;
  const isRefused = row.isRefused ? (row.isOpen ? 'breaker' : 'queue') : null;
  return { ...row, isRefused };
}

/** Nobody of ours asks before the provider takes requests again. */
export async function holdBack(
  tx: Transaction,
  { connectionId, forMs }: { connectionId: string; forMs: number },
): Promise<void> {
  await tx.execute(sql`
    update connection_flow set free_at = greatest(free_at, clock_timestamp()
      + make_interval(secs => ${forMs / 1_000} + (burst - 1) * seconds / greatest(requests - burst, 1)))
    where connection_id = ${connectionId}`);
}

/** @returns whether the breaker is open now */
export async function noteFailure(tx: Transaction, connectionId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ isOpen: boolean }>(sql`
    update connection_flow set
      failures = failures + 1,
      open_until = case when failures + 1 >= ${failuresToOpen}
        then clock_timestamp() + make_interval(secs =>
          least(${openSeconds} * 2 ^ least(failures + 1 - ${failuresToOpen}, 10), ${mostOpenSeconds}))
        else null end
    where connection_id = ${connectionId} returning open_until is not null as "isOpen"`);
  return rows[0]?.isOpen ?? false;
}

export async function noteSuccess(tx: Transaction, connectionId: string): Promise<void> {
  await tx.execute(sql`
    update connection_flow set failures = 0, open_until = null
    where connection_id = ${connectionId}`);
}

/** @param burst at most; a limit that is smaller than twice that has half of it */
export async function setLimit(
  tx: Transaction,
  { connectionId, limit, burst }: { connectionId: string; limit: Limit; burst: number },
): Promise<void> {
  await tx.execute(sql`
    update connection_flow set requests = ${limit.requests}, seconds = ${limit.seconds},
      burst = ${Math.min(burst, limit.requests / 2)}
    where connection_id = ${connectionId}`);
}
