import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofOutsideActions } from '../../fields/retry.ts';
import { template } from '../../fields/template.ts';
import { jsonSchema } from '../../validation.ts';
import { object, text, typeOfJsonSchema } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'ai_prompt',
  type: 'action',
  title: 'Ask the AI',
  description: 'Lets the chat model write a text, or fill in fields.',
  icon: 'sparkles',
  config: z
    .object({
      prompt: template({ title: 'Prompt', max: 8_000, control: 'template-area' }),
      output: z
        .enum(['text', 'structured'])
        .default('text')
        .meta({
          title: 'Result',
          description: 'A text, or fields as a JSON Schema says.',
          choices: { text: 'A text', structured: 'Fields' },
        }),
      schema: jsonSchema
        .optional()
        .meta({ title: 'Fields to fill in', shownWhen: { output: ['structured'] } }),
      useKnowledge: z
        .boolean()
        .default(false)
        .meta({ title: 'With passages from the knowledge that fit the prompt' }),
      ...ofOutsideActions,
    })
    .refine(({ output, schema }) => output === 'text' || schema !== undefined, {
      message: 'must be there for a structured result',
      path: ['schema'],
    }),
  example: { prompt: 'Sum up in two sentences: {{ steps.order.body.history }}' },
  guarantee: 'at-least-once',
  needs: () => ['chat-model'],
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: ({ output, schema }, outcome) =>
    byOutcome(outcome, {
      next: output === 'text' ? object({ text }) : object({ data: typeOfJsonSchema(schema) }),
    }),
});
