import type { NodeChange } from '@xyflow/react';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import type { Measured } from './flowElements';
import { type Card, NodeCard } from './NodeCard';
import { WayEdge } from './WayEdge';

export const fitting = { padding: 0.06, maxZoom: 1, minZoom: 0.4 };

const look = {
  nodeTypes: { card: NodeCard },
  edgeTypes: { way: WayEdge },
  ariaLabelConfig: {
    'controls.ariaLabel': 'Zoom',
    'controls.zoomIn.ariaLabel': 'Zoom in',
    'controls.zoomOut.ariaLabel': 'Zoom out',
    'controls.fitView.ariaLabel': 'Show everything',
    'minimap.ariaLabel': 'Overview of the automation',
  },
  deleteKeyCode: null,
  edgesFocusable: false,
  zoomOnDoubleClick: false,
  minZoom: 0.1,
  maxZoom: 1.5,
  fitView: true,
};

/** What every canvas has in common, whether a graph is edited on it or read. */
export function useCanvasLook() {
  const { resolvedTheme } = useTheme();
  const [measured, setMeasured] = useState<Measured>(new Map());
  return {
    /** Properties of React Flow. */
    look: { ...look, colorMode: resolvedTheme === 'dark' ? ('dark' as const) : ('light' as const) },
    /** For `cardsOf`. */
    measured,
    /** Keeps the sizes that React Flow tells with changes of nodes. */
    measure: (changes: NodeChange<Card>[]) => {
      const sizes = changes.flatMap((change) =>
        change.type === 'dimensions' && change.dimensions
          ? [[change.id, change.dimensions] as const]
          : [],
      );
      if (sizes.length > 0) setMeasured((now) => new Map([...now, ...sizes]));
    },
  };
}
