import type { ExecutionStep } from '@echoai/contract';
import { useNodeKinds } from '@/automations/automationQueries';
import { NodeIcon } from '@/automations/NodeIcon';
import { outcomeTitle } from '@/automations/outcomeTitle';
import { hasContent, Json } from '@/components/Json';
import { Time } from '@/components/Time';
import { StepState } from './StepState';
import { durationInWords, guarantees, waits } from './words';

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
  const { label, kind, state, outcome, error, input, output, waitsFor, waitsUntil } = step;
  const kindTitle = kinds?.[kind]?.title ?? kind;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1 pb-5 group-last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4">
        <p className="min-w-0">
          <span className="font-medium">{label}</span>
          {label !== kindTitle && <span className="text-muted"> · {kindTitle}</span>}
        </p>
        <StepState state={state} />
      </div>
      <p className="text-[13px] text-muted tabular-nums">
        {describe(step, kinds?.[kind]?.type === 'action')}
      </p>
      {outcome && (
        <p className="text-[13px]">
          <span className="text-muted">Went on by:</span> {outcomeTitle(outcome)}
        </p>
      )}
      {waitsFor && (
        <p className="text-[13px]">
          {waits[waitsFor].for}
          {waitsUntil && (
            <span className="text-muted">
              {` · ${waits[waitsFor].after} `}
              <Time value={waitsUntil} />
            </span>
          )}
        </p>
      )}
      {error && <p className="text-danger-ink">{error}</p>}
      {hasContent(input) && <Json label="Input" value={input} />}
      {hasContent(output) && <Json label="Output" value={output} />}
    </div>
  );
}

/** `12 ms · 2 attempts · At most once`; only what acts has something to guarantee. */
function describe({ durationMs, attempts, guarantee }: ExecutionStep, isAction: boolean): string {
  return [
    durationMs === null ? null : durationInWords(durationMs),
    attempts > 1 ? `${attempts} attempts` : null,
    isAction ? guarantees[guarantee] : null,
  ]
    .filter(Boolean)
    .join(' · ');
}
