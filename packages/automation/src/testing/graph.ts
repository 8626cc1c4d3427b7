import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from '@echoai/contract/workflowGraph';
import { definitions } from './definitions.ts';

/**
 * A graph in few words: nodes as `{ id: 'kind' }` or `{ id: { kind, … } }`, edges as
 * `a>b` (from `next`) or `a.outcome>b`. Labels are the ids, written large.
 */
export function graphOf(
  nodes: Record<string, string | ({ kind: string } & Record<string, unknown>)>,
  edges: string[],
): WorkflowGraph {
  return {
    nodes: Object.entries(nodes).map(([id, node]) =>
      nodeOf(id, typeof node === 'string' ? { kind: node } : node),
    ),
    edges: edges.map(edgeOf),
  };
}

function nodeOf(id: string, config: { kind: string }): WorkflowNode {
  const type = Object.hasOwn(definitions, config.kind) ? definitions[config.kind]!.type : 'action';
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
