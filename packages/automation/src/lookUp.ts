import { maxParts, partsOf } from './variablePath.ts';

/** The value at a path, by own properties only; undefined when there is none. Never throws. */
export function lookUp(scope: unknown, path: string): unknown {
  let value = scope;
  for (const part of partsOf(path).slice(0, maxParts)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
