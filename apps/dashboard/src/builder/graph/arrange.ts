import { Graph, layout } from '@dagrejs/dagre';
import type { WorkflowGraph } from '@echoai/contract';
import { outcomeOf, outcomesOf } from './outcomes';
import { cardHeight, cardWidth, gap, hasOverlap, type Position } from './places';

/** Places for all nodes, from the trigger at the left along the ways to the right. */
export function arrange(graph: WorkflowGraph): Record<string, Position> {
  const cards = new Graph({ multigraph: true });
  cards.setGraph({
    rankdir: 'LR',
    ranksep: gap.along,
    nodesep: gap.across,
    marginx: 0,
    marginy: 0,
  });
  cards.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes)
    cards.setNode(node.id, { width: cardWidth, height: cardHeight(node, graph) });
  // What handles errors stands aside, and lets the main way be straight.
  for (const edge of inOrder(graph))
    cards.setEdge(
      edge.source,
      edge.target,
      { weight: outcomeOf(edge) === 'error' ? 1 : 4 },
      edge.id,
    );
  layout(cards);
  return Object.fromEntries(
    graph.nodes.map(({ id }) => {
      const { x, y, width, height } = cards.node(id) as Record<
        'x' | 'y' | 'width' | 'height',
        number
      >;
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}

/** A graph as the canvas opens it: laid out, if its cards would cover each other. */
export function tidy(graph: WorkflowGraph): WorkflowGraph {
  if (!hasOverlap(graph)) return graph;
  const places = arrange(graph);
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, position: places[node.id]! })) };
}

/** Edges that arrive somewhere, in the order of their nodes' ways out: dagre keeps to it. */
function inOrder({ nodes, edges }: WorkflowGraph) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const rank = (edge: (typeof edges)[number]) =>
    outcomesOf(byId.get(edge.source)!.data.config).findIndex(({ id }) => id === outcomeOf(edge));
  return edges
    .filter(({ source, target }) => byId.has(source) && byId.has(target))
    .sort((one, other) => rank(one) - rank(other));
}
