import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { byOutcome, failed } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { valueTemplate } from '../../fields/template.ts';
import { any, list, number, object } from '../../valueTypes.ts';

/** Its edge `each` leads into the loop, whose last node leads back to it. */
export const definition = defineNode({
  kind: 'loop',
  type: 'action',
  title: 'For each',
  description: 'Goes through a list, one item at a time.',
  icon: 'repeat',
  config: z.object({
    list: valueTemplate({
      title: 'List',
      placeholder: '{{ steps.orders.body.items }}',
      expects: list(any),
    }),
    maximum: z
      .int()
      .min(1)
      .max(1_000)
      .default(100)
      .meta({ title: 'At most', description: 'A longer list leaves by error.' }),
    ...ofActions,
  }),
  example: { list: '{{ steps.orders.body.items }}', maximum: 50 },
  guarantee: 'exactly-once',
  waits: false,
  counts: true,
  changes: [],
  outcomes: () => [
    { id: 'each', title: 'For each item' },
    { id: 'done', title: 'After the last', isOptional: true },
    failed,
  ],
  output: (_config, outcome) =>
    byOutcome(outcome, {
      each: object({ item: any, index: number }),
      done: object({ count: number }),
    }),
});
