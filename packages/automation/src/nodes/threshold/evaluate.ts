import { numberOf } from '../../conditions/index.ts';
import { defineEvaluator } from '../../evaluation.ts';
import { lookUp } from '../../lookUp.ts';
import { definition } from './definition.ts';

/** The first band that holds the number; what is none, or missing, is in no band. */
export const evaluate = defineEvaluator(definition, ({ config, scope }) => {
  const value = numberOf(lookUp(scope, config.value));
  const band = config.bands.find(
    ({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }) =>
      value !== null && from <= value && value < to,
  );
  const outcome = band?.id ?? 'other';
  return { outcome, output: { value, band: outcome } };
});
