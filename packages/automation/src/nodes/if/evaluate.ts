import { evaluate as evaluateGroup } from '../../conditions/index.ts';
import { defineEvaluator } from '../../evaluation.ts';
import { definition } from './definition.ts';

export const evaluate = defineEvaluator(definition, ({ config, scope, now }) => {
  const { result, reasons } = evaluateGroup({ group: config.condition, scope, now });
  return { outcome: String(result), output: { result }, reasons };
});
