import type { z } from 'zod';
import type { definition } from './definition.ts';

type Config = Pick<z.output<typeof definition.config>, 'list' | 'maximum'>;

/**
 * How a loop goes on. It knows where it is by what it gave the last time: an item, or the count at
 * the end, after which it begins anew.
 *
 * @param config rendered.
 * @param previous what the node gave the last time; anything else begins at the first item.
 */
export function nextItem(
  config: Config,
  previous: unknown,
): { outcome: 'each' | 'done'; output: object } | { error: string } {
  const list: unknown = config.list;
  if (!Array.isArray(list)) return { error: 'What it goes through is no list.' };
  if (list.length > config.maximum)
    return { error: `The list has ${list.length} items, and ${config.maximum} are the most.` };
  const { index: last } = (previous ?? {}) as { index?: number };
  const index = last === undefined ? 0 : last + 1;
  return index < list.length
    ? { outcome: 'each', output: { item: list[index], index } }
    : { outcome: 'done', output: { count: list.length } };
}
