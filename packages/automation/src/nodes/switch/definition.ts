import { z } from 'zod';
import { comparisonsOf, conditionGroup } from '../../conditions/index.ts';
import { defineNode } from '../../definition.ts';
import { haveOwnIds, outcomeId, ownIds, word } from '../../fields/common.ts';
import { object, text } from '../../valueTypes.ts';

const way = z.object({
  title: word({ title: 'Name' }),
  id: outcomeId,
  condition: conditionGroup,
});

export const definition = defineNode({
  kind: 'switch',
  type: 'condition',
  title: 'Switch',
  description: 'Takes the first way whose condition holds.',
  icon: 'list-tree',
  config: z.object({
    cases: z.array(way).min(1).max(20).refine(haveOwnIds, ownIds).meta({ title: 'Ways' }),
  }),
  example: {
    cases: [
      {
        id: 'germany',
        title: 'Germany',
        condition: {
          match: 'all',
          rules: [
            { field: 'steps.ask_country.answer', operator: 'one_of', value: ['de', 'Germany'] },
          ],
        },
      },
    ],
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  givesOwnValues: true,
  outcomes: ({ cases }) => [
    ...cases.map(({ id, title }) => ({ id, title, isOptional: true })),
    { id: 'else', title: 'Otherwise', isOptional: true },
  ],
  output: () => object({ way: text }),
  comparisons: ({ cases }, outcome) => {
    const position = cases.findIndex(({ id }) => id === outcome);
    const before = position < 0 ? cases : cases.slice(0, position);
    return [
      ...(position < 0 ? [] : comparisonsOf(cases[position]!.condition, true)),
      ...before.flatMap(({ condition }) => comparisonsOf(condition, false)),
    ];
  },
});
