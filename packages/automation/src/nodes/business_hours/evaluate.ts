import { isOpen, nextOpening } from '../../businessHours.ts';
import { defineEvaluator } from '../../evaluation.ts';
import { definition } from './definition.ts';

export const evaluate = defineEvaluator(definition, ({ config: { hours }, now }) => {
  const open = isOpen(hours, now);
  const output = { isOpen: open, nextOpening: nextOpening(hours, now)?.toISOString() ?? null };
  return { outcome: open ? 'open' : 'closed', output };
});
