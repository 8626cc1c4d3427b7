import { yieldToOthers } from './yieldToOthers.ts';

/** Items of a key that wait for the work in progress are worked on together next. */
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
    for (;;) {
      const queue = waiting.get(key)!;
      if (queue.length === 0) break;
      await workOn(key, queue.splice(0, atOnce));
      await yieldToOthers();
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
