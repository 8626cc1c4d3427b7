import { evaluate as evaluateGroup, type Reason } from '../../conditions/index.ts';
import { defineEvaluator } from '../../evaluation.ts';
import { definition } from './definition.ts';

/** Reasons are of the cases up to the one that held. */
export const evaluate = defineEvaluator(definition, ({ config, scope, now }) => {
  const reasons: Reason[] = [];
  for (const [position, { id, condition }] of config.cases.entries()) {
    const tried = evaluateGroup({ group: condition, scope, now });
    reasons.push(
      ...tried.reasons.map((reason) => ({ ...reason, path: `cases.${position}.${reason.path}` })),
    );
    if (tried.result) return { outcome: id, output: { way: id }, reasons };
  }
  return { outcome: 'else', output: { way: 'else' }, reasons };
});
