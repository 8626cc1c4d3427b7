import type { ExecutionStep } from '@echoai/contract';
import { useNodeKinds } from '@/automations/automationQueries';
import { hasContent, Json } from '@/components/Json';
import { Time } from '@/components/Time';
import { StepState } from './StepState';
import { durationInWords, guarantees, waits } from './words';

/** What a node was given and did: its state, how long it took, and what it waits for. */
export function StepFacts({ step }: { step: ExecutionStep }) {
  const { data: kinds } = useNodeKinds();
  const { kind, state, error, input, output, waitsFor, waitsUntil } = step;
  const facts = describe(step, kinds?.[kind]?.type === 'action');
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <StepState state={state} />
        <p className="text-[13px] text-muted tabular-nums">{facts}</p>
      </div>
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
    </>
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
