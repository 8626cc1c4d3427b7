import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { MarkerType } from '@xyflow/react';
import type { Diagnostic } from '@/automations/diagnosticsOf';
import { orderNodes } from '@/automations/orderNodes';
import type { Selection } from './graph/edits';
import { outcomeOf, waysOf } from './graph/outcomes';
import type { Card } from './NodeCard';
import type { WayLine } from './WayEdge';

const typeNames = { trigger: 'trigger', action: 'action', condition: 'condition' };

/** A node as a screen reader says it: "Send message, action, 1 problem". */
export function nameOf(node: WorkflowNode, problems: number): string {
  const found = problems === 0 ? '' : `, ${problems} ${problems === 1 ? 'problem' : 'problems'}`;
  return `${node.data.label}, ${typeNames[node.type]}${found}`;
}

interface Shown {
  graph: WorkflowGraph;
  selection: Selection;
  diagnostics: Diagnostic[];
  /** Ids of the nodes of a diagnostic's way. */
  path: string[];
}

/**
 * Makes an element anew only when something that it shows has changed. React Flow and React leave an
 * element that is the same one as before alone, and of 200 an edit changes one.
 */
function createKeeper<Of extends object, Element>() {
  const kept = new WeakMap<Of, { shown: unknown[]; element: Element }>();
  return (of: Of, shown: unknown[], make: () => Element): Element => {
    const known = kept.get(of);
    if (known?.shown.every((value, place) => value === shown[place])) return known.element;
    const element = make();
    kept.set(of, { shown, element });
    return element;
  };
}

const keepCard = createKeeper<WorkflowNode, Card>();
const keepLine = createKeeper<WorkflowEdge, WayLine>();

/** React Flow's nodes of a graph, in the order in which Tab goes through them. */
export function cardsOf(
  { graph, selection, diagnostics, path }: Shown,
  measured: Measured,
): Card[] {
  const selectedIds = new Set(selection.nodes);
  const onPath = new Set(path);
  const found = Map.groupBy(diagnostics, ({ nodeId }) => nodeId);
  return orderNodes(graph).map((node) => {
    const own = found.get(node.id) ?? [];
    const problems = own.length;
    const hasErrors = own.some(({ severity }) => severity === 'error');
    const isOnPath = onPath.has(node.id);
    const selected = selectedIds.has(node.id);
    const size = measured.get(node.id);
    const shown = [graph.edges, problems, hasErrors, isOnPath, selected, size];
    return keepCard(node, shown, () => ({
      id: node.id,
      type: 'card',
      position: node.position,
      selected,
      ariaLabel: nameOf(node, problems),
      ...(size ? { measured: size } : {}),
      data: { node, ways: waysOf(node, graph.edges), problems, hasErrors, isOnPath },
    }));
  });
}

/** Sizes that React Flow measured, by node; without them it would measure and hide a card anew. */
export type Measured = ReadonlyMap<string, { width: number; height: number }>;

export function linesOf({ graph, selection, path }: Omit<Shown, 'diagnostics'>): WayLine[] {
  const selectedIds = new Set(selection.edges);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  return graph.edges.flatMap((edge) => {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    if (!source || !target) return [];
    const place = path.indexOf(edge.source);
    const isOnPath = place >= 0 && path[place + 1] === edge.target;
    const selected = selectedIds.has(edge.id);
    return keepLine(edge, [source.data, target.data, isOnPath, selected], () => {
      const outcome = outcomeOf(edge);
      const way = waysOf(source, [edge]).find(({ id }) => id === outcome);
      const title = way?.title ?? outcome;
      return {
        id: edge.id,
        type: 'way',
        source: edge.source,
        target: edge.target,
        sourceHandle: outcome,
        selected,
        focusable: false,
        markerEnd,
        data: {
          outcome,
          title,
          isFault: outcome === 'error' || way?.isUnknown === true,
          isOnPath,
          name: `${title} of ${source.data.label} to ${target.data.label}`,
        },
      };
    });
  });
}

const markerEnd = {
  type: MarkerType.ArrowClosed,
  color: 'var(--control-line)',
  width: 16,
  height: 16,
};
