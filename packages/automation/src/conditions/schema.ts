import { z } from 'zod';
import { template, variable } from '../fields/template.ts';
import { compilePattern } from '../pattern.ts';
import { numberOf, timeOf } from './coerce.ts';
import { type Operand, operatorNames, operators } from './operators.ts';

export const maxDepth = 5;
export const maxRules = 50;

const side = template({ title: 'Value', max: 1_000, isOptional: true });

/** One comparison: a variable, an operator, and the second side where the operator has one. */
export const conditionRule = z
  .object({
    field: variable({ title: 'Variable', placeholder: 'steps.ask.answer' }),
    operator: z.enum(operatorNames).meta({ title: 'Comparison' }),
    value: z
      .union([side, z.number(), z.boolean(), z.array(z.union([side, z.number()])).max(100)])
      .optional()
      .meta({ title: 'Value', control: 'operand' }),
    caseSensitive: z.boolean().default(false).meta({ title: 'Upper and lower case differ' }),
  })
  .superRefine(({ operator, value }, context) => {
    const message = operandError[operators[operator].operand](value);
    if (message) context.addIssue({ code: 'custom', path: ['value'], message });
  });
export type ConditionRule = z.output<typeof conditionRule>;

export interface ConditionGroup {
  /** Whether all of the rules must hold, or one of them. */
  match: 'all' | 'any';
  rules: (ConditionRule | ConditionGroup)[];
}

/** Groups within groups, `maxDepth` deep; built level by level, so that depth is bounded. */
function groupOf(depth: number): z.ZodType<ConditionGroup> {
  const item = depth > 1 ? z.union([conditionRule, groupOf(depth - 1)]) : conditionRule;
  return z.object({
    match: z.enum(['all', 'any']).meta({ title: 'Holds when' }),
    rules: z.array(item).min(1).max(maxRules).meta({ title: 'Rules' }),
  });
}

export const conditionGroup = groupOf(maxDepth)
  .refine((group) => rulesOf(group).length <= maxRules, {
    message: `must have at most ${maxRules} rules`,
  })
  .meta({ title: 'Condition', control: 'condition' });

/** All rules of a group and of the groups within it. */
export function rulesOf(group: ConditionGroup): ConditionRule[] {
  return group.rules.flatMap((item) => ('rules' in item ? rulesOf(item) : [item]));
}

const isTemplate = (value: unknown) => typeof value === 'string' && /\{[{%]/.test(value);
const isNumber = (value: unknown) => isTemplate(value) || numberOf(value) !== null;

/** What is wrong with a second side; undefined when nothing is. */
const operandError: Record<Operand, (value: unknown) => string | undefined> = {
  none: () => undefined,
  text: (value) =>
    value === undefined || Array.isArray(value) ? 'must be a text, or a template' : undefined,
  pattern: (value) =>
    typeof value === 'string' && value !== '' && !isTemplate(value) && compilePattern(value)
      ? undefined
      : 'must be a regular expression in RE2 syntax: without look-around and back references',
  number: (value) => (isNumber(value) ? undefined : 'must be a number'),
  range: (value) =>
    Array.isArray(value) && value.length === 2 && value.every(isNumber)
      ? undefined
      : 'must be two numbers: from and to',
  date: (value) =>
    isTemplate(value) || timeOf(value) !== null
      ? undefined
      : 'must be a date, such as 2026-12-24 or 2026-12-24T18:00:00+01:00',
  days: (value) =>
    isTemplate(value) || (numberOf(value) ?? -1) >= 0 ? undefined : 'must be a number of days',
  choices: (value) =>
    Array.isArray(value) && value.length > 0 ? undefined : 'must be a list of at least one value',
};
