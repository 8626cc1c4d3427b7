/** The longest path that can be looked up has this many parts. */
const maxParts = 20;

/** `steps.order.items.0.price`: names and positions, joined by dots. */
export const variablePattern = /^[A-Za-z_][\w-]*(?:\.[\w-]+){0,19}$/;

/** The value at a path, by own properties only; undefined when there is none. Never throws. */
export function lookUp(scope: unknown, path: string): unknown {
  let value = scope;
  for (const part of path.split('.').slice(0, maxParts)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
