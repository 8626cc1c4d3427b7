import type { Outcome, ValueType } from '../definition.ts';
import { date, object, text } from '../valueTypes.ts';

export const next: Outcome = { id: 'next', title: 'Next', isOptional: true };
export const failed: Outcome = { id: 'error', title: 'Error', isOptional: true };
export const timedOut: Outcome = { id: 'timeout', title: 'No answer in time', isOptional: true };

export const absent: Outcome = { id: 'absent', title: 'Not there' };

/** The ways out of most actions. */
export const nextOrError = (): Outcome[] => [next, failed];

/** The ways out of those that look something up. */
export const foundOrAbsent = (): Outcome[] => [{ id: 'found', title: 'Found' }, absent, failed];

/** The ways out of those that ask somebody for approval, and what is known of the decision. */
export const decisions = (): Outcome[] => [
  { id: 'approved', title: 'Approved' },
  { id: 'declined', title: 'Declined' },
  timedOut,
  failed,
];
const decision = object({ comment: text, decidedBy: text, decidedAt: date });
export const byDecision = (_config: unknown, outcome: string): ValueType | null =>
  byOutcome(outcome, { approved: decision, declined: decision });

/** What every action gives when it leaves by `error`: why, in a sentence. */
export const failure = object({ error: text });

/** An action's output by outcome: `failure` for `error`, nothing for those not named. */
export function byOutcome(outcome: string, outputs: Record<string, ValueType>): ValueType | null {
  if (outcome === 'error') return failure;
  return Object.hasOwn(outputs, outcome) ? outputs[outcome]! : null;
}
