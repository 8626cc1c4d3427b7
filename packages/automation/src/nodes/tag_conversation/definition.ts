import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { template } from '../../fields/template.ts';
import { list, object, text } from '../../valueTypes.ts';

const tags = (title: string) =>
  z
    .array(template({ title: 'Tag', max: 200 }))
    .max(20)
    .default([])
    .meta({ title, control: 'tags' });

export const definition = defineNode({
  kind: 'tag_conversation',
  type: 'action',
  title: 'Tag conversation',
  description: 'Puts tags on the conversation, or takes them off.',
  icon: 'tag',
  config: z
    .object({ add: tags('Put on'), remove: tags('Take off'), ...ofActions })
    .refine(({ add, remove }) => add.length + remove.length > 0, {
      message: 'must have a tag to put on or to take off',
      path: ['add'],
    }),
  example: { add: ['refund'] },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  changes: ['conversation'],
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ tags: list(text) }) }),
});
