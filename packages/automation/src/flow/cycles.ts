import type { FlowEdge, FlowNode } from './flow.ts';

export type KeepsEdge = (edge: FlowEdge) => boolean;

/**
 * The parts of a graph in which one can go round: its strongly connected parts that have an edge
 * within, over the edges that `keeps` lets through. Tarjan's algorithm, with a stack of its own.
 */
export function cyclicParts(nodes: FlowNode[], keeps: KeepsEdge): FlowNode[][] {
  const order = new Map<FlowNode, number>();
  const lowest = new Map<FlowNode, number>();
  const open: FlowNode[] = [];
  const isOpen = new Set<FlowNode>();
  const parts: FlowNode[][] = [];
  const within = new Set(nodes);

  function enter(node: FlowNode) {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    isOpen.add(node);
    return { node, edges: node.edges.filter((edge) => within.has(edge.target) && keeps(edge)) };
  }
  const lower = (node: FlowNode, value: number) =>
    lowest.set(node, Math.min(lowest.get(node)!, value));

  for (const root of nodes) {
    if (order.has(root)) continue;
    const path = [enter(root)];
    while (path.length > 0) {
      const { node, edges } = path.at(-1)!;
      const edge = edges.pop();
      if (edge) {
        if (!order.has(edge.target)) path.push(enter(edge.target));
        else if (isOpen.has(edge.target)) lower(node, order.get(edge.target)!);
        continue;
      }
      path.pop();
      if (path.length > 0) lower(path.at(-1)!.node, lowest.get(node)!);
      if (lowest.get(node) !== order.get(node)) continue;
      const part = open.splice(open.indexOf(node));
      for (const member of part) isOpen.delete(member);
      if (part.length > 1 || node.edges.some((edge) => edge.target === node && keeps(edge)))
        parts.push(part);
    }
  }
  return parts;
}

/** Starts that are tried for a shortest cycle; more would cost more than the cycle is worth. */
const maxStarts = 100;

/** A shortest way round within a cyclic part; its first node is not repeated at the end. */
export function shortestCycle(part: FlowNode[], keeps: KeepsEdge): FlowNode[] {
  const cycles = part.slice(0, maxStarts).map((start) => cycleFrom(start, new Set(part), keeps));
  return cycles.reduce((best, cycle) => (cycle.length < best.length ? cycle : best));
}

function cycleFrom(start: FlowNode, part: Set<FlowNode>, keeps: KeepsEdge): FlowNode[] {
  const cameFrom = new Map<FlowNode, FlowNode | null>([[start, null]]);
  for (const node of cameFrom.keys())
    for (const edge of node.edges) {
      if (!part.has(edge.target) || !keeps(edge)) continue;
      if (edge.target === start) return wayBack(node, cameFrom);
      if (!cameFrom.has(edge.target)) cameFrom.set(edge.target, node);
    }
  return [...part];
}

function wayBack(last: FlowNode, cameFrom: Map<FlowNode, FlowNode | null>): FlowNode[] {
  const way: FlowNode[] = [];
  for (let node: FlowNode | null = last; node; node = cameFrom.get(node) ?? null) way.unshift(node);
  return way;
}
