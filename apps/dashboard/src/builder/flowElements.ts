import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { MarkerType } from '@xyflow/react';
import type { Diagnostic } from '@/automations/diagnosticsOf';
import { orderNodes } from '@/automations/orderNodes';
import type { Selection } from './graph/edits';
import { outcomeOf, type Way, waysOf } from './graph/outcomes';
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

/** React Flow's nodes of a graph, in the order in which Tab goes through them. */
export function cardsOf(
  { graph, selection, diagnostics, path }: Shown,
  measured: Measured,
): Card[] {
  const selected = new Set(selection.nodes);
  const onPath = new Set(path);
  const found = Map.groupBy(diagnostics, ({ nodeId }) => nodeId);
  return orderNodes(graph).map((node) => {
    const own = found.get(node.id) ?? [];
    const size = measured.get(node.id);
    return {
      id: node.id,
      type: 'card',
      position: node.position,
      selected: selected.has(node.id),
      ariaLabel: nameOf(node, own.length),
      ...(size ? { measured: size } : {}),
      data: {
        node,
        ways: waysOf(node, graph.edges),
        problems: own.length,
        hasErrors: own.some(({ severity }) => severity === 'error'),
        isOnPath: onPath.has(node.id),
      },
    };
  });
}

/** Sizes that React Flow measured, by node; without them it would measure and hide a card anew. */
export type Measured = ReadonlyMap<string, { width: number; height: number }>;

export function linesOf({ graph, selection, path }: Omit<Shown, 'diagnostics'>): WayLine[] {
  const selected = new Set(selection.edges);
  const ways = new Map<string, Way[]>();
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  for (const node of graph.nodes) ways.set(node.id, waysOf(node, graph.edges));
  return graph.edges.flatMap((edge) => {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    if (!source || !target) return [];
    const outcome = outcomeOf(edge);
    const way = ways.get(source.id)?.find(({ id }) => id === outcome);
    const place = path.indexOf(edge.source);
    const title = way?.title ?? outcome;
    return {
      id: edge.id,
      type: 'way',
      source: edge.source,
      target: edge.target,
      sourceHandle: outcome,
      selected: selected.has(edge.id),
      focusable: false,
      markerEnd: {
        type: MarkerType.ArrowClosed,
        color: 'var(--control-line)',
        width: 16,
        height: 16,
      },
      data: {
        outcome,
        title,
        isFault: outcome === 'error' || way?.isUnknown === true,
        isOnPath: place >= 0 && path[place + 1] === edge.target,
        name: `${title} of ${source.data.label} to ${target.data.label}`,
      },
    };
  });
}
