'use client';

import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { useState } from 'react';
import type { Diagnostic } from '@/automations/diagnosticsOf';
import { Field, Textarea } from '@/components/Field';

type Config = WorkflowNode['data']['config'];

/** A node's configuration as JSON. What is typed and no JSON yet is kept, and not passed on. */
export function NodeForm({
  node,
  onChange,
  isReadOnly,
}: {
  graph: WorkflowGraph;
  node: WorkflowNode;
  diagnostics: Diagnostic[];
  onChange(config: Config): void;
  isReadOnly?: boolean;
}) {
  const { kind, ...rest } = node.data.config;
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  return (
    <Field label="Configuration as JSON" error={problem}>
      {(control) => (
        <Textarea
          {...control}
          rows={10}
          readOnly={isReadOnly}
          spellCheck={false}
          className="font-mono sm:text-[13px]"
          value={typed ?? JSON.stringify(rest, null, 2)}
          onBlur={() => problem === undefined && setTyped(undefined)}
          onChange={(event) => {
            setTyped(event.target.value);
            try {
              onChange({ ...(JSON.parse(event.target.value) as object), kind });
              setProblem(undefined);
            } catch {
              setProblem('This is not JSON yet.');
            }
          }}
        />
      )}
    </Field>
  );
}
