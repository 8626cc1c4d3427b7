import type { Comparison } from '../definition.ts';
import type { ConditionGroup } from './schema.ts';

/**
 * What is known of single comparisons when a group held, or did not: all of them held when all had
 * to, none when one would have been enough. Of the rest nothing is known.
 */
export function comparisonsOf(group: ConditionGroup, truth: boolean): Comparison[] {
  const isDecided = group.rules.length === 1 || (group.match === 'all') === truth;
  if (!isDecided) return [];
  return group.rules.flatMap((item) => {
    if ('rules' in item) return comparisonsOf(item, truth);
    const { field: path, operator, value, caseSensitive } = item;
    return [{ path, operator, value, truth, caseSensitive }];
  });
}
