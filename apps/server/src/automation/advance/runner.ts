import { randomUUID } from 'node:crypto';
import { isUnavailable } from '../../platform/database/unavailable.ts';

/** Effects outside that a process performs at a time, in all and of one organisation. */
const maxAtOnce = 64;
const maxOfOne = 16;

/** What one process performs outside, so that nobody waits for the slow effects of another. */
export interface Runner {
  /** Names the process in the leases. */
  readonly id: string;
  /** Executions that are performed now. */
  readonly running: ReadonlySet<string>;
  /** Takes what is free for an organisation. @returns how many */
  takeSlots(organisationId: string): number;
  giveBack(organisationId: string, count: number): void;
  /** Performs on a slot that was taken, gives it back, and stores what came of it. Never throws. */
  run<Result>(work: {
    executionId: string;
    organisationId: string;
    perform: (signal: AbortSignal) => Promise<Result>;
    store: (result: Result) => Promise<void>;
  }): Promise<void>;
  /** Cancels what is performed. */
  abort(executionId: string): void;
  /** Waits for what runs, for so long; then lets it be taken over. */
  stop(timeoutMs: number): Promise<void>;
}

export function createRunner({ onError }: { onError: (error: unknown) => void }): Runner {
  const taken = new Map<string, number>();
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  let free = maxAtOnce;
  let isStopped = false;
  const giveBack = (organisationId: string, count: number) => {
    free += count;
    const left = (taken.get(organisationId) ?? 0) - count;
    if (left > 0) taken.set(organisationId, left);
    else taken.delete(organisationId);
  };
  return {
    id: randomUUID(),
    get running() {
      return new Set(running.keys());
    },
    takeSlots(organisationId) {
      const own = taken.get(organisationId) ?? 0;
      const count = isStopped ? 0 : Math.max(0, Math.min(free, maxOfOne - own));
      free -= count;
      if (count > 0) taken.set(organisationId, own + count);
      return count;
    },
    giveBack,
    run({ executionId, organisationId, perform, store }) {
      const abort = new AbortController();
      const done = perform(abort.signal)
        .finally(() => giveBack(organisationId, 1))
        .then((result) =>
          again(
            () => store(result),
            () => isStopped,
          ),
        )
        .catch(onError)
        .finally(() => running.delete(executionId));
      running.set(executionId, { abort, done });
      return done;
    },
    abort: (executionId) => running.get(executionId)?.abort.abort(),
    async stop(timeoutMs) {
      isStopped = true;
      const all = Promise.all([...running.values()].map(({ done }) => done));
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, timeoutMs).unref())]);
    },
  };
}

/**
 * What an effect did must not be lost because the database is away: it is stored when the database is
 * back, however long that takes. Any other failure is tried five times.
 */
async function again(work: () => Promise<void>, isStopped: () => boolean): Promise<void> {
  for (let failures = 0; ; ) {
    try {
      return await work();
    } catch (error) {
      const isAway = isUnavailable(error) && !isStopped();
      if (!isAway) failures++;
      if (failures === 5) throw error;
      await pause(isAway ? 1_000 : 100 * 4 ** failures);
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
