import { isUnavailable } from '../platform/database/unavailable.ts';
import type { Services } from './actions/action.ts';
import type { Runner } from './advance/runner.ts';
import { withoutAdvancing } from './beginExecutions.ts';
import { followCandidates } from './candidate/followCandidates.ts';
import { dispatchEvents, skipEvent } from './dispatch/dispatchEvents.ts';
import { createTriggerPolling } from './pollTriggers.ts';
import { startIdle } from './startIdle.ts';
import { renewLeases, sweep, sweepLost } from './sweep.ts';
import { yieldToOthers } from './yieldToOthers.ts';

/** Events that one transaction reads. */
const eventsAtOnce = 500;
/** Milliseconds until a reader looks again for events that a running transaction holds back. */
const behindMs = 50;
/** Milliseconds from one reading to the next, so that a busy conversation is read in pieces. */
const gapMs = 40;
const sweepMs = 1_000;
const candidateMs = 1_000;
const leaseMs = 4_000;
const lostMs = 10_000;
const idleMs = 5_000;
const pollMs = 1_000;

/** What every process does all the time beside its jobs. */
export function createLoops({ services, runner }: { services: Services; runner: Runner }) {
  const { database, engine, log } = services;
  const timers = new Map<string, NodeJS.Timeout>();
  let isStopped = false;
  let dispatching: Promise<void> | null = null;
  let isWoken = false;
  const polling = createTriggerPolling(services);
  const beginOnly = withoutAdvancing(services);
  let limit = eventsAtOnce;

  const dispatchAll = async () => {
    while (isWoken && !isStopped) {
      isWoken = false;
      await yieldToOthers();
      const beganAt = performance.now();
      try {
        const { isMore, isBehind } = await database.asPlatform((tx) =>
          // Where one failed, what its workflows did may be at fault: they begin, and act later.
          dispatchEvents(tx, { services: limit === 1 ? beginOnly : services, limit }),
        );
        limit = eventsAtOnce;
        if (isMore) isWoken = true;
        else if (isBehind) later(behindMs);
        if (!isMore && isWoken) await pause(gapMs - (performance.now() - beganAt));
      } catch (err) {
        await onFailure(err);
      }
    }
  };
  // One event that cannot be dispatched must not hold up all that come after it.
  const onFailure = async (err: unknown) => {
    if (isUnavailable(err)) {
      log.warn({ err }, 'events are dispatched when the database can be reached');
      later(sweepMs);
      return;
    }
    log.error({ err, limit }, 'events could not be dispatched');
    if (limit === 1) {
      const skipped = await database.asPlatform(skipEvent).catch(() => null);
      if (skipped) log.error({ eventId: skipped.id, type: skipped.type }, 'an event was skipped');
    }
    limit = limit === 1 ? eventsAtOnce : 1;
    later(sweepMs);
  };
  const later = (ms: number) => setTimeout(wakeDispatcher, ms).unref();
  const wakeDispatcher = () => {
    isWoken = true;
    dispatching ??= dispatchAll().finally(() => {
      dispatching = null;
      if (isWoken && !isStopped) wakeDispatcher();
    });
  };

  /** Calls `work` again and again, with a pause between, whether it fails or not. */
  const every = (ms: number, what: string, work: () => Promise<unknown>) => {
    const timer = setTimeout(async () => {
      await work().catch((err) => log.error({ err }, what));
      if (!isStopped) every(ms, what, work);
    }, ms);
    timers.set(what, timer.unref());
  };
  return {
    wakeDispatcher,
    start() {
      wakeDispatcher();
      every(sweepMs, 'what time brings failed', async () => {
        while (!isStopped && (await database.asPlatform((tx) => sweep(tx, { engine, runner }))))
          await yieldToOthers();
      });
      every(candidateMs, 'candidate versions could not be followed', () =>
        followCandidates({ database, log, isStopped: () => isStopped }),
      );
      every(leaseMs, 'leases could not be renewed', async () => {
        for (const id of await renewLeases(database, runner)) runner.abort(id);
      });
      every(idleMs, 'silent conversations could not be found', async () => {
        while (!isStopped && (await database.asPlatform((tx) => startIdle(tx, engine))))
          await yieldToOthers();
      });
      every(pollMs, 'triggers that are due could not be found', polling.look);
      every(lostMs, 'lost turns could not be found', () =>
        database.asPlatform((tx) => sweepLost(tx, engine)),
      );
    },
    async stop(): Promise<void> {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all([dispatching, polling.stop()]);
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
