/**
 * Lets requests and timers have their turn. PGlite answers without leaving the process, so a loop over
 * transactions would never come to them by itself.
 */
export function yieldToOthers(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
