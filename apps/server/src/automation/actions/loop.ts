import { definition } from '@echoai/automation/nodes/loop/definition';
import { ActionError, defineAction } from './action.ts';

/** Knows where it is by what it gave the last time: an item, or the count at the end. */
export const action = defineAction(definition, {
  async inside(_tx, { config, step: { previous } }) {
    const list: unknown = config.list;
    if (!Array.isArray(list)) throw permanent('What it goes through is no list.');
    if (list.length > config.maximum)
      throw permanent(`The list has ${list.length} items, and ${config.maximum} are the most.`);
    const { index: last } = (previous ?? {}) as { index?: number };
    const index = last === undefined ? 0 : last + 1;
    if (index >= list.length) return { outcome: 'done', output: { count: list.length } };
    return { outcome: 'each', output: { item: list[index], index } };
  },
});

const permanent = (message: string) => new ActionError(message, { isPermanent: true });
