import type { z } from 'zod';
import type { Reason } from './conditions/index.ts';
import type { NodeDefinition } from './definition.ts';

export interface EvaluationInput<Config> {
  config: Config;
  /** event, visitor, conversation, workflow, execution, steps, now */
  scope: object;
  nodeId: string;
  visitorId: string;
  now: Date;
}

/** The way that a condition takes, what it gives, and why where it compared. */
export interface Evaluation {
  outcome: string;
  output: Record<string, unknown>;
  reasons?: Reason[];
}

/**
 * Pure: what cannot be compared takes the way for "no".
 * @throws {TooMuchWork} and nothing else
 */
export type Evaluator = (input: EvaluationInput<unknown>) => Evaluation;

/** Keeps the type of a condition's configuration. */
export function defineEvaluator<Config extends z.ZodType>(
  _definition: NodeDefinition<Config>,
  evaluate: (input: EvaluationInput<z.output<Config>>) => Evaluation,
): Evaluator {
  return (input) => evaluate({ ...input, config: input.config as z.output<Config> });
}
