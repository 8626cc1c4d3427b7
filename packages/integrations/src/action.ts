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
  /** The conversation that it is about; null when there is none. */
  sessionId: string | null;
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
