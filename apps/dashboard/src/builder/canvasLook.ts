import { NodeCard } from './NodeCard';
import { WayEdge } from './WayEdge';

/** What every canvas has in common, whether a graph is edited on it or read. */

export const nodeTypes = { card: NodeCard };
export const edgeTypes = { way: WayEdge };
export const fitting = { padding: 0.06, maxZoom: 1, minZoom: 0.4 };
export const words = {
  'controls.ariaLabel': 'Zoom',
  'controls.zoomIn.ariaLabel': 'Zoom in',
  'controls.zoomOut.ariaLabel': 'Zoom out',
  'controls.fitView.ariaLabel': 'Show everything',
  'minimap.ariaLabel': 'Overview of the automation',
};
