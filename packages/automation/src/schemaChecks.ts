import { spend, spendOnValue } from './work.ts';

/** Units for one schema that looks at one value, its messages included. */
const check = 120;

const onItems = ['items', 'contains', 'additionalItems', 'unevaluatedItems'];
const onFields = ['additionalProperties', 'unevaluatedProperties'];
const onItself = ['not', 'if', 'then', 'else', 'allOf', 'anyOf', 'oneOf'];

/**
 * Spends what the validator will: every schema on every value that it looks at, whether or not it
 * comes that far. Counted before, since the validator collects every message until its end.
 * @param schema of bounded depth, without references
 * @throws {TooMuchWork}
 */
export function spendOnSchema(schema: unknown, value: unknown): void {
  spend(check + widthOf(value));
  if (typeof schema !== 'object' || schema === null) return;
  const { type: _, ...keywords } = schema as Record<string, unknown>;
  for (const [keyword, below] of Object.entries(keywords)) {
    spend(10);
    for (const [schema, values] of schemasAt(keyword, below, value))
      for (const each of values) spendOnSchema(schema, each);
    if (keyword === 'const' || keyword === 'enum') spendOnValue(below);
    if (keyword === 'uniqueItems' && Array.isArray(value)) spendOnEachPair(value);
    if (keyword === 'required' && Array.isArray(below)) spend(below.length);
  }
}

/** The schemas of a keyword, each with the values that it is for. */
function schemasAt(keyword: string, below: unknown, value: unknown): [unknown, unknown[]][] {
  const items = Array.isArray(value) ? value : [];
  const fields = isRecord(value) ? value : {};
  const schemas = Array.isArray(below) ? below : [below];
  if (onItself.includes(keyword)) return schemas.map((schema) => [schema, [value]]);
  if (keyword === 'prefixItems' || (keyword === 'items' && Array.isArray(below)))
    return schemas.map((schema, place) => [schema, items.slice(place, place + 1)]);
  if (onItems.includes(keyword)) return [[below, items]];
  if (onFields.includes(keyword)) return [[below, Object.values(fields)]];
  if (keyword === 'propertyNames') return [[below, Object.keys(fields)]];
  if (!isRecord(below)) return [];
  if (keyword === 'properties')
    return Object.entries(below)
      .filter(([name]) => name in fields)
      .map(([name, schema]) => [schema, [fields[name]]]);
  if (keyword === 'dependentSchemas' || keyword === 'dependencies')
    return Object.values(below).map((schema) => [schema, [value]]);
  return [];
}

function spendOnEachPair(items: unknown[]): void {
  spend(items.length * items.length);
  for (const item of items)
    if (typeof item === 'object')
      for (let pair = 0; pair < items.length; pair++) spendOnValue(item);
}

/** What is gone through of a value itself: its items or fields, or its text for length and format. */
function widthOf(value: unknown): number {
  if (typeof value === 'string') return value.length / 4;
  if (typeof value !== 'object' || value === null) return 0;
  return 4 * (Array.isArray(value) ? value.length : Object.keys(value).length);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
