import type { Reason } from '../conditions/index.ts';
import type { Performed, ReadNode, World } from './visit.ts';

/** A node that was visited. */
export interface SimulatedStep {
  /** From 1. */
  visit: number;
  nodeId: string;
  kind: string;
  label: string;
  /** Virtual time, ISO 8601. */
  at: string;
  /** The configuration with its templates filled in; as configured where that failed. */
  input: unknown;
  /** Null for a node that ends the workflow, or could not be left. */
  outcome: string | null;
  output: unknown;
  /** Of a condition that compared. */
  reasons?: Reason[];
  error?: string;
}

/** What a node would have done, with its rendered configuration. */
export interface SimulatedEffect {
  nodeId: string;
  kind: string;
  visit: number;
  at: string;
  [field: string]: unknown;
}

export interface Simulation {
  /** `stopped`: too many steps, too long, or a fault of the input. */
  status: 'ended' | 'failed' | 'stopped';
  steps: SimulatedStep[];
  effects: SimulatedEffect[];
  /** Virtual time, ISO 8601; null without a beginning. */
  endedAt: string | null;
  /** Why it failed or was stopped. */
  error: string | null;
}

/** What is known of a simulation while it runs. */
export type Run = Omit<Simulation, 'status'>;

/** Notes what a node did, and what it would have done in the world. */
export function record({
  run,
  node: { id: nodeId, kind, label },
  performed: { input, outcome, output, effects = [], reasons, error },
  world,
}: {
  run: Run;
  node: ReadNode;
  performed: Performed & { input: unknown };
  world: World;
}): void {
  const visit = run.steps.length + 1;
  const at = world.now.toISOString();
  run.steps.push({
    ...{ visit, nodeId, kind, label, at, input, outcome, output },
    ...(reasons && { reasons }),
    ...(error !== undefined && { error }),
  });
  for (const effect of effects)
    run.effects.push({ ...withoutPolicies(effect), nodeId, kind, visit, at });
}

/** The node at which it ends, so that it shows where it came to. */
export function recordEnd({ steps, endedAt }: Run, { id, kind, label, reading }: ReadNode): void {
  const visit = steps.length + 1;
  const input = reading.config;
  steps.push({ visit, nodeId: id, kind, label, at: endedAt!, input, outcome: null, output: null });
}

/** How often and how long it is tried says nothing of what it does. */
function withoutPolicies(effect: object): object {
  const policies = ['retry', 'timeoutSeconds', 'whenUncertain', 'sample'];
  return Object.fromEntries(Object.entries(effect).filter(([key]) => !policies.includes(key)));
}
