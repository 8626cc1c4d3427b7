import { z } from 'zod';
import { comparisonsOf, conditionGroup } from '../../conditions/index.ts';
import { defineNode } from '../../definition.ts';
import { boolean, object } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'if',
  type: 'condition',
  title: 'If',
  description: 'Takes one way when a condition holds, and another when not.',
  icon: 'split',
  config: z.object({ condition: conditionGroup }),
  example: {
    condition: {
      match: 'all',
      rules: [{ field: 'conversation.sentiment', operator: 'less', value: -0.4 }],
    },
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  givesOwnValues: true,
  outcomes: () => [
    { id: 'true', title: 'Yes', isOptional: true },
    { id: 'false', title: 'No', isOptional: true },
  ],
  output: () => object({ result: boolean }),
  comparisons: ({ condition }, outcome) => comparisonsOf(condition, outcome === 'true'),
});
