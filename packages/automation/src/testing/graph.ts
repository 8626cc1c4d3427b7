import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from '@echoai/contract/workflowGraph';
import type { Definitions } from '../flow/flow.ts';
import { definitions } from './definitions.ts';

/**
 * A graph in few words: nodes as `{ id: 'kind' }` or `{ id: { kind, … } }`, edges as
 * `a>b` (from `next`) or `a.outcome>b`. Labels are the ids, written large.
 *
 * @param known the kinds that there are; those for tests by default.
 */
export function graphOf(
  nodes: Record<string, string | ({ kind: string } & Record<string, unknown>)>,
  edges: string[],
  known: Definitions = definitions,
): WorkflowGraph {
  return {
    nodes: Object.entries(nodes).map(([id, node]) =>
      nodeOf(id, typeof node === 'string' ? { kind: node } : node, known),
    ),
    edges: edges.map(edgeOf),
  };
}

function nodeOf(id: string, config: { kind: string }, known: Definitions): WorkflowNode {
  const type = Object.hasOwn(known, config.kind) ? known[config.kind]!.type : 'action';
  const defaults = config.kind === 'send' ? { text: 'Hello' } : {};
  return {
    id,
    type,
    data: { label: id.toUpperCase(), config: { ...defaults, ...config } },
    position: { x: 0, y: 0 },
  };
}

function edgeOf(text: string, position: number): WorkflowEdge {
  const [, source, outcome, target] = text.match(/^([^.>]+)(?:\.([^>]+))?>(.+)$/)!;
  return { id: `e${position}`, source: source!, target: target!, sourceHandle: outcome ?? null };
}
