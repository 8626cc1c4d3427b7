import { definition } from '@echoai/automation/nodes/loop/definition';
import { nextItem } from '@echoai/automation/nodes/loop/nextItem';
import { ActionError, defineAction } from './action.ts';

export const action = defineAction(definition, {
  async inside(_tx, { config, step: { previous } }) {
    const next = nextItem(config, previous);
    if ('error' in next) throw new ActionError(next.error, { isPermanent: true });
    // The list is in the log once, not again for each of its items.
    return previous ? { ...next, input: { ...config, list: 'as before' } } : next;
  },
});
