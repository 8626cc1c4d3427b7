import type { Database } from '../../platform/database/database.ts';
import type { Live } from '../../platform/live/live.ts';
import {
  type EventPosition,
  readEventPosition,
  readEvents,
} from '../../platform/live/readEvents.ts';
import type { Log } from '../../platform/log.ts';

/** Wakes those who watch a conversation when something happens in it. */
export interface SessionWatch {
  /** From when it resolves on, `wake` is called for every event of the session. @returns ends it */
  watch(sessionId: string, wake: () => void): Promise<() => void>;
}

const batch = 500;
/** Milliseconds until it looks again for events that an older transaction holds back. */
const impatienceMs = 50;

/**
 * One reader of events for all streams of this process: with a reader each, every event would cost
 * a query for every visitor who is there. It sees ids only, of all organisations; what happened the
 * streams read themselves, each in its own organisation.
 */
export function watchSessions({
  database,
  live,
  log,
}: {
  database: Database;
  live: Live;
  log: Log;
}): SessionWatch {
  const watchers = new Map<string, Set<() => void>>();
  let reader: { after: EventPosition; stop: () => void } | null = null;
  let starting: Promise<void> | null = null;
  let reading = false;
  let again = false;

  async function start(): Promise<void> {
    const after = await database.asPlatform(readEventPosition);
    reader = { after, stop: live.onEvents(() => void read()) };
  }

  async function read(): Promise<void> {
    again = true;
    if (reading) return;
    reading = true;
    while (again && reader) {
      again = false;
      try {
        await readOnce(reader);
      } catch (err) {
        log.warn({ err }, 'events could not be read; they are at the next wake'); // 5 s at most
      }
    }
    reading = false;
  }

  async function readOnce(current: { after: EventPosition }): Promise<void> {
    const { after } = current;
    const { events, isBehind } = await database.asPlatform((tx) =>
      readEvents(tx, { after, limit: batch }),
    );
    const last = events.at(-1);
    if (last) current.after = last;
    const ids = new Set(events.map(({ payload }) => (payload as { sessionId?: string }).sessionId));
    for (const id of ids) for (const wake of watchers.get(id ?? '') ?? []) wake();
    if (events.length === batch) again = true;
    else if (isBehind) setTimeout(() => void read(), impatienceMs).unref();
  }

  return {
    async watch(sessionId, wake) {
      const ofSession = watchers.get(sessionId) ?? new Set();
      watchers.set(sessionId, ofSession.add(wake));
      const end = () => {
        ofSession.delete(wake);
        if (ofSession.size === 0) watchers.delete(sessionId);
        if (watchers.size > 0) return;
        reader?.stop();
        reader = null;
        starting = null;
      };
      starting ??= start();
      try {
        await starting;
      } catch (error) {
        starting = null;
        end();
        throw error;
      }
      return end;
    },
  };
}
