import { nodeDefinitions } from '@echoai/automation';
import type { WorkflowGraph } from '@echoai/contract';

/** A node's kind alone, or with its configuration. */
type Nodes = Record<string, { kind: string } & Record<string, unknown>>;

/**
 * A graph in short: nodes by id, and edges as `from>to` or `from.outcome>to`.
 *
 * @example graphOf({ begin: { kind: 'manual' }, stop: { kind: 'end' } }, ['begin>stop'])
 */
export function graphOf(nodes: Nodes, edges: string[]): WorkflowGraph {
  return {
    nodes: Object.entries(nodes).map(([id, config], index) => ({
      id,
      type: nodeDefinitions[config.kind]!.type,
      data: { label: id, config },
      position: { x: 0, y: index * 100 },
    })),
    edges: edges.map((edge) => {
      const [, source = '', sourceHandle, target = ''] = edge.match(/^(\w+)(?:\.(\w+))?>(\w+)$/)!;
      return { id: edge, source, target, ...(sourceHandle ? { sourceHandle } : {}) };
    }),
  };
}
