/** Whether two JSON values are equal; the database gives the fields of objects in its own order. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [mine, theirs] = [present(one), present(other)];
  return (
    mine.length === theirs.length &&
    mine.every(([name, value]) => isSame(value, (other as Record<string, unknown>)[name]))
  );
}

const present = (value: object) => Object.entries(value).filter(([, item]) => item !== undefined);
