import type { Outcome, ValueType } from '../definition.ts';
import { object, text } from '../valueTypes.ts';

export const next: Outcome = { id: 'next', title: 'Next', isOptional: true };
export const failed: Outcome = { id: 'error', title: 'Error', isOptional: true };
export const timedOut: Outcome = { id: 'timeout', title: 'No answer in time', isOptional: true };

/** The ways out of most actions. */
export const nextOrError = (): Outcome[] => [next, failed];

/** What every action gives when it leaves by `error`: why, in a sentence. */
export const failure = object({ error: text });

/** An action's output by outcome: `failure` for `error`, nothing for those not named. */
export function byOutcome(outcome: string, outputs: Record<string, ValueType>): ValueType | null {
  if (outcome === 'error') return failure;
  return Object.hasOwn(outputs, outcome) ? outputs[outcome]! : null;
}
