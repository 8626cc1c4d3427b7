import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { JobDefinition } from '../platform/jobs/jobs.ts';
import type { Connections } from './connections.ts';
import type { Services } from './services.ts';

/** Connections that are looked at in one go, and how many of these at a time. */
const batch = 100;
const atOnce = 8;

/**
 * Every minute: connections that were in use lately and whose token ends soon get a new one; those in
 * trouble are asked whether it is over; and those that nobody used for hours whether they still work,
 * which also keeps their grant from ending for want of use. It looks at all organisations at once, so
 * that it costs one query.
 */
export function watchConnections({
  services: { database },
  connections,
}: {
  services: Services;
  connections: Connections;
}): JobDefinition {
  return {
    name: 'watch-connections',
    payload: z.unknown(),
    retryLimit: 0,
    concurrency: 1,
    schedule: '* * * * *',
    async perform(_payload, { signal }) {
      for (;;) {
        const due = await claimDue();
        const queue = due.values();
        const work = async () => {
          for (const one of queue) if (!signal.aborted) await connections.check(one);
        };
        await Promise.all(Array.from({ length: atOnce }, work));
        if (due.length < batch || signal.aborted) return;
      }
    },
  };

  /** They count as probed at once, so that no other process does the same. */
  async function claimDue() {
    const { rows } = await database.asPlatform((tx) =>
      tx.execute<{ organisationId: string; connectionId: string }>(sql`
        with due as (
          (select id, probed_at from connections
           where refresh_token is not null and status <> 'needs-you'
             -- Soon enough for it to be renewed: see freshTokens.ts.
             and expires_at < now() + interval '85 seconds'
             and last_used_at > now() - interval '1 hour'
             and probed_at < now() - interval '50 seconds'
           order by expires_at limit ${batch})
          union
          (select id, probed_at from connections
           where status in ('degraded', 'rate-limited') and probed_at < now() - interval '2 minutes'
           order by probed_at limit ${batch})
          union
          (select id, probed_at from connections
           where status <> 'needs-you' and probed_at < now() - interval '6 hours'
           order by probed_at limit ${batch})
          limit ${batch}
        )
        update connections c set probed_at = now() from due
        -- Who comes second finds another time there.
        where c.id = due.id and c.probed_at = due.probed_at
        returning c.organisation_id as "organisationId", c.id as "connectionId"`),
    );
    return rows;
  }
}
