import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { ArrowRight } from 'lucide-react';
import { useNodeKinds } from './automationQueries';
import { NodeIcon } from './NodeIcon';
import { orderNodes } from './orderNodes';
import { outcomeTitle } from './outcomeTitle';

/** A graph in words: its nodes in the order of their ways, and where each leads. */
export function NodeList({ graph }: { graph: WorkflowGraph }) {
  const nodes = orderNodes(graph);
  if (nodes.length === 0) return <p className="text-muted">It has no nodes yet.</p>;
  return (
    <ol aria-label="Nodes" className="divide-y border-y">
      {nodes.map((node) => (
        <li key={node.id} className="flex gap-3 py-2.5">
          <NodeIcon kind={node.data.config.kind} className="mt-0.5" />
          <NodeText node={node} graph={graph} />
        </li>
      ))}
    </ol>
  );
}

function NodeText({ node, graph }: { node: WorkflowNode; graph: WorkflowGraph }) {
  const { data: kinds } = useNodeKinds();
  const { label, config } = node.data;
  const ways = graph.edges.filter(({ source }) => source === node.id);
  const labelOf = (id: string) =>
    graph.nodes.find((other) => other.id === id)?.data.label ?? `${id} (missing)`;
  return (
    <div className="min-w-0 flex-1">
      <p className="font-medium">{label}</p>
      <p className="text-[13px] text-muted">{kinds?.[config.kind]?.title ?? config.kind}</p>
      {ways.length > 0 && (
        <ul aria-label={`Ways out of ${label}`} className="mt-1 text-[13px]">
          {ways.map(({ id, sourceHandle, target }) => (
            <li key={id} className="flex items-start gap-1.5">
              <ArrowRight aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
              <span>
                <span className="text-muted">{outcomeTitle(sourceHandle ?? 'next', config)}:</span>{' '}
                {labelOf(target)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
