'use client';

import { type WorkflowGraph, workflowGraph } from '@echoai/contract';
import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { CodeArea, Field, FieldError } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { explain } from '@/lib/client';
import { Diagnostics } from './Diagnostics';
import type { ReadJson } from './readJson';
import type { useGraphEditor } from './useGraphEditor';

/** The draft as JSON: edit it, check it, save it. */
export function GraphEditor({
  editor,
  saved,
}: {
  editor: ReturnType<typeof useGraphEditor>;
  /** The draft as it is stored. */
  saved: WorkflowGraph;
}) {
  const { text, type, read, check, save, reload, isChanged, isConflict, diagnostics } = editor;
  const [problem, setProblem] = useState<string>();
  const withGraph = (act: (graph: unknown) => void) => () => {
    setProblem(read.problem);
    if (read.problem === undefined) act(read.value);
  };
  const isBusy = check.isPending || save.isPending;
  const failure = editor.failure && !isConflict && !diagnostics?.length;
  const findings = useRef<HTMLDivElement>(null);
  // The text is long: what was found below it would go unseen.
  useEffect(() => {
    if (diagnostics || isConflict) findings.current?.scrollIntoView({ block: 'nearest' });
  }, [diagnostics, isConflict]);
  return (
    <>
      <Field
        label="Graph as JSON"
        hint="What runs stays as it is until you activate the change."
        error={problem}
      >
        {(control) => (
          <CodeArea
            {...control}
            rows={18}
            wrap="off"
            value={text}
            onChange={(event) => {
              type(event.target.value);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={withGraph(check.mutate)} disabled={isBusy}>
          Check
        </Button>
        <Button
          look="primary"
          onClick={withGraph(save.mutate)}
          disabled={isBusy || !isChanged || isConflict}
        >
          Save
        </Button>
        <span role="status" className="text-[13px] text-muted">
          {isChanged ? 'Changed, not saved' : 'Saved'}
        </span>
      </div>
      <div ref={findings} className="flex scroll-mb-6 flex-col gap-4 empty:hidden">
        {isConflict && (
          <Notice
            look="warning"
            action={
              <Button size="small" onClick={reload}>
                Reload theirs
              </Button>
            }
          >
            Somebody else changed this automation meanwhile, so yours was not saved. Copy what you
            need from the text above, then load theirs.
          </Notice>
        )}
        {failure && <FieldError>{explain(editor.failure)}</FieldError>}
        {diagnostics && (
          <div role="status">
            {diagnostics.length === 0 ? (
              <p className="flex items-center gap-1.5 text-success-ink">
                <CircleCheck aria-hidden className="size-4" />
                Nothing to object to. It can be activated.
              </p>
            ) : (
              <Diagnostics diagnostics={diagnostics} graph={typedGraph(read) ?? saved} />
            )}
          </div>
        )}
      </div>
    </>
  );
}

/** What is typed, as far as it is a graph: labels of nodes are looked up in it. */
function typedGraph(read: ReadJson): WorkflowGraph | undefined {
  return read.problem === undefined ? workflowGraph.safeParse(read.value).data : undefined;
}
