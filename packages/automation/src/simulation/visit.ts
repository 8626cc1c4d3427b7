import type { Reason } from '../conditions/index.ts';
import type { FlowNode, Reading } from '../flow/flow.ts';
import type { Scope, ScopeConversation, ScopeVisitor } from '../scope.ts';
import type { ChoiceReader } from './choices.ts';

/** What nodes change: people as they are known, and the time. */
export interface World {
  now: Date;
  visitor: Partial<ScopeVisitor> | null;
  conversation: Partial<ScopeConversation> | null;
}

/** A node whose configuration could be read. */
export type ReadNode = FlowNode & { reading: Reading };

/** A node is performed, with all that it may know. */
export interface Visit {
  node: ReadNode;
  scope: Scope;
  world: World;
  choices: ChoiceReader;
}

/** What a node did. */
export interface Performed {
  outcome: string;
  output: unknown;
  /** What is different afterwards. */
  world?: Partial<World>;
  /** What it would have done in the world outside of the simulation, in order. */
  effects?: object[];
  /** Of a condition: why. */
  reasons?: Reason[];
  /** Why it failed. */
  error?: string;
}

/** How a kind of action acts here; its configuration is rendered. */
export type Perform<Config = unknown> = (visit: Visit & { config: Config }) => Performed;

/** The node leaves by `error`. */
export function failed(error: string): Performed {
  return { outcome: 'error', output: { error }, error };
}

const chosenError = 'It was chosen that this fails.';

/** It was chosen that the node leaves by `error`, and perhaps what it gives. */
export function chosenToFail(output: unknown = { error: chosenError }): Performed {
  const { error } = (output ?? {}) as { error?: unknown };
  return { outcome: 'error', output, error: typeof error === 'string' ? error : chosenError };
}
