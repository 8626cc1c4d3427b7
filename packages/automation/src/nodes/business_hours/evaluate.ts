import { isOpen, nextOpening } from '../../businessHours.ts';
import { defineEvaluator } from '../../evaluation.ts';
import { timeZoneIn } from '../../timeZone.ts';
import { definition } from './definition.ts';

export const evaluate = defineEvaluator(definition, ({ config: { hours }, scope, now }) => {
  const zone = timeZoneIn(scope);
  const open = isOpen(hours, now, zone);
  const next = nextOpening(hours, now, zone);
  const output = { isOpen: open, nextOpening: next?.toISOString() ?? null };
  return { outcome: open ? 'open' : 'closed', output };
});
