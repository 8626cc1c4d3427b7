/** Deepest nesting, and most values, of a graph that is looked at any further. */
const maxDepth = 64;
const maxValues = 200_000;

/**
 * What makes a value unfit to be read as JSON of ours: too deep (or circular), too large, a key that
 * would reach an object's prototype, or something that JSON has not. Null when it is fit. Parsers
 * recurse and copy keys; this looks first, without recursion.
 */
export function faultOfJson(value: unknown): string | null {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let count = 0; waiting.length > 0; count++) {
    const { value, depth } = waiting.pop()!;
    if (count > maxValues) return 'it is too large';
    if (depth > maxDepth) return `it is nested deeper than ${maxDepth} levels`;
    if (['function', 'symbol', 'bigint'].includes(typeof value))
      return `it holds a ${typeof value}`;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__') return 'it has a field named __proto__';
      waiting.push({ value: item, depth: depth + 1 });
    }
  }
  return null;
}
