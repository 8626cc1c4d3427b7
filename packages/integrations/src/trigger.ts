import type { NodeDefinition } from '@echoai/automation/definition';
import type { z } from 'zod';

/** Whether what happened at the provider starts a workflow whose trigger is configured so. */
export type Accepts = (config: unknown, event: Record<string, unknown>) => boolean;

/** Keeps the type of the configuration of the trigger that it belongs to. */
export function defineAccepts<Config extends z.ZodType>(
  _definition: NodeDefinition<Config>,
  accepts: (config: z.output<Config>, event: Record<string, unknown>) => boolean,
): Accepts {
  return accepts as Accepts;
}
