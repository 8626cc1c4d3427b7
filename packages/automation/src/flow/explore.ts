import { spend } from '../work.ts';
import type { FlowEdge, FlowNode } from './flow.ts';

/** One bit that a walk carries along, such as whether a variable is set. */
export type Bit = 0 | 1;

export interface Exploration {
  /** Whether some way from the start arrives at the node with this bit. */
  arrives(node: FlowNode, bit?: Bit): boolean;
  /** Ids of the nodes of a shortest such way, the node itself last; empty when there is none. */
  wayTo(node: FlowNode, bit?: Bit): string[];
  /** The nodes that can be reached at all, nearest first. */
  found: FlowNode[];
}

/**
 * Walks breadth first from the triggers, where the bit is 0, over all pairs of node and bit: twice
 * the nodes, however many paths there are. `step` says what an edge does to the bit; null means that
 * the edge cannot be gone.
 */
export function explore({
  nodes,
  from,
  step,
}: {
  nodes: FlowNode[];
  from: FlowNode[];
  step: (bit: Bit, edge: FlowEdge) => Bit | null;
}): Exploration {
  const unseen = -2;
  const start = -1;
  const cameFrom = new Int32Array(nodes.length * 2).fill(unseen);
  const queue: number[] = from.map(({ index }) => index * 2);
  for (const place of queue) cameFrom[place] = start;
  spend(nodes.length);
  for (let position = 0; position < queue.length; position++) {
    const place = queue[position]!;
    spend(10 * (1 + nodes[place >> 1]!.edges.length));
    for (const edge of nodes[place >> 1]!.edges) {
      const bit = step((place & 1) as Bit, edge);
      if (bit === null) continue;
      const next = edge.target.index * 2 + bit;
      if (cameFrom[next] !== unseen) continue;
      cameFrom[next] = place;
      queue.push(next);
    }
  }
  return {
    arrives: (node, bit = 0) => cameFrom[node.index * 2 + bit] !== unseen,
    wayTo: (node, bit = 0) => {
      const way: string[] = [];
      for (let place = node.index * 2 + bit; place >= 0; place = cameFrom[place]!) {
        if (cameFrom[place] === unseen) return [];
        way.unshift(nodes[place >> 1]!.id);
      }
      return way;
    },
    found: [...new Set(queue.map((place) => nodes[place >> 1]!))],
  };
}
