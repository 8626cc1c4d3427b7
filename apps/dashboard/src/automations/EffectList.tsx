import type { SimulatedEffect, WorkflowGraph } from '@echoai/contract';
import { hasContent, Json } from '@/components/Json';
import { useNodeKinds } from './automationQueries';
import { NodeIcon } from './NodeIcon';

/** Every message and call that a simulation would have made, in order. */
export function EffectList({
  effects,
  graph,
}: {
  effects: SimulatedEffect[];
  graph: WorkflowGraph;
}) {
  if (effects.length === 0) return <p className="text-muted">It would send and change nothing.</p>;
  return (
    <ol aria-label="Effects" className="divide-y border-y">
      {effects.map((effect, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the order is what an effect is.
        <Effect key={place} effect={effect} graph={graph} />
      ))}
    </ol>
  );
}

function Effect({ effect, graph }: { effect: SimulatedEffect; graph: WorkflowGraph }) {
  const { data: kinds } = useNodeKinds();
  const { nodeId, kind, visit, at, ...config } = effect;
  const label = graph.nodes.find(({ id }) => id === nodeId)?.data.label;
  return (
    <li className="flex gap-3 py-2">
      <NodeIcon kind={kind} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p>
          <span className="font-medium">{kinds?.[kind]?.title ?? kind}</span>
          {label && <span className="text-muted"> · {label}</span>}
        </p>
        {hasContent(config) && <Json label="With" value={config} />}
      </div>
    </li>
  );
}
