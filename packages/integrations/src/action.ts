import type { NodeDefinition } from '@echoai/automation/definition';
import type { z } from 'zod';
import type { ProviderClient } from './client.ts';

/** What an action of a provider is told. */
export interface ActionInput<Config> {
  /** Rendered: every template is filled in. */
  config: Config;
  client: ProviderClient;
  /** The same whenever this step is tried again: what repetitions are known by. */
  effectId: string;
  /** From 1. */
  attempt: number;
  /** When the step began: what it did was not before. */
  startedAt: Date;
  /** The conversation that it is about; null when there is none. */
  sessionId: string | null;
  /**
   * Whether a record may be taken for the visitor's by this e-mail address: they have proven it, or
   * the workflow is about no visitor, so that the address comes from the owner's own systems.
   */
  isProven(email: string): Promise<boolean>;
  /** Texts that are kept with the connection for later steps. */
  memory: ActionMemory;
}

export interface ActionMemory {
  get(key: string): Promise<string | null>;
  /** Keeps it, unless there is one already. Never throws: what was done stays done. */
  keep(key: string, value: string): Promise<void>;
}

/** A record at the provider that is about the visitor, and that their page then shows. */
export interface LinkedRecord {
  /** `contact`, `lead`, … */
  type: string;
  id: string;
  /** Where a person sees it; null when that is not known. */
  url: string | null;
}

export interface ActionResult {
  /** The way out; `next` unless said. */
  outcome?: string;
  /** What `steps.<id>` is for the nodes after it. */
  output: Record<string, unknown>;
  links?: LinkedRecord;
  /** Milliseconds for which the node now waits for somebody's decision. */
  waitsForDecisionMs?: number;
}

/**
 * How a node of a provider acts.
 * @throws {ProviderError} of the client, as it is
 */
export type RunAction<Config = unknown> = (input: ActionInput<Config>) => Promise<ActionResult>;

/** Keeps the type of the configuration of the definition that the action belongs to. */
export function defineRun<Config extends z.ZodType>(
  _definition: NodeDefinition<Config>,
  run: RunAction<z.output<Config>>,
): RunAction {
  return run as RunAction;
}
