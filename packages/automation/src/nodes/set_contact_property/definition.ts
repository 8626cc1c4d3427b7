import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { jsonTemplate } from '../../fields/template.ts';

export const definition = defineNode({
  kind: 'set_contact_property',
  type: 'action',
  title: 'Set contact property',
  description: 'Stores a value with the visitor, under a name of its own.',
  icon: 'user-cog',
  config: z.object({
    name: z
      .string()
      .regex(
        /^[a-z][a-z0-9_]{0,59}$/,
        'must be of small letters, digits and underscores, and begin with a letter',
      )
      .meta({ title: 'Property', placeholder: 'plan' }),
    value: jsonTemplate({ title: 'Value', max: 2_000 }),
    ...ofActions,
  }),
  example: { name: 'last_order', value: '{{ steps.order.body.id }}' },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  changes: ['visitor'],
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, {}),
});
