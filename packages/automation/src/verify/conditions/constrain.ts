import { isExactNumberText } from '@echoai/contract/json';
import { numberOf } from '../../conditions/coerce.ts';
import { type Operator, type OperatorDefinition, operators } from '../../conditions/operators.ts';
import type { Comparison } from '../../definition.ts';
import {
  atLeast,
  atMost,
  complement,
  greaterThan,
  intersection,
  lessThan,
  none,
  only,
  type Ranges,
} from './ranges.ts';
import { bothText, fold, missingOnly, type Texts, type Values } from './values.ts';

/**
 * What a variable may be once a comparison did hold, or did not. A missing value makes every
 * comparison false but `not_exists`.
 */
export function constrain(values: Values, comparison: Comparison): Values {
  const { operator, truth } = comparison;
  if (operator === 'exists' || operator === 'not_exists')
    return truth === (operator === 'exists') ? filled(values) : blank(values);
  const there = truth ? present(values) : values;
  if (hasTemplate(comparison.value)) return there;
  const numbers = numbersOf(comparison);
  if (numbers) return withNumbers(there, numbers, truth);
  const texts = textsOf(comparison);
  if (texts) return withTexts(there, texts, comparison);
  return withKnown(there, comparison);
}

const present = (values: Values): Values => ({ ...values, mayBeMissing: false });

/** As texts, what is there and has no value: spaces only, and an empty list. */
const blanks = new Set(['', '[]']);

function filled(values: Values): Values {
  const texts = bothText(values.texts, { isOneOf: false, texts: blanks });
  return { ...present(values), texts };
}

function blank(values: Values): Values {
  const texts = bothText(values.texts, { isOneOf: true, texts: blanks });
  return { ...values, numbers: none, texts };
}

const hasTemplate = (value: unknown) => /\{[{%]/.test(JSON.stringify(value) ?? '');

const numeric: Partial<Record<Operator, (value: number) => Ranges>> = {
  number_equals: only,
  number_not_equals: (value) => complement(only(value)),
  less: lessThan,
  less_or_equal: atMost,
  greater: greaterThan,
  greater_or_equal: atLeast,
};

/** The numbers for which a comparison of numbers holds; null when it is none. */
function numbersOf({ operator, value }: Comparison): Ranges | null {
  // Ranges would round them, and rule out what may be.
  if ([value].flat().some(isExactNumberText)) return null;
  if (operator === 'between' && Array.isArray(value)) {
    const [low, high] = value.map(numberOf);
    return typeof low === 'number' && typeof high === 'number'
      ? intersection(atLeast(low), atMost(high))
      : null;
  }
  const number = numberOf(value);
  return number === null ? null : (numeric[operator]?.(number) ?? null);
}

/** What is no number makes a comparison of numbers false. */
function withNumbers(values: Values, holding: Ranges, truth: boolean): Values {
  const wanted = truth ? holding : complement(holding);
  return {
    ...(truth ? filled(values) : values),
    mayBeOther: !truth && values.mayBeOther,
    numbers: intersection(values.numbers, wanted),
  };
}

/** The texts for which a comparison holds; null when it does not name them. */
function textsOf({ operator, value }: Comparison): Texts | null {
  const isOneOf = operator === 'equals' || operator === 'one_of';
  if (!isOneOf && operator !== 'not_equals' && operator !== 'not_one_of') return null;
  const texts = (Array.isArray(value) ? value : [value]).map((text) => fold(String(text ?? '')));
  return { isOneOf, texts: new Set(texts) };
}

/** Folded texts say nothing of what differs by case only, unless it is among them. */
function withTexts(values: Values, holding: Texts, { truth, caseSensitive }: Comparison): Values {
  const isOneOf = holding.isOneOf === truth;
  if (caseSensitive && !isOneOf) return values;
  return { ...values, texts: bothText(values.texts, { ...holding, isOneOf }) };
}

/** They depend on the time too, and may change by themselves. */
const passing = new Set<Operator>(['within_last', 'within_next']);
/** The same question asked the other way round. */
const opposites: Partial<Record<Operator, Operator>> = { not_contains: 'contains' };
/** Can be decided for a folded text. */
const decidable = new Set<Operator>(['contains', 'starts_with', 'ends_with']);

function withKnown(values: Values, { operator, value, truth, caseSensitive }: Comparison): Values {
  if (passing.has(operator)) return values;
  const asked = opposites[operator] ?? operator;
  const holds = asked === operator ? truth : !truth;
  const key = JSON.stringify([asked, value, caseSensitive ?? false]);
  if (values.known.get(key) === !holds) return missingOnly(values);
  const known = new Map(values.known).set(key, holds);
  if (!values.texts.isOneOf || caseSensitive || !decidable.has(asked)) return { ...values, known };
  const definition: OperatorDefinition = operators[asked];
  const left = [...values.texts.texts].filter(
    (actual) =>
      definition.holds({
        actual,
        expected: value,
        caseSensitive: false,
        now: new Date(0),
        timeZone: 'UTC',
      }) === holds,
  );
  return { ...values, known, texts: { isOneOf: true, texts: new Set(left) } };
}
