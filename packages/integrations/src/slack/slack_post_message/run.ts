import { defineRun } from '../../action.ts';
import { actionIds } from '../events.ts';
import { post } from '../post.ts';
import { definition } from './definition.ts';

export const run = defineRun(definition, async ({ config, ...input }) => {
  const { to, text, inThread, verifies } = config;
  const buttons = config.buttons.map(({ label, id }, place) => ({
    actionId: `${actionIds.button}_${place}`,
    label,
    value: id,
  }));
  const { channel, ts } = await post(input, { to, text, buttons, inThread, verifies });
  return { output: { channel, ts } };
});
