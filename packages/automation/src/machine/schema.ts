import { z } from 'zod';

const ofNode = z.object({ nodeId: z.string() });

const nodeState = z.object({
  /** The node's label, for XState's own viewers. */
  description: z.string(),
  meta: z.object({ nodeId: z.string(), kind: z.string() }),
  entry: z.object({ type: z.literal('perform'), params: ofNode }),
  /** By outcome: whither, once the node's output is stored. */
  on: z.record(
    z.string(),
    z.object({
      target: z.string(),
      /** A node may follow itself, and is then performed again. */
      reenter: z.literal(true).optional(),
      actions: z.object({ type: z.literal('store'), params: ofNode }),
    }),
  ),
});

const finalState = z.object({
  type: z.literal('final'),
  description: z.string(),
  /** Absent from the two states that stand for ways out that lead nowhere. */
  meta: z.object({ nodeId: z.string(), kind: z.string() }).optional(),
});

/**
 * An XState v5 machine as JSON: `createMachine` takes it as it is. States are numbered (`s0`, …),
 * and beside them are `ended` and `failed`.
 */
export const workflowMachine = z.object({
  id: z.string(),
  initial: z.string(),
  context: z.object({ steps: z.object({}) }),
  states: z.record(z.string(), z.union([nodeState, finalState])),
});
export type WorkflowMachine = z.infer<typeof workflowMachine>;
export type NodeState = z.infer<typeof nodeState>;
export type FinalState = z.infer<typeof finalState>;
