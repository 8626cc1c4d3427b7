import { defineEvaluator } from '../../evaluation.ts';
import { partFor } from '../../split.ts';
import { definition } from './definition.ts';

export const evaluate = defineEvaluator(definition, ({ config, nodeId, visitorId }) => {
  const { id } = partFor({ parts: config.parts, visitorId, nodeId });
  return { outcome: id, output: { way: id } };
});
