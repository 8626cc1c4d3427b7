import { eq } from 'drizzle-orm';
import type { Database } from '../../platform/database/database.ts';
import { conversationSessions } from '../../platform/database/schema.ts';
import type { Log } from '../../platform/log.ts';
import type { SessionWatch } from './watchSessions.ts';

/** Says when a person takes a conversation over, in whichever process that happens. */
export interface TakeoverWatch {
  /** Aborted once a person answers. */
  signal: AbortSignal;
  stop(): void;
}

/**
 * Watches one conversation while an answer is written for it. Who watches stores nothing without asking
 * the database again: a notification may be late, or lost with its connection.
 */
export function watchTakeover({
  database,
  sessions,
  log,
  organisationId,
  sessionId,
}: {
  database: Database;
  sessions: SessionWatch;
  log: Log;
  organisationId: string;
  sessionId: string;
}): TakeoverWatch {
  const taken = new AbortController();
  const stopped = new AbortController();
  let isLooking = false;
  let again = false;

  async function look(): Promise<void> {
    again = true;
    if (isLooking) return;
    isLooking = true;
    try {
      while (again && !stopped.signal.aborted) {
        again = false;
        const [session] = await database.withOrganisation(organisationId, (tx) =>
          tx
            .select({ answeredBy: conversationSessions.answeredBy })
            .from(conversationSessions)
            .where(eq(conversationSessions.id, sessionId)),
        );
        if (session?.answeredBy === 'person') taken.abort();
      }
    } catch (err) {
      log.warn(
        { err, sessionId },
        'who answers could not be read; it is when the answer is stored',
      );
    } finally {
      isLooking = false;
    }
  }

  sessions
    .watch(sessionId, () => void look())
    .then(
      (unwatch) => {
        stopped.signal.addEventListener('abort', unwatch);
        if (stopped.signal.aborted) unwatch();
        // For what happened before it was watched.
        else void look();
      },
      (err: unknown) => log.warn({ err, sessionId }, 'a conversation could not be watched'),
    );
  return { signal: taken.signal, stop: () => stopped.abort() };
}

/** For an answer that is written at once: only the database is asked, when it is stored. */
export const unwatched: TakeoverWatch = { signal: new AbortController().signal, stop: () => {} };
