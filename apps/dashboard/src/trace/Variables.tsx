import { useMemo } from 'react';
import { hasContent, writeJson } from '@/components/Json';
import { type TraceStep, variablesAfter } from './traceSteps';

/** What every node had given after a step, by the names that templates use; what is new stands out. */
export function Variables({
  steps,
  last,
  event,
}: {
  steps: TraceStep[];
  last: number;
  event: unknown;
}) {
  const variables = useMemo(() => variablesAfter(steps, last), [steps, last]);
  return (
    <section aria-label="Variables" className="border-t px-4 py-3">
      <h3 className="pb-1.5 font-medium">Variables after this step</h3>
      <ul className="flex flex-col gap-1">
        <Variable name="event" value={event} isNew={last === 0} />
        {variables
          // The trigger's output is the event.
          .filter(({ nodeId }) => nodeId !== steps[0]?.nodeId)
          .map(({ nodeId, ...variable }) => (
            <Variable key={nodeId} name={`steps.${nodeId}`} {...variable} />
          ))}
      </ul>
    </section>
  );
}

function Variable({
  name,
  value,
  isNew,
  before,
}: {
  name: string;
  value: unknown;
  isNew: boolean;
  before?: unknown;
}) {
  const isChange = before !== undefined;
  return (
    <li>
      {/* Opened anew when it becomes new; by hand it can be closed. */}
      <details key={String(isNew)} open={isNew} className="min-w-0 text-[13px]">
        <summary className="w-fit max-w-full rounded">
          <code className="break-all font-mono">{name}</code>
          {isNew && (
            <span className="ml-2 font-medium text-accent-ink">
              {isChange ? 'changed here' : 'set here'}
            </span>
          )}
        </summary>
        {isChange && <Value label={`${name} before`} value={before} isOld />}
        <Value label={name} value={value} />
      </details>
    </li>
  );
}

function Value({
  label,
  value,
  isOld = false,
}: {
  label: string;
  value: unknown;
  isOld?: boolean;
}) {
  if (!hasContent(value)) return <p className="py-1 pl-4 text-muted">Nothing</p>;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse must be able to scroll it.
      tabIndex={0}
      className="my-1 max-h-60 overflow-auto rounded-md border bg-sunken"
    >
      <pre
        className={`whitespace-pre-wrap break-words px-3 py-2 font-mono ${isOld ? 'text-muted line-through' : ''}`}
      >
        {typeof value === 'string' ? value : writeJson(value)}
      </pre>
    </section>
  );
}
