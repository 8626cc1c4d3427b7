import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { cardWidth } from './graph/places';

/** Frames to wait for a new card, which React Flow hides until it is measured. */
const patience = 30;

/** Gives a node's card the focus, and moves the canvas if the card is out of view. */
export function useFocusNode(): (nodeId: string) => void {
  const { getNode, getZoom, setCenter } = useReactFlow();
  return useCallback(
    (nodeId) => {
      let left = patience;
      const tryIt = () => {
        const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${nodeId}"]`);
        card?.focus({ preventScroll: true });
        if (!card || document.activeElement !== card) {
          if (left-- > 0) requestAnimationFrame(tryIt);
          return;
        }
        const pane = card.closest('.react-flow')!.getBoundingClientRect();
        const box = card.getBoundingClientRect();
        const isInView =
          box.left >= pane.left &&
          box.right <= pane.right &&
          box.top >= pane.top &&
          box.bottom <= pane.bottom;
        const node = getNode(nodeId);
        if (isInView || !node) return;
        const { x, y } = node.position;
        const height = node.measured?.height ?? 120;
        void setCenter(x + cardWidth / 2, y + height / 2, { zoom: getZoom(), duration: 120 });
      };
      requestAnimationFrame(tryIt);
    },
    [getNode, getZoom, setCenter],
  );
}
