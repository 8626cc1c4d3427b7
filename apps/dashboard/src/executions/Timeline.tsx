import type { ExecutionStep } from '@echoai/contract';
import { useNodeKinds } from '@/automations/automationQueries';
import { NodeIcon } from '@/automations/NodeIcon';
import { outcomeTitle } from '@/automations/outcomeTitle';
import { StepFacts } from './StepFacts';

/** The nodes that were visited, in order, with what each was given and did. */
export function Timeline({ steps }: { steps: ExecutionStep[] }) {
  if (steps.length === 0) return <p className="text-muted">It has not come to a node yet.</p>;
  return (
    <ol aria-label="Steps">
      {steps.map((step) => (
        <li key={step.visit} className="group flex gap-3">
          <div className="flex flex-col items-center gap-1 pt-0.5">
            <NodeIcon kind={step.kind} />
            <span aria-hidden className="w-px flex-1 bg-line-strong group-last:hidden" />
          </div>
          <TimelineStep step={step} />
        </li>
      ))}
    </ol>
  );
}

function TimelineStep({ step }: { step: ExecutionStep }) {
  const { data: kinds } = useNodeKinds();
  const { label, kind, outcome } = step;
  const kindTitle = kinds?.[kind]?.title ?? kind;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1 pb-5 group-last:pb-0">
      <p className="min-w-0">
        <span className="font-medium">{label}</span>
        {label !== kindTitle && <span className="text-muted"> · {kindTitle}</span>}
        {outcome && <span className="text-muted"> → {outcomeTitle(outcome)}</span>}
      </p>
      <StepFacts step={step} />
    </div>
  );
}
