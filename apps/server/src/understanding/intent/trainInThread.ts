import { Worker } from 'node:worker_threads';
import type { Confusion } from './findConfusions.ts';
import type { IntentExample } from './trainIntents.ts';

/** A trained model as `encodeModel` writes it, with its confusions. */
export interface TrainedBytes {
  model: Uint8Array;
  confusions: Confusion[];
}

const timeLimitMs = 10 * 60_000;

/**
 * `trainIntents` in a thread of its own, which ends with it.
 * @returns null without any example of an intent
 * @throws when the thread fails, takes longer than ten minutes, or `signal` is aborted
 */
export function trainInThread(
  examples: IntentExample[],
  signal: AbortSignal,
): Promise<TrainedBytes | null> {
  const { promise, resolve, reject } = Promise.withResolvers<TrainedBytes | null>();
  const worker = new Worker(new URL('./trainWorker.ts', import.meta.url), { workerData: examples });
  worker.unref();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeLimitMs)]);
  const stop = () => reject(limit.reason);
  limit.addEventListener('abort', stop);
  if (limit.aborted) stop();
  worker.on('message', resolve);
  worker.on('error', reject);
  worker.on('exit', (code) => reject(new Error(`Training ended early (${code}).`)));
  return promise.finally(() => {
    limit.removeEventListener('abort', stop);
    void worker.terminate();
  });
}
