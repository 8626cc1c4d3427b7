import type { NodeDefinition } from '@echoai/automation/definition';
import type { z } from 'zod';
import type { ProviderClient } from './client.ts';

/** Whether what happened at the provider starts a workflow whose trigger is configured so. */
export type Accepts = (config: unknown, event: Record<string, unknown>) => boolean;

/** Keeps the type of the configuration of the trigger that it belongs to. */
export function defineAccepts<Config extends z.ZodType>(
  _definition: NodeDefinition<Config>,
  accepts: (config: z.output<Config>, event: Record<string, unknown>) => boolean,
): Accepts {
  return accepts as Accepts;
}

/** Something new that a provider was asked for. */
export interface PolledEvent {
  /** The same whenever it is asked for with the same cursor; a workflow is started by it once. */
  id: string;
  /** What the trigger gives. */
  event: object;
}

export interface PollAnswer {
  /** In their order, at most a hundred. */
  events: PolledEvent[];
  /** JSON that says where the next poll begins. */
  cursor: unknown;
  /** Whether to ask again at once. */
  isMore?: boolean;
}

/**
 * Asks a provider what is new, in few requests. It changes nothing, so that it may be asked again.
 * @param cursor of the poll before. Null the first time: then nothing is new, and the answer only says
 * where to begin
 * @throws {ProviderError} of the client, as it is
 */
export type Poll<Config = unknown> = (
  config: Config,
  client: ProviderClient,
  cursor: unknown,
) => Promise<PollAnswer>;

/** What the configuration of every trigger has that is polled. */
export interface PolledConfig {
  connectionId: string;
  everyMinutes: string;
}

export interface Poller {
  /** Whose connection it asks with. */
  provider: string;
  poll: Poll;
}

/** Keeps the type of the configuration of the trigger that it belongs to. */
export function definePoll<Config extends z.ZodType<PolledConfig>>(
  _definition: NodeDefinition<Config>,
  poll: Poll<z.output<Config>>,
): Poll {
  return poll as Poll;
}
