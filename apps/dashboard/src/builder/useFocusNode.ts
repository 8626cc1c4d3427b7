import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { cardWidth } from './graph/places';
import { tryEachFrame } from './tryEachFrame';

/** Until the canvas has its new size beside a panel that opened, in milliseconds. */
const settled = 80;

/** Ways to bring a node's card before the eyes. */
export function useFocusNode() {
  const { getNode, getZoom, setCenter } = useReactFlow();
  return useMemo(() => {
    /** Moves the canvas if the card is out of view. */
    const showNode = (nodeId: string) => {
      const card = cardOf(nodeId);
      const node = getNode(nodeId);
      if (!card || !node || isInView(card)) return;
      // Whoever drags sees it, and would lose it.
      if (card.classList.contains('dragging')) return;
      const { x, y } = node.position;
      const height = node.measured?.height ?? 120;
      void setCenter(x + cardWidth / 2, y + height / 2, { zoom: getZoom(), duration: 120 });
    };
    /** Gives the card the focus too, as soon as there is one. */
    const focusNode = (nodeId: string) =>
      // React Flow hides a new card until it is measured.
      tryEachFrame(() => {
        const card = cardOf(nodeId);
        card?.focus({ preventScroll: true });
        const hasFocus = card !== null && document.activeElement === card;
        if (hasFocus) showNode(nodeId);
        return hasFocus;
      });
    return { focusNode, showNode: (nodeId: string) => setTimeout(() => showNode(nodeId), settled) };
  }, [getNode, getZoom, setCenter]);
}

function cardOf(nodeId: string): HTMLElement | null {
  return document.querySelector(`.react-flow__node[data-id="${nodeId}"]`);
}

/** Whether all of the card can be seen: within the canvas, and not below its overview or buttons. */
function isInView(card: HTMLElement): boolean {
  const flow = card.closest('.react-flow')!;
  const pane = flow.getBoundingClientRect();
  const box = card.getBoundingClientRect();
  const isWithin =
    box.left >= pane.left &&
    box.right <= pane.right &&
    box.top >= pane.top &&
    box.bottom <= pane.bottom;
  const covers = [...flow.querySelectorAll('.react-flow__minimap, .react-flow__controls')];
  return isWithin && !covers.some((cover) => doOverlap(cover.getBoundingClientRect(), box));
}

function doOverlap(one: DOMRect, other: DOMRect): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
