import { setIdClock } from '../newId.ts';
import type { Database } from './database.ts';

const everyMs = 30_000;

/**
 * Has new ids made by the database's clock: several processes with clocks of their own then agree on
 * which of two rows is newer. Looks again and again, since clocks jump.
 * @returns stops it
 */
export async function followDatabaseClock(database: Database): Promise<() => void> {
  const look = async () => setIdClock(await measure(database));
  await look();
  // While the database is away, what was measured before is the best that there is.
  const timer = setInterval(() => void look().catch(() => {}), everyMs).unref();
  return () => clearInterval(timer);
}

/** Milliseconds by which the database's clock is ahead of this process's. */
async function measure(database: Database): Promise<number> {
  return database.asPlatform(async (tx) => {
    await tx.execute('select 1'); // the transaction is open: only the answer's way counts
    const before = Date.now();
    const { rows } = await tx.execute<{ now: number }>(
      'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
    );
    return Math.round(rows[0]!.now - (before + Date.now()) / 2);
  });
}
