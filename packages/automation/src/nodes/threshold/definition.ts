import { z } from 'zod';
import { type Comparison, defineNode } from '../../definition.ts';
import { haveOwnIds, outcomeId, ownIds, word } from '../../fields/common.ts';
import { variable } from '../../fields/template.ts';
import { number, object, text } from '../../valueTypes.ts';

const band = z
  .object({
    title: word({ title: 'Name' }),
    id: outcomeId,
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
    value: variable({ title: 'Number', placeholder: 'conversation.sentiment', expects: number }),
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
  comparisons: ({ value: path, bands }, outcome) => {
    const position = bands.findIndex(({ id }) => id === outcome);
    const before = position < 0 ? bands : bands.slice(0, position);
    return [
      ...sidesOf(path, bands[position]),
      ...before.flatMap((band) => notIn(sidesOf(path, band))),
    ];
  },
});

type Band = z.output<typeof band>;

/** What holds of a number within a band. */
function sidesOf(path: string, { from, to }: Partial<Band> = {}): Comparison[] {
  return [
    ...(from === undefined
      ? []
      : [{ path, operator: 'greater_or_equal', value: from, truth: true } as const]),
    ...(to === undefined ? [] : [{ path, operator: 'less', value: to, truth: true } as const]),
  ];
}

/** Of a number outside a band with two ends nothing is known by either of them. */
function notIn(sides: Comparison[]): Comparison[] {
  return sides.length === 1 ? sides.map((side) => ({ ...side, truth: false })) : [];
}
