import { z } from 'zod';
import type { FieldText } from './template.ts';

const maxDepth = 20;

/**
 * Any JSON, at most `max` characters and 20 levels deep. Its own check instead of zod's recursion,
 * which a hostile depth would overflow.
 */
export function json(max: number) {
  return z
    .custom<z.core.util.JSONType>((value) => isJson(value, maxDepth), {
      message: `must be JSON, nested at most ${maxDepth} deep`,
      abort: true,
    })
    .refine((value) => JSON.stringify(value).length <= max, {
      message: `must have at most ${max} characters`,
    })
    .refine((value) => !isBegun(value), {
      message: 'must be JSON: a bracket, a comma or a quotation mark is missing or too many',
    });
}

/**
 * Whether a text was meant as an object or a list: what somebody types into a form is kept as a text
 * until it is JSON, and must not run before. `{{` and `{%` begin a template.
 */
function isBegun(value: unknown): boolean {
  return typeof value === 'string' && /^\s*(\{(?![{%])|\[\s*(["{[\]]|$))/.test(value);
}

/** An example of JSON that comes from outside: it says which variables there are. */
export function sample({ title }: Pick<FieldText, 'title'>) {
  const description = 'Says which variables there are.';
  return json(20_000).optional().meta({ title, description, control: 'json' });
}

function isJson(value: unknown, depth: number): boolean {
  if (value === null || ['string', 'boolean'].includes(typeof value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth - 1));
  if (!isPlain(value)) return false;
  return Object.entries(value).every(
    ([key, item]) => key !== '__proto__' && isJson(item, depth - 1),
  );
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
