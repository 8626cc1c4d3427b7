import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { template } from '../../fields/template.ts';

export const definition = defineNode({
  kind: 'hand_over',
  type: 'action',
  title: 'Hand over',
  description: 'Gives the conversation to the team; the bot is silent from then on.',
  icon: 'headset',
  config: z.object({
    message: template({
      title: 'Message to the visitor',
      placeholder: 'I am getting somebody for you.',
      isOptional: true,
    }).optional(),
    note: template({ title: 'Note for the team', isOptional: true, isForTeam: true }).optional(),
    ...ofActions,
  }),
  example: { message: 'I am getting somebody for you.' },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, {}),
});
