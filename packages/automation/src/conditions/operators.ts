import { compilePattern } from '../pattern.ts';
import { asText } from '../templates/index.ts';
import { compareNumbers, hasValue, numberOf, textOf, timeOf } from './coerce.ts';

/** What the second side of a comparison is, for the form and for the schema. */
export type Operand =
  | 'none'
  | 'text'
  | 'pattern'
  | 'number'
  | 'range'
  | 'date'
  | 'days'
  | 'choices';

/** Both sides of a comparison. `actual` is neither null nor undefined. */
export interface Sides {
  actual: unknown;
  expected: unknown;
  caseSensitive: boolean;
  now: Date;
  /** By whose clock a time without a zone is read. */
  timeZone: string;
}

export interface OperatorDefinition {
  title: string;
  /** Of the first side: what the operator is offered for. */
  type: 'text' | 'number' | 'date' | 'list' | 'any';
  operand: Operand;
  /** Never throws; sides that are not of the type make it false. */
  holds(sides: Sides): boolean;
}

const text =
  (test: (actual: string, expected: string) => boolean): OperatorDefinition['holds'] =>
  ({ actual, expected, caseSensitive }) =>
    test(textOf(actual, caseSensitive), textOf(expected, caseSensitive));

const number =
  (test: (order: number) => boolean): OperatorDefinition['holds'] =>
  ({ actual, expected }) => {
    const order = compareNumbers(actual, expected);
    return order !== null && test(order);
  };
const date =
  (test: (actual: number, expected: number) => boolean): OperatorDefinition['holds'] =>
  ({ actual, expected, timeZone }) => {
    const [first, second] = [timeOf(actual, timeZone), timeOf(expected, timeZone)];
    return first !== null && second !== null && test(first, second);
  };

const days =
  (test: (sinceDays: number, days: number) => boolean): OperatorDefinition['holds'] =>
  (sides) => {
    const [actual, limit] = [timeOf(sides.actual, sides.timeZone), numberOf(sides.expected)];
    if (actual === null || limit === null) return false;
    return test((sides.now.getTime() - actual) / 86_400_000, limit);
  };

const list =
  (test: (actual: unknown[], sides: Sides) => boolean): OperatorDefinition['holds'] =>
  (sides) =>
    Array.isArray(sides.actual) && test(sides.actual, sides);

const length = (test: (length: number, expected: number) => boolean) =>
  list(
    ({ length }, { expected }) => numberOf(expected) !== null && test(length, numberOf(expected)!),
  );

const includes = (choices: unknown, { actual, caseSensitive }: Sides) =>
  Array.isArray(choices) &&
  choices.some((choice) => textOf(choice, caseSensitive) === textOf(actual, caseSensitive));

const holdsItem = (items: unknown[], { expected, caseSensitive }: Sides) =>
  items.some((item) => textOf(item, caseSensitive) === textOf(expected, caseSensitive));

/** Every way to compare. A missing first side makes all of them false, but `not_exists`. */
export const operators = {
  equals: { title: 'equals', type: 'text', operand: 'text', holds: text((a, b) => a === b) },
  not_equals: {
    title: 'does not equal',
    type: 'text',
    operand: 'text',
    holds: text((a, b) => a !== b),
  },
  contains: {
    title: 'contains',
    type: 'text',
    operand: 'text',
    holds: text((a, b) => a.includes(b)),
  },
  not_contains: {
    title: 'does not contain',
    type: 'text',
    operand: 'text',
    holds: text((a, b) => !a.includes(b)),
  },
  starts_with: {
    title: 'starts with',
    type: 'text',
    operand: 'text',
    holds: text((a, b) => a.startsWith(b)),
  },
  ends_with: {
    title: 'ends with',
    type: 'text',
    operand: 'text',
    holds: text((a, b) => a.endsWith(b)),
  },
  matches: {
    title: 'matches the pattern',
    type: 'text',
    operand: 'pattern',
    holds: ({ actual, expected, caseSensitive }) =>
      compilePattern(asText(expected), { caseSensitive })?.finds(textOf(actual, true)) ?? false,
  },
  one_of: {
    title: 'is one of',
    type: 'text',
    operand: 'choices',
    holds: (sides) => includes(sides.expected, sides),
  },
  not_one_of: {
    title: 'is none of',
    type: 'text',
    operand: 'choices',
    holds: (sides) => Array.isArray(sides.expected) && !includes(sides.expected, sides),
  },
  number_equals: {
    title: '=',
    type: 'number',
    operand: 'number',
    holds: number((order) => order === 0),
  },
  number_not_equals: {
    title: '≠',
    type: 'number',
    operand: 'number',
    holds: number((order) => order !== 0),
  },
  less: { title: '<', type: 'number', operand: 'number', holds: number((order) => order < 0) },
  less_or_equal: {
    title: '≤',
    type: 'number',
    operand: 'number',
    holds: number((order) => order <= 0),
  },
  greater: { title: '>', type: 'number', operand: 'number', holds: number((order) => order > 0) },
  greater_or_equal: {
    title: '≥',
    type: 'number',
    operand: 'number',
    holds: number((order) => order >= 0),
  },
  /** Both ends belong to it. */
  between: {
    title: 'is between',
    type: 'number',
    operand: 'range',
    holds: ({ actual, expected }) => {
      const [from, to] = Array.isArray(expected) ? expected : [];
      const [low, high] = [compareNumbers(actual, from), compareNumbers(actual, to)];
      return low !== null && high !== null && low >= 0 && high <= 0;
    },
  },
  before: { title: 'is before', type: 'date', operand: 'date', holds: date((a, b) => a < b) },
  after: { title: 'is after', type: 'date', operand: 'date', holds: date((a, b) => a > b) },
  within_last: {
    title: 'is within the last days',
    type: 'date',
    operand: 'days',
    holds: days((since, limit) => since >= 0 && since <= limit),
  },
  within_next: {
    title: 'is within the next days',
    type: 'date',
    operand: 'days',
    holds: days((since, limit) => since <= 0 && -since <= limit),
  },
  list_contains: { title: 'has the item', type: 'list', operand: 'text', holds: list(holdsItem) },
  list_empty: {
    title: 'is an empty list',
    type: 'list',
    operand: 'none',
    holds: list((items) => items.length === 0),
  },
  list_not_empty: {
    title: 'has items',
    type: 'list',
    operand: 'none',
    holds: list((items) => items.length > 0),
  },
  length_equals: {
    title: 'has exactly this many items',
    type: 'list',
    operand: 'number',
    holds: length((a, b) => a === b),
  },
  length_at_least: {
    title: 'has at least this many items',
    type: 'list',
    operand: 'number',
    holds: length((a, b) => a >= b),
  },
  length_at_most: {
    title: 'has at most this many items',
    type: 'list',
    operand: 'number',
    holds: length((a, b) => a <= b),
  },
  exists: {
    title: 'has a value',
    type: 'any',
    operand: 'none',
    holds: ({ actual }) => hasValue(actual),
  },
  not_exists: {
    title: 'has no value',
    type: 'any',
    operand: 'none',
    holds: ({ actual }) => !hasValue(actual),
  },
} satisfies Record<string, OperatorDefinition>;

export type Operator = keyof typeof operators;
export const operatorNames = Object.keys(operators) as [Operator, ...Operator[]];
