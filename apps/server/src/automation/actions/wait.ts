import { definition } from '@echoai/automation/nodes/wait/definition';
import { resumeAt } from '@echoai/automation/nodes/wait/resumeAt';
import { ActionError, defineAction } from './action.ts';

export const action = defineAction(definition, {
  async inside(_tx, { config, step }) {
    const until = resumeAt(config.until, step.now, step.timeZone);
    if (until) return { until, for: 'time' };
    throw new ActionError('The business never opens by these hours.', { isPermanent: true });
  },
  async resume(_tx, { step }) {
    return { outcome: 'next', output: { resumedAt: step.now.toISOString() } };
  },
});
