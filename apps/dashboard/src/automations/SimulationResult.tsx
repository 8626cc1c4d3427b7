import type { WorkflowGraph, workflowEndpoints } from '@echoai/contract';
import { CircleCheck, CircleStop, CircleX, type LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import type { z } from 'zod';
import { hasContent, Json } from '@/components/Json';
import { Status } from '@/components/Status';
import { useNodeKinds } from './automationQueries';
import { Diagnostics } from './Diagnostics';
import { NodeIcon } from './NodeIcon';
import { outcomeTitle } from './outcomeTitle';

type Result = z.infer<typeof workflowEndpoints.simulate.response>;

const ends: Record<
  Result['status'],
  { tone: ComponentProps<typeof Status>['tone']; icon: LucideIcon; text: string }
> = {
  ended: { tone: 'success', icon: CircleCheck, text: 'It comes to an end' },
  failed: { tone: 'danger', icon: CircleX, text: 'It fails' },
  stopped: { tone: 'warning', icon: CircleStop, text: 'It was stopped' },
  invalid: { tone: 'danger', icon: CircleX, text: 'It has errors and cannot run' },
};

/** What a simulation would have done: the way it took, and every effect in order. */
export function SimulationResult({ result, graph }: { result: Result; graph: WorkflowGraph }) {
  const { status, diagnostics, steps, effects, endedAt, error } = result;
  const { tone, icon, text } = ends[status];
  return (
    <div className="flex flex-col gap-4" aria-live="polite">
      <p className="flex flex-wrap items-center gap-x-3">
        <Status tone={tone} icon={icon}>
          {text}
        </Status>
        {endedAt && (
          <span className="text-[13px] text-muted">
            At {new Date(endedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
          </span>
        )}
      </p>
      {/* Of a failure the last step says it. */}
      {status === 'stopped' && error && <p className="text-danger-ink">{error}</p>}
      {diagnostics.length > 0 && <Diagnostics diagnostics={diagnostics} graph={graph} />}
      {steps.length > 0 && (
        <div>
          <h3 className="pb-1.5 font-medium">Steps</h3>
          <ol aria-label="Steps" className="divide-y border-y">
            {steps.map((step, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place in the order is what a step is.
              <Step key={place} step={step} graph={graph} />
            ))}
          </ol>
        </div>
      )}
      {status !== 'invalid' && (
        <div>
          <h3 className="pb-1.5 font-medium">Effects</h3>
          {effects.length === 0 ? (
            <p className="text-muted">It would send and change nothing.</p>
          ) : (
            <ol aria-label="Effects" className="divide-y border-y">
              {effects.map((effect, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place in the order is what an effect is.
                <Effect key={place} effect={effect} graph={graph} />
              ))}
            </ol>
          )}
        </div>
      )}
    </div>
  );
}

function Step({ step, graph }: { step: Record<string, unknown>; graph: WorkflowGraph }) {
  const { nodeId, outcome, input, output, reasons, error } = step;
  const node = graph.nodes.find(({ id }) => id === nodeId);
  return (
    <li className="flex gap-3 py-2">
      <NodeIcon kind={String(step.kind ?? '')} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p>
          <span className="font-medium">{node?.data.label ?? String(nodeId)}</span>
          {typeof outcome === 'string' && (
            <span className="text-muted"> → {outcomeTitle(outcome, node?.data.config)}</span>
          )}
        </p>
        {typeof error === 'string' && <p className="text-danger-ink">{error}</p>}
        {hasContent(input) && <Json label="Input" value={input} />}
        {hasContent(reasons) && <Json label="Reasons" value={reasons} />}
        {hasContent(output) && <Json label="Output" value={output} />}
      </div>
    </li>
  );
}

function Effect({ effect, graph }: { effect: Record<string, unknown>; graph: WorkflowGraph }) {
  const { data: kinds } = useNodeKinds();
  const { nodeId, kind, visit, at, ...config } = effect;
  const label = graph.nodes.find(({ id }) => id === nodeId)?.data.label;
  return (
    <li className="flex gap-3 py-2">
      <NodeIcon kind={String(kind)} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p>
          <span className="font-medium">{kinds?.[String(kind)]?.title ?? String(kind)}</span>
          {label && <span className="text-muted"> · {label}</span>}
        </p>
        {hasContent(config) && <Json label="With" value={config} />}
      </div>
    </li>
  );
}
