import type { z } from 'zod';

/** A finding of zod as a person reads it: which field, by dots, and what it must be. */
export interface FieldProblem {
  /** Empty for the whole. */
  field: string;
  /** What the field is called where it is filled in. */
  title?: string | undefined;
  message: string;
}

/** Zod's issues in words; of a union, those of the alternative that came closest. */
export function problemsOf(issues: z.core.$ZodIssue[]): FieldProblem[] {
  return issues.map(closest).map((issue) => ({
    field: issue.path.map(String).join('.'),
    message: isOwnMessage(issue.message) ? issue.message : (words[issue.code]?.(issue) ?? wrong),
  }));
}

const wrong = 'is not valid';

/** Messages of our schemas are words already; zod's own begin like this. */
function isOwnMessage(message: string): boolean {
  return message !== '' && !/^(Invalid|Too (small|big)|Unrecognized)/.test(message);
}

function closest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const depth = (issues: z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length));
  const [best] = issue.errors
    .filter((issues) => issues.length > 0)
    .toSorted((a, b) => depth(b) - depth(a) || a.length - b.length);
  const inner = best?.find(({ path }) => path.length === depth(best));
  return inner ? closest({ ...inner, path: [...issue.path, ...inner.path] }) : issue;
}

type AnyIssue = {
  message: string;
  expected?: unknown;
  origin?: string;
  minimum?: unknown;
  maximum?: unknown;
  inclusive?: boolean;
  format?: string;
  values?: unknown[];
  keys?: string[];
};

const words: Record<string, ((issue: AnyIssue) => string) | undefined> = {
  invalid_type: ({ expected, message }) =>
    message.endsWith('received undefined')
      ? 'is missing'
      : `must be ${typeNames[String(expected)] ?? expected}`,
  too_small: ({ origin, minimum, inclusive }) =>
    origin === 'string' && minimum === 1
      ? 'must not be empty'
      : `must ${verb(origin)} ${inclusive ? 'at least' : 'more than'} ${amount(minimum, origin)}`,
  too_big: ({ origin, maximum, inclusive }) =>
    `must ${verb(origin)} ${inclusive ? 'at most' : 'less than'} ${amount(maximum, origin)}`,
  invalid_format: ({ format }) => `must be ${formatNames[format ?? ''] ?? 'of another form'}`,
  invalid_value: ({ values = [] }) =>
    values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`,
  unrecognized_keys: ({ keys = [] }) => `has fields that do not exist: ${keys.join(', ')}`,
};

const typeNames: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const formatNames: Record<string, string> = {
  email: 'an e-mail address',
  url: 'a URL',
  datetime: 'a date with time',
  date: 'a date',
};

const units: Record<string, string> = { string: 'characters', array: 'entries', set: 'entries' };

function verb(origin = ''): string {
  return origin in units ? 'have' : 'be';
}

function amount(value: unknown, origin = ''): string {
  return [value, units[origin]].filter((part) => part !== undefined).join(' ');
}
