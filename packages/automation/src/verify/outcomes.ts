import type { FlowNode } from '../flow/flow.ts';
import { type Check, quoted } from './check.ts';

export const outcomeConnectedTwice: Check = {
  severity: 'error',
  *find({ flow }) {
    for (const node of flow.nodes)
      for (const { id, title } of node.reading?.outcomes ?? []) {
        const count = edgesBy(node, id);
        if (count > 1)
          yield {
            nodeId: node.id,
            message: `${quoted(title)} of ${quoted(node.label)} leads to ${count} nodes, and only one can follow. Remove the others, or put them one behind the other.`,
          };
      }
  },
};

export const outcomeNotConnected: Check = {
  severity: 'warning',
  *find({ flow }) {
    for (const node of flow.nodes)
      for (const { id, title, isOptional } of node.reading?.outcomes ?? [])
        if (!isOptional && edgesBy(node, id) === 0)
          yield {
            nodeId: node.id,
            message: `${quoted(title)} of ${quoted(node.label)} leads nowhere: the workflow ends there. Connect it, to an end if that is meant.`,
          };
  },
};

function edgesBy(node: FlowNode, outcome: string): number {
  return node.edges.filter((edge) => edge.outcome === outcome).length;
}
