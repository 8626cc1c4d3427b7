import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { haveOwnIds, outcomeId, ownIds, word } from '../../fields/common.ts';
import { variable } from '../../fields/template.ts';
import { number, object, text } from '../../valueTypes.ts';

const band = z
  .object({
    id: outcomeId,
    title: word({ title: 'Name' }),
    from: z.number().optional().meta({ title: 'From', description: 'Belongs to the band.' }),
    to: z.number().optional().meta({ title: 'To', description: 'Belongs to the next band.' }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    message: 'must be above the beginning',
    path: ['to'],
  });

export const definition = defineNode({
  kind: 'threshold',
  type: 'condition',
  title: 'Threshold',
  description: 'Takes the way of the band that a number falls into.',
  icon: 'gauge',
  config: z.object({
    value: variable({ title: 'Number', placeholder: 'conversation.sentiment' }),
    bands: z.array(band).min(1).max(10).refine(haveOwnIds, ownIds).meta({ title: 'Bands' }),
  }),
  example: {
    value: 'steps.order.body.total',
    bands: [
      { id: 'small', title: 'Small', to: 100 },
      { id: 'large', title: 'Large', from: 100 },
    ],
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: ({ bands }) => [
    ...bands.map(({ id, title }) => ({ id, title, isOptional: true })),
    { id: 'other', title: 'In no band', isOptional: true },
  ],
  output: () => object({ value: number, band: text }),
});
