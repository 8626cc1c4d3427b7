import { api } from '@echoai/contract';
import type { Database } from '../../platform/database/database.ts';
import type { Implement } from '../../platform/http/api.ts';
import { createLimit } from '../../platform/http/limits.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Log } from '../../platform/log.ts';
import { limitStreams } from './limitStreams.ts';
import { streamSession } from './streamSession.ts';
import type { SessionWatch } from './watchSessions.ts';

/** What comes into a visitor's conversation, as it comes. */
export function addLiveRoutes({
  implement,
  database,
  live,
  sessions,
  log,
  lifeMs = 30 * 60_000,
}: {
  implement: Implement;
  database: Database;
  live: Live;
  sessions: SessionWatch;
  log: Log;
  /** About how long a stream lasts; its reader connects again, and not all of them together. */
  lifeMs?: number;
}): void {
  const limitReads = createLimit({ name: 'visitor-streams', by: 'address', allowance: 60 });
  const takeStream = limitStreams();

  implement(
    api.live.events,
    async ({ visitor, params: { sessionId }, query: { except }, context }) => {
      limitReads.take(visitor.address);
      const onEnd = takeStream(visitor);
      const lastEventId = context.req.header('last-event-id');
      try {
        const body = await streamSession({
          database,
          live,
          sessions,
          log,
          visitor,
          sessionId,
          lastEventId,
          except,
          lifeMs: lifeMs * (0.9 + Math.random() / 5),
          onEnd,
        });
        context.header('content-type', 'text/event-stream');
        context.header('x-accel-buffering', 'no'); // nginx would hold the stream back
        return context.body(body);
      } catch (error) {
        onEnd();
        throw error;
      }
    },
  );
}
