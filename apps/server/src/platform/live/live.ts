import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';

/** Wakes whoever reads domain events; what happened they read themselves, with `readEvents`. */
export interface Live {
  start(): Promise<void>;
  /** Stops listening and ends what runs until `stopping`. */
  stop(): Promise<void>;
  /**
   * Calls `wake` soon after events were stored by any process, and every five seconds. It is woken
   * at least once after each commit, and once for many.
   * @returns unsubscribes
   */
  onEvents(wake: () => void): () => void;
  /** Aborted when the process stops: open streams end then. */
  readonly stopping: AbortSignal;
}

/** Milliseconds between two wakes: a burst of commits is read once. */
const pauseMs = 15;
/** Milliseconds after which everybody looks by themselves, should a notification be lost. */
const safetyMs = 5_000;

export function createLive({ database, log }: { database: Database; log: Log }): Live {
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  let unlisten: (() => Promise<void>) | undefined;
  let waking: NodeJS.Timeout | undefined;
  let safety: NodeJS.Timeout | undefined;

  let wokenAt = 0;

  const wakeAll = () => {
    waking = undefined;
    wokenAt = performance.now();
    for (const wake of [...listeners]) {
      try {
        wake();
      } catch (err) {
        log.error({ err }, 'a listener to domain events failed');
      }
    }
  };
  const wakeSoon = () => {
    // The first of a burst at once, the others together.
    waking ??= setTimeout(wakeAll, Math.max(0, wokenAt + pauseMs - performance.now()));
  };
  return {
    async start() {
      unlisten = await database.listen({
        channel: 'domain_events',
        wake: wakeSoon,
        onTrouble: (err) => log.warn({ err }, 'the connection that listens to events broke'),
      });
      safety = setInterval(wakeSoon, safetyMs);
      safety.unref();
    },
    async stop() {
      stopping.abort();
      clearInterval(safety);
      clearTimeout(waking);
      await unlisten?.();
      unlisten = undefined;
    },
    onEvents(wake) {
      // Its own function, so that one subscribed twice is unsubscribed once.
      const listener = () => wake();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stopping: stopping.signal,
  };
}
