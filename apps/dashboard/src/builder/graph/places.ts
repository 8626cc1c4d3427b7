import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { waysOf } from './outcomes';

export type Position = WorkflowNode['position'];

/** Of a card, in pixels of the canvas. */
export const cardWidth = 248;
const headHeight = 76;
const wayHeight = 26;
/** Space between cards, along the ways and across. */
export const gap = { along: 72, across: 28 };

/** How high a node's card is, near enough to place others beside it. */
export function cardHeight(node: WorkflowNode, { edges }: WorkflowGraph): number {
  return headHeight + wayHeight * waysOf(node, edges).length + 8;
}

/** The place nearest below `wanted` where a card covers no other. */
export function freePlace(graph: WorkflowGraph, wanted: Position): Position {
  const height = headHeight + 3 * wayHeight;
  let { x, y } = wanted;
  // Each round goes below a card, so there are no more rounds than cards.
  for (let round = 0; round <= graph.nodes.length; round++) {
    const inTheWay = graph.nodes.find(
      (node) =>
        Math.abs(node.position.x - x) < cardWidth + 16 &&
        node.position.y < y + height &&
        y < node.position.y + cardHeight(node, graph) + 16,
    );
    if (!inTheWay) break;
    y = inTheWay.position.y + cardHeight(inTheWay, graph) + gap.across;
  }
  return { x, y };
}

/** Whether some card covers another: then the graph was not laid out for the canvas. */
export function hasOverlap(graph: WorkflowGraph): boolean {
  const sorted = graph.nodes
    .map((node) => ({ ...node.position, height: cardHeight(node, graph) }))
    .sort((one, other) => one.x - other.x);
  return sorted.some((card, index) => {
    for (const other of sorted.slice(index + 1)) {
      if (other.x - card.x >= cardWidth) return false;
      if (other.y < card.y + card.height && card.y < other.y + other.height) return true;
    }
    return false;
  });
}
