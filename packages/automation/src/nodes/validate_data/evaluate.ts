import { defineEvaluator } from '../../evaluation.ts';
import { lookUp } from '../../lookUp.ts';
import { isValid } from '../../validation.ts';
import { definition } from './definition.ts';

/** A missing value is not valid. */
export const evaluate = defineEvaluator(definition, ({ config, scope }) => {
  const { check, pattern, schema } = config;
  const value = lookUp(scope, config.value) ?? null;
  const valid = value !== null && isValid({ value, kind: check, pattern, schema });
  return { outcome: valid ? 'valid' : 'invalid', output: { isValid: valid } };
});
