import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';
import type { Diagnostic } from '@/automations/diagnosticsOf';
import type { Edit } from './builderReducer';
import { freeOutcome, isAstray, outcomeOf, outcomesOf } from './outcomes';

/** An obvious way to put a finding right. */
export interface Mend {
  title: string;
  edit: Edit;
}

/** What a button beside the finding would do; undefined when only the owner can know. */
export function mendOf({ code, nodeId }: Diagnostic, graph: WorkflowGraph): Mend | undefined {
  return nodeId === null && code !== 'edge-without-node' ? undefined : mends[code]?.(graph, nodeId);
}

const mends: Record<string, (graph: WorkflowGraph, nodeId: string | null) => Mend | undefined> = {
  'outcome-not-connected': ({ nodes, edges }, nodeId) => {
    const node = nodes.find(({ id }) => id === nodeId);
    const loose =
      node &&
      outcomesOf(node.data.config).find(({ id, isOptional }) => {
        const isConnected = edges.some((edge) => edge.source === nodeId && outcomeOf(edge) === id);
        return !isOptional && !isConnected;
      });
    return (
      loose && {
        title: 'Connect to a new End node',
        edit: { type: 'add', kind: 'end', behind: { source: node!.id, outcome: loose.id } },
      }
    );
  },
  'edge-without-node': ({ nodes, edges }) => {
    const ids = new Set(nodes.map(({ id }) => id));
    return removal(edges.filter(({ source, target }) => !ids.has(source) || !ids.has(target)));
  },
  'edge-without-outcome': (graph, nodeId) =>
    removal(graph.edges.filter((edge) => edge.source === nodeId && isAstray(edge, graph))),
  'outcome-connected-twice': ({ edges }, nodeId) => {
    const seen = new Set<string>();
    return removal(
      edges.filter((edge) => {
        if (edge.source !== nodeId) return false;
        const isAgain = seen.has(outcomeOf(edge));
        seen.add(outcomeOf(edge));
        return isAgain;
      }),
    );
  },
  'unreachable-node': (graph, nodeId) => connection(graph, nodeId!),
  'several-triggers': (_graph, nodeId) => deletion('Remove this trigger', nodeId!),
};

/** Connects it after the nearest card on the canvas that has a free way out. */
function connection(graph: WorkflowGraph, nodeId: string): Mend | undefined {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const reached = reachedFrom(graph);
  // What follows it would lead round in a circle.
  if (!node || node.type === 'trigger' || graph.edges.some(({ target }) => target === nodeId))
    return undefined;
  const [nearest] = graph.nodes
    .filter(({ id }) => reached.has(id))
    .flatMap((source) => {
      const outcome = freeOutcome(source, graph.edges);
      return outcome === undefined || outcome === 'error' ? [] : [{ source, outcome }];
    })
    .sort((one, other) => distance(one.source, node) - distance(other.source, node));
  return (
    nearest && {
      title: `Connect after ${nearest.source.data.label}`,
      edit: {
        type: 'connect',
        source: nearest.source.id,
        outcome: nearest.outcome,
        target: nodeId,
      },
    }
  );
}

function reachedFrom({ nodes, edges }: WorkflowGraph): Set<string> {
  const reached = new Set(nodes.filter(({ type }) => type === 'trigger').map(({ id }) => id));
  for (const id of reached)
    for (const { source, target } of edges) if (source === id) reached.add(target);
  return reached;
}

function distance({ position: one }: WorkflowNode, { position: other }: WorkflowNode): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function removal(edges: WorkflowGraph['edges']): Mend | undefined {
  if (edges.length === 0) return undefined;
  const ids = edges.map(({ id }) => id);
  return {
    title: edges.length === 1 ? 'Remove this edge' : `Remove these ${edges.length} edges`,
    edit: { type: 'remove', what: { nodes: [], edges: ids } },
  };
}

function deletion(title: string, nodeId: string): Mend {
  return { title, edit: { type: 'remove', what: { nodes: [nodeId], edges: [] } } };
}
