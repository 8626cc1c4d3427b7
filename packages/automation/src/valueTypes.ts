import type { ValueType } from './definition.ts';

export const text = { type: 'text' } satisfies ValueType;
export const number = { type: 'number' } satisfies ValueType;
export const boolean = { type: 'boolean' } satisfies ValueType;
export const date = { type: 'date' } satisfies ValueType;
export const any = { type: 'any' } satisfies ValueType;
export const choice = (choices: string[]): ValueType => ({ type: 'choice', choices });
export const list = (of: ValueType): ValueType => ({ type: 'list', of });
export const object = (fields: Record<string, ValueType>): ValueType => ({
  type: 'object',
  fields,
});

const maxDepth = 20;

/** The type that a sample has: what a webhook or a request will give, as far as one example tells. */
export function typeOfSample(sample: unknown, depth = 0): ValueType {
  if (depth > maxDepth || sample === null || sample === undefined) return any;
  if (Array.isArray(sample))
    return list(sample.length > 0 ? typeOfSample(sample[0], depth + 1) : any);
  if (typeof sample === 'object')
    return object(mapValues(sample, (v) => typeOfSample(v, depth + 1)));
  return typeof sample === 'string' ? text : typeof sample === 'number' ? number : boolean;
}

/** The type that a JSON Schema describes; `any` where it leaves it open. */
export function typeOfJsonSchema(schema: unknown, depth = 0): ValueType {
  if (depth > maxDepth || typeof schema !== 'object' || schema === null) return any;
  const { type, enum: choices, properties, items } = schema as Record<string, unknown>;
  if (Array.isArray(choices) && choices.every((item) => typeof item === 'string'))
    return choice(choices);
  const below = (value: unknown) => typeOfJsonSchema(value, depth + 1);
  if (type === 'array') return list(below(items));
  if (type === 'object' && typeof properties === 'object' && properties !== null)
    return object(mapValues(properties, below));
  return scalars[String(type)] ?? any;
}

const scalars: Record<string, ValueType | undefined> = {
  string: text,
  number,
  integer: number,
  boolean,
};

function mapValues(record: object, map: (value: unknown) => ValueType): Record<string, ValueType> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
