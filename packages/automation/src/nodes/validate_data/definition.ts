import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { variable } from '../../fields/template.ts';
import { compilePattern } from '../../pattern.ts';
import { jsonSchema, type Validation, validationKinds } from '../../validation.ts';
import { boolean, object } from '../../valueTypes.ts';

const kinds = Object.keys(validationKinds) as [Validation, ...Validation[]];
const titles = Object.fromEntries(kinds.map((kind) => [kind, validationKinds[kind].title]));

export const definition = defineNode({
  kind: 'validate_data',
  type: 'condition',
  title: 'Validate data',
  description: 'Checks a value: an e-mail address, a phone number, a pattern and others.',
  icon: 'badge-check',
  config: z
    .object({
      value: variable({ title: 'Variable', placeholder: 'steps.ask_email.answer' }),
      check: z.enum(kinds).default('email').meta({ title: 'Must be', choices: titles }),
      pattern: z
        .string()
        .refine((pattern) => compilePattern(pattern) !== null, {
          message: 'must be a regular expression in RE2 syntax',
        })
        .optional()
        .meta({ title: 'Regular expression', shownWhen: { check: ['pattern'] } }),
      schema: jsonSchema
        .optional()
        .meta({ title: 'JSON Schema', shownWhen: { check: ['json_schema'] } }),
    })
    .refine(({ check, pattern }) => check !== 'pattern' || pattern, {
      message: 'must be there',
      path: ['pattern'],
    })
    .refine(({ check, schema }) => check !== 'json_schema' || schema, {
      message: 'must be there',
      path: ['schema'],
    }),
  example: { value: 'steps.ask_email.answer', check: 'email' },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  givesOwnValues: true,
  outcomes: () => [
    { id: 'valid', title: 'Valid', isOptional: true },
    { id: 'invalid', title: 'Not valid', isOptional: true },
  ],
  output: () => object({ isValid: boolean }),
  validates: ({ value }, outcome) => (outcome === 'valid' ? [value] : []),
  comparisons: ({ value: path, check }, outcome) => {
    if (outcome !== 'valid') return [];
    // A pattern or a schema may allow an empty text, so that the value is only known to be there.
    return check === 'pattern' || check === 'json_schema'
      ? [{ path, operator: 'not_one_of', value: [], truth: true }]
      : [{ path, operator: 'exists', truth: true }];
  },
});
