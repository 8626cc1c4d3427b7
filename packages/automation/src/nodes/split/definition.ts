import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { haveOwnIds, outcomeId, ownIds, word } from '../../fields/common.ts';
import { object, text } from '../../valueTypes.ts';

const part = z.object({
  title: word({ title: 'Name' }),
  id: outcomeId,
  percentage: z.number().min(0).max(100).meta({ title: 'Per cent' }),
});

export const definition = defineNode({
  kind: 'split',
  type: 'condition',
  title: 'Split',
  description: 'Divides visitors by percentages; the same visitor always takes the same way.',
  icon: 'percent',
  config: z.object({
    parts: z
      .array(part)
      .min(2)
      .max(10)
      .refine(haveOwnIds, ownIds)
      .refine((parts) => Math.abs(sumOf(parts) - 100) < 1e-6, {
        message: 'must make 100 % together',
      })
      .meta({ title: 'Ways', control: 'percentages' }),
  }),
  example: {
    parts: [
      { id: 'a', title: 'A', percentage: 50 },
      { id: 'b', title: 'B', percentage: 50 },
    ],
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  givesOwnValues: true,
  outcomes: ({ parts }) => parts.map(({ id, title }) => ({ id, title, isOptional: true })),
  output: () => object({ way: text }),
});

function sumOf(parts: { percentage: number }[]): number {
  return parts.reduce((sum, { percentage }) => sum + percentage, 0);
}
