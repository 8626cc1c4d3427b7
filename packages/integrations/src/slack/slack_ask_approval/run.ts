import { inMilliseconds } from '@echoai/automation/duration';
import { defineRun } from '../../action.ts';
import { actionIds } from '../events.ts';
import { post } from '../post.ts';
import { definition } from './definition.ts';

export const run = defineRun(definition, async ({ config, ...input }) => {
  const { to, question, timeout, inThread, verifies } = config;
  const value = input.effectId;
  await post(input, {
    to,
    text: question,
    buttons: [
      { actionId: actionIds.approve, label: 'Approve', value, style: 'primary' },
      { actionId: actionIds.decline, label: 'Decline', value, style: 'danger' },
    ],
    inThread,
    verifies,
  });
  return { output: {}, waitsForDecisionMs: inMilliseconds(timeout) };
});
