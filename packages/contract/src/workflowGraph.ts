import { z } from 'zod';
import { requiredText } from './common.ts';

/** Most nodes of a workflow, and most edges. */
export const maxNodes = 1_000;
export const maxEdges = 4_000;

/**
 * Names a node within its workflow, and in templates: what the node `ask_email` gave is
 * `{{ steps.ask_email.answer }}`.
 */
export const nodeId = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,59}$/,
    'must be of letters, digits and underscores, and begin with a letter',
  );

/** `config.kind` selects the node's definition, whose schema says what else is in `config`. */
export const workflowNode = z.object({
  id: nodeId,
  type: z.enum(['trigger', 'action', 'condition']),
  data: z.object({
    label: requiredText(120),
    config: z.looseObject({ kind: z.string().max(60) }),
  }),
  position: z.object({ x: z.number(), y: z.number() }),
});
export type WorkflowNode = z.infer<typeof workflowNode>;

/** From one outcome of a node (`sourceHandle`, or `next` when absent) to the node that follows. */
export const workflowEdge = z.object({
  id: z.string().min(1).max(120),
  source: z.string().max(60),
  target: z.string().max(60),
  sourceHandle: z.string().max(60).nullish(),
});
export type WorkflowEdge = z.infer<typeof workflowEdge>;

/** What the canvas edits and the API stores. */
export const workflowGraph = z.object({
  nodes: z.array(workflowNode).max(maxNodes),
  edges: z.array(workflowEdge).max(maxEdges),
});
export type WorkflowGraph = z.infer<typeof workflowGraph>;
