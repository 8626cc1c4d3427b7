import { format, Validator } from '@cfworker/json-schema';
import { isEmail } from '@echoai/contract/email';
import { isExactNumberText } from '@echoai/contract/json';
import { z } from 'zod';
import { hasValue, numberOf, timeOf } from './conditions/coerce.ts';
import { compilePattern } from './pattern.ts';
import { spendOnSchema } from './schemaChecks.ts';
import { nodeWork, TooMuchWork, withinWork } from './work.ts';

/** What a value can be checked for. `schema` and `pattern` belong to the kinds of that name. */
export interface Check {
  pattern?: string;
  schema?: unknown;
}

interface ValidationKind {
  title: string;
  isValid(value: unknown, check: Check): boolean;
}

const text = (test: (text: string) => boolean) => (value: unknown) =>
  (typeof value === 'string' || typeof value === 'number') && test(String(value).trim());

export const validationKinds = {
  email: { title: 'E-mail address', isValid: text(isEmail) },
  phone: { title: 'Phone number', isValid: text(isPhone) },
  url: { title: 'Web address', isValid: text(isUrl) },
  number: { title: 'Number', isValid: (value) => numberOf(value) !== null },
  date: { title: 'Date', isValid: (value) => timeOf(value) !== null },
  not_empty: { title: 'Not empty', isValid: hasValue },
  pattern: {
    title: 'Regular expression',
    isValid: (value, { pattern = '' }) =>
      text((text) => compilePattern(pattern, { caseSensitive: true })?.finds(text) ?? false)(value),
  },
  json_schema: {
    title: 'JSON Schema',
    isValid: (value, { schema }) => schemaErrors(schema, value).length === 0,
  },
} satisfies Record<string, ValidationKind>;

export type Validation = keyof typeof validationKinds;

/**
 * Whether a value is of a kind.
 * @throws {TooMuchWork} and nothing else
 */
export function isValid({ value, kind, ...check }: Check & { value: unknown; kind: Validation }) {
  const definition: ValidationKind = validationKinds[kind];
  return withinWork(nodeWork, () => definition.isValid(value, check));
}

/** 7 to 15 digits as of E.164, with the usual signs between; the plus may be missing. */
export function isPhone(text: string): boolean {
  if (text.length > 40 || !/^(\+|00)?[\d\s().\-/]+$/.test(text)) return false;
  const digits = text.replace(/^00/, '').replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}

/** http or https, with a host and without a user name or password, which only deceive. */
export function isUrl(text: string): boolean {
  if (text.length > 2_000 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  return hostname !== '' && username === '' && password === '';
}

const maxSchema = 20_000;
const maxValue = 100_000;
const maxSchemaDepth = 20;
const maxValueDepth = 60;
/** `uniqueItems` compares every item with every other. */
const maxUniqueItems = 1_000;

/**
 * A JSON Schema (2020-12) that an owner may use: an object within bounds of size and depth, without
 * references, which could be circular, and without regular expressions, which could hang.
 */
export const jsonSchema = z
  .record(z.string(), z.unknown())
  .superRefine((schema, context) => {
    const message = schemaError(schema);
    if (message) context.addIssue({ code: 'custom', message });
  })
  .meta({ title: 'JSON Schema', control: 'json-schema' });

// The library's own expression for this format takes exponential time on "aaaa…!".
format.url = isUrl;

/**
 * What of a value is not as a schema says, at most 20 sentences that begin with the place. A value or
 * schema out of bounds is an error too.
 * @throws {TooMuchWork} for a schema with too many alternatives for so long a value; nothing else
 */
export function schemaErrors(schema: unknown, value: unknown): string[] {
  const wrong = schemaError(schema);
  if (wrong) return [`The schema ${wrong}.`];
  if (sizeOf(value) > maxValue || isDeeper(value, maxValueDepth))
    return ['The value is too large.'];
  if (hasKey(schema, ['uniqueItems']) && hasLongerList(value, maxUniqueItems))
    return [`The value has a list of more than ${maxUniqueItems} items, too long for uniqueItems.`];
  try {
    withinWork(nodeWork, () => spendOnSchema(schema, value));
    const validator = new Validator(schema as object, '2020-12', false);
    const { valid, errors } = validator.validate(value);
    if (valid || validator.validate(withNumbers(value)).valid) return [];
    return errors.slice(-20).map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
  } catch (error) {
    if (error instanceof TooMuchWork) throw error;
    return [`The schema cannot be used: ${error instanceof Error ? error.message : error}`];
  }
}

/** The value with numbers where `parseJson` kept texts, since a schema asks for what was sent. */
function withNumbers(value: unknown): unknown {
  if (isExactNumberText(value)) return Number(value);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNumbers(item)]));
}

function schemaError(schema: unknown): string | undefined {
  if (typeof schema !== 'object' || schema === null) return 'must be an object';
  if (isDeeper(schema, maxSchemaDepth)) return `must be nested at most ${maxSchemaDepth} deep`;
  if (sizeOf(schema) > maxSchema) return `must have at most ${maxSchema} characters`;
  if (hasKey(schema, ['$ref', '$dynamicRef', '$recursiveRef'])) return 'must have no references';
  // JavaScript would run them, and a hostile text can make that endless.
  if (hasKey(schema, ['pattern', 'patternProperties'])) return 'must have no regular expressions';
  return undefined;
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((item) => isDeeper(item, depth - 1));
}

function hasLongerList(value: unknown, length: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) && value.length > length) return true;
  return Object.values(value).some((item) => hasLongerList(item, length));
}

function sizeOf(value: unknown): number {
  try {
    return JSON.stringify(value)?.length ?? 0;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Whether a schema has such a keyword; under `properties` the same word is only a name. */
function hasKey(schema: unknown, keys: string[], areNames = false): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  return Object.entries(schema).some(
    ([key, item]) =>
      (!areNames && !Array.isArray(schema) && keys.includes(key)) ||
      (key !== 'const' && key !== 'enum' && hasKey(item, keys, !areNames && key === 'properties')),
  );
}
