import { isExactNumberText } from '@echoai/contract/json';
import { compareNumbers, numberOf } from '../../conditions/index.ts';
import { defineEvaluator } from '../../evaluation.ts';
import { lookUp } from '../../lookUp.ts';
import { definition } from './definition.ts';

/** The first band that holds the number; what is none, or missing, is in no band. */
export const evaluate = defineEvaluator(definition, ({ config, scope }) => {
  const given = lookUp(scope, config.value);
  const value = isExactNumberText(given) ? given : numberOf(given);
  const band = config.bands.find(
    ({ from, to }) =>
      value !== null &&
      (from === undefined || (compareNumbers(value, from) ?? -1) >= 0) &&
      (to === undefined || (compareNumbers(value, to) ?? 0) < 0),
  );
  const outcome = band?.id ?? 'other';
  return { outcome, output: { value, band: outcome } };
});
