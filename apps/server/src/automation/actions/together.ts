import type { Transaction } from '../../platform/database/database.ts';
import type { Action, Input, Performed } from './action.ts';

/**
 * An action for many executions at once, in three parts, so that one's fault is one's own: `want`
 * says what is wanted of each, `perform` does it for all, `conclude` says what that means.
 * What `want` and `conclude` throw is the error of one execution; what `perform` throws is all's.
 */
export function together<Config, Wanted, Result>({
  want,
  perform,
  conclude,
}: {
  want(input: Input<Config>): Wanted;
  perform(tx: Transaction, wanted: Wanted[]): Promise<Result[]>;
  conclude(result: Result, wanted: Wanted): Performed;
}): NonNullable<Action<Config>['insideTogether']> {
  return async (tx, inputs) => {
    const asked = inputs.map((input) => attempt(() => ({ wanted: want(input) })));
    const wanted = asked.flatMap((one) => (one instanceof Error ? [] : [one.wanted]));
    const results = wanted.length > 0 ? await perform(tx, wanted) : [];
    let next = 0;
    return asked.map((one) => {
      if (one instanceof Error) return one;
      const result = results[next++]!;
      return attempt(() => conclude(result, one.wanted));
    });
  };
}

function attempt<Value>(work: () => Value): Value | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
