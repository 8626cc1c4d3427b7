import DataLoader from 'dataloader';
import type { Transaction } from '../../platform/database/database.ts';
import type { Action, Input, Performed } from '../actions/action.ts';

export type PerformInside = (action: Action, input: Input) => Promise<Performed>;

/**
 * Performs nodes within a transaction. Where an action can act for many executions at once, those
 * that come to it within one turn of the event loop, as executions do that advance side by side,
 * share a statement.
 */
export function createPerformInside(tx: Transaction): PerformInside {
  const loaders = new Map<Action, DataLoader<Input, Performed>>();
  const loaderOf = (action: Action) => {
    const loader = new DataLoader<Input, Performed>(
      (inputs) => action.insideTogether!(tx, inputs),
      { cache: false, batchScheduleFn: (dispatch) => setImmediate(dispatch) },
    );
    loaders.set(action, loader);
    return loader;
  };
  return (action, input) =>
    action.inside
      ? action.inside(tx, input)
      : (loaders.get(action) ?? loaderOf(action)).load(input);
}
