import type { Flow, FlowNode } from './flow.ts';

/**
 * The nodes that can be reached, each behind those that lead to it, as far as loops allow: the order
 * in which facts reach every node with the fewest repetitions.
 */
export function forwards({ triggers }: Flow): FlowNode[] {
  const seen = new Set<FlowNode>();
  const finished: FlowNode[] = [];
  const enter = (node: FlowNode) => {
    seen.add(node);
    return { node, position: 0 };
  };
  for (const trigger of triggers) {
    if (seen.has(trigger)) continue;
    const path = [enter(trigger)];
    while (path.length > 0) {
      const place = path.at(-1)!;
      const edge = place.node.edges[place.position++];
      if (!edge) finished.push(path.pop()!.node);
      else if (!seen.has(edge.target)) path.push(enter(edge.target));
    }
  }
  return finished.reverse();
}
