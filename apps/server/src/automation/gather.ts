import { yieldToOthers } from './yieldToOthers.ts';

/** After as many items the next are waited for, since they are on their way. */
const manyItems = 8;
const waitMs = 10;

/**
 * Items of a key that wait for the work in progress are worked on together next. Where many came
 * together, those who sent them send the next ones when they have their answers: so half as many
 * are waited for, some milliseconds at most, or the first of them would be worked on alone.
 */
export function createGather<Item, Result>(
  work: (key: string, items: Item[]) => Promise<(Result | Error)[]>,
  { atOnce }: { atOnce: number },
): (key: string, item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    resolve: (result: Result) => void;
    reject: (error: unknown) => void;
  }
  const waiting = new Map<string, Waiting[]>();

  const settle = ({ resolve, reject }: Waiting, result: Result | Error) =>
    result instanceof Error ? reject(result) : resolve(result);

  /** Those that fail together are tried alone, so that each has its own error. */
  const workOn = async (key: string, batch: Waiting[]) => {
    try {
      const results = await work(
        key,
        batch.map(({ item }) => item),
      );
      for (const [index, one] of batch.entries()) settle(one, results[index]!);
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else for (const one of batch) await workOn(key, [one]);
    }
  };

  const workOff = async (key: string) => {
    const queue = waiting.get(key)!;
    while (queue.length > 0) {
      const batch = queue.splice(0, atOnce);
      await workOn(key, batch);
      await yieldToOthers();
      if (batch.length < manyItems) continue;
      const until = performance.now() + waitMs;
      while (queue.length < batch.length / 2 && performance.now() < until) await pause(1);
    }
    waiting.delete(key);
  };

  return (key, item) =>
    new Promise((resolve, reject) => {
      const queue = waiting.get(key);
      if (queue) queue.push({ item, resolve, reject });
      else {
        waiting.set(key, [{ item, resolve, reject }]);
        // After what came in with it.
        setImmediate(() => void workOff(key));
      }
    });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
