/** When to come again, of the header `Retry-After`: seconds, or a date. Nothing where it says nothing. */
export function retryAfterOf({ 'retry-after': value }: Record<string, string>): {
  retryAfterMs?: number;
} {
  if (value === undefined) return {};
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(milliseconds) ? { retryAfterMs: Math.max(0, milliseconds) } : {};
}
