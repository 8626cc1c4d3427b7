import type { WorkflowGraph } from '@echoai/contract';
import { waysOf } from './outcomes';

export type Direction = 'ArrowRight' | 'ArrowLeft' | 'ArrowDown' | 'ArrowUp';

/**
 * The node that an arrow key leads to: right along the first way out, left to where it came from, up
 * and down among the nodes at the same distance; where no way leads, the nearest that lies there.
 */
export function walk(graph: WorkflowGraph, from: string, direction: Direction): string | undefined {
  const node = graph.nodes.find(({ id }) => id === from);
  if (!node) return graph.nodes[0]?.id;
  const exists = (id: string) => graph.nodes.some((other) => other.id === id);
  if (direction === 'ArrowRight') {
    const next = waysOf(node, graph.edges).find(({ edge }) => edge && exists(edge.target));
    if (next) return next.edge!.target;
  }
  if (direction === 'ArrowLeft') {
    const before = graph.edges.find(({ source, target }) => target === from && exists(source));
    if (before) return before.source;
  }
  return nearest(graph, from, direction);
}

function nearest({ nodes }: WorkflowGraph, from: string, direction: Direction): string | undefined {
  const { x, y } = nodes.find(({ id }) => id === from)!.position;
  const isAcross = direction === 'ArrowDown' || direction === 'ArrowUp';
  const sign = direction === 'ArrowDown' || direction === 'ArrowRight' ? 1 : -1;
  const candidates = nodes.flatMap(({ id, position }) => {
    const [dx, dy] = [position.x - x, position.y - y];
    const [ahead, aside] = isAcross ? [dy * sign, Math.abs(dx)] : [dx * sign, Math.abs(dy)];
    // Further aside than ahead lies in another direction.
    return id === from || ahead <= 0 ? [] : [{ id, distance: ahead + 2 * aside }];
  });
  return candidates.sort((one, other) => one.distance - other.distance)[0]?.id;
}
