import type { WorkflowGraph } from '@echoai/contract';
import { ChevronDown, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Diagnostic } from '@/automations/diagnosticsOf';
import { Button } from '@/components/Button';
import { classes } from '@/lib/classes';
import { type Mend, mendOf } from './graph/mends';

/** What is wrong with the graph, below the canvas; choosing one shows its node and the way there. */
export function Problems({
  diagnostics,
  graph,
  isReadOnly,
  onChoose,
  onMend,
}: {
  diagnostics: Diagnostic[] | null | undefined;
  graph: WorkflowGraph;
  isReadOnly: boolean;
  onChoose: (diagnostic: Diagnostic) => void;
  onMend: (mend: Mend) => void;
}) {
  const [isOpen, setOpen] = useState(true);
  const count = diagnostics?.length ?? 0;
  return (
    <section aria-label="Problems" className="border-t bg-canvas">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          disabled={count === 0}
          onClick={() => setOpen(!isOpen)}
          className="flex h-9 w-full items-center gap-1.5 px-4 text-left font-medium text-[13px] focus-visible:-outline-offset-2"
        >
          <Headline diagnostics={diagnostics} />
          {count > 0 && (
            <ChevronDown
              aria-hidden
              className={classes('ml-auto size-4 text-muted', !isOpen && 'rotate-180')}
            />
          )}
        </button>
      </h2>
      {isOpen && count > 0 && (
        <ul aria-label="Diagnostics" className="max-h-40 divide-y overflow-y-auto border-t">
          {diagnostics!.map((diagnostic, place) => (
            <Problem
              // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike, and the list is replaced as a whole.
              key={place}
              diagnostic={diagnostic}
              onChoose={onChoose}
              onMend={onMend}
              mend={isReadOnly ? undefined : mendOf(diagnostic, graph)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Headline({ diagnostics }: { diagnostics: Diagnostic[] | null | undefined }) {
  if (diagnostics === null)
    return <span className="text-muted">It cannot be checked here; activating checks it.</span>;
  if (!diagnostics) return <span className="text-muted">Checking …</span>;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return (
    <span role="status" className="flex items-center gap-3">
      {diagnostics.length === 0 && (
        <span className="flex items-center gap-1.5 font-normal text-muted">
          <CircleCheck aria-hidden className="size-4 text-success-ink" />
          No problems: it can be activated
        </span>
      )}
      {errors > 0 && (
        <span className="flex items-center gap-1.5 text-danger-ink">
          <CircleAlert aria-hidden className="size-4" />
          {errors === 1 ? '1 error' : `${errors} errors`}
        </span>
      )}
      {warnings > 0 && (
        <span className="flex items-center gap-1.5 text-warning-ink">
          <TriangleAlert aria-hidden className="size-4" />
          {warnings === 1 ? '1 warning' : `${warnings} warnings`}
        </span>
      )}
    </span>
  );
}

/** One finding, with its mend if there is an obvious one. */
export function Problem({
  diagnostic,
  mend,
  onChoose,
  onMend,
}: {
  diagnostic: Diagnostic;
  mend: Mend | undefined;
  onChoose?: (diagnostic: Diagnostic) => void;
  onMend: (mend: Mend) => void;
}) {
  const { severity, message, nodeId } = diagnostic;
  const isError = severity === 'error';
  const Icon = isError ? CircleAlert : TriangleAlert;
  const text = (
    <>
      <Icon
        aria-hidden
        className={classes(
          'mt-0.5 size-4 shrink-0',
          isError ? 'text-danger-ink' : 'text-warning-ink',
        )}
      />
      <span className="min-w-0 text-pretty">
        <span className="sr-only">{isError ? 'Error: ' : 'Warning: '}</span>
        {message}
      </span>
    </>
  );
  const style = 'flex min-w-48 flex-1 items-start gap-1.5 px-4 py-1.5 text-left text-[13px]';
  return (
    <li className="flex flex-wrap items-center gap-x-2 pr-3">
      {onChoose && nodeId !== null ? (
        <button
          type="button"
          onClick={() => onChoose(diagnostic)}
          className={classes(style, 'hover:bg-hover focus-visible:-outline-offset-2')}
        >
          {text}
        </button>
      ) : (
        <p className={style}>{text}</p>
      )}
      {mend && (
        <Button size="small" className="my-1 ml-4" onClick={() => onMend(mend)}>
          {mend.title}
        </Button>
      )}
    </li>
  );
}
