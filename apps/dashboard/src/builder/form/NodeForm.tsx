'use client';

import { type FormFields, formFields } from '@echoai/automation/fields/formFields';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { rootTypes } from '@echoai/automation/scope';
import { variablesAt } from '@echoai/automation/verify/variables/variablesAt';
import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { ChevronRight } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import type { Diagnostic } from '../../automations/diagnosticsOf';
import { FieldList, FieldView } from './FieldView';
import { FormScopeContext } from './formScope';
import { withExamples } from './newConfig';
import { useKeptFocus } from './useKeptFocus';
import { isObject, type Values } from './values';

type Config = WorkflowNode['data']['config'];

/**
 * The configuration of a node as a form, made from the definition of its kind. Every change calls
 * `onChange` with the whole configuration, what is not valid yet included: the verifier objects to
 * it, and its objections are shown at their fields.
 */
export function NodeForm({
  graph,
  node,
  diagnostics,
  onChange,
  isReadOnly = false,
}: {
  graph: WorkflowGraph;
  node: WorkflowNode;
  /** Of the whole graph. */
  diagnostics: Diagnostic[];
  onChange(config: Config): void;
  isReadOnly?: boolean;
}) {
  const { id: nodeId } = node;
  const { kind, ...values } = node.data.config;
  const fields = useMemo(() => fieldsOfKind(kind), [kind]);
  // Looking for variables walks the whole graph: neither opening nor typing waits for it.
  const seen = useDeferredValue<WorkflowGraph | null>(graph, null);
  const variables = useMemo(
    () =>
      seen
        ? variablesAt({ graph: seen, nodeId, definitions: nodeDefinitions, roots: rootTypes })
        : [],
    [seen, nodeId],
  );
  const scope = useMemo(
    () => ({
      variables,
      diagnostics: diagnostics.filter((each) => each.nodeId === nodeId),
      config: node.data.config,
    }),
    [variables, diagnostics, nodeId, node.data.config],
  );
  const keptFocus = useKeptFocus();
  return (
    <FormScopeContext value={scope}>
      <fieldset disabled={isReadOnly} aria-label="Configuration" className="min-w-0" {...keptFocus}>
        {fields ? (
          <KnownFields
            key={nodeId}
            fields={fields}
            values={values}
            onChange={(next) => onChange({ kind, ...next })}
          />
        ) : (
          <UnknownFields
            key={nodeId}
            values={values}
            onChange={(next) => onChange({ ...next, kind })}
          />
        )}
      </fieldset>
    </FormScopeContext>
  );
}

function fieldsOfKind(kind: string): FormFields | null {
  if (!Object.hasOwn(nodeDefinitions, kind)) return null;
  const { config, example } = nodeDefinitions[kind]!;
  return withExamples(formFields(config), example);
}

interface FieldsProps {
  values: Values;
  onChange: (values: Values) => void;
}

function KnownFields({ fields, values, onChange }: FieldsProps & { fields: FormFields }) {
  const entries = Object.entries(fields);
  const main = entries.filter(([, { section }]) => section !== 'failure');
  const failure = entries.filter(([, { section }]) => section === 'failure');
  const list = { values, path: '', onChange };
  if (entries.length === 0) return <p className="text-muted">There is nothing to set here.</p>;
  return (
    <div className="flex flex-col gap-5">
      <FieldList fields={Object.fromEntries(main)} {...list} />
      {failure.length > 0 && (
        <details className="group border-t pt-3">
          <summary className="flex list-none items-center gap-1.5 rounded font-medium [&::-webkit-details-marker]:hidden">
            <ChevronRight
              aria-hidden
              className="size-4 text-muted transition-transform group-open:rotate-90"
            />
            If it fails
          </summary>
          <div className="flex flex-col gap-5 pt-4">
            <FieldList fields={Object.fromEntries(failure)} {...list} />
          </div>
        </details>
      )}
    </div>
  );
}

/** A kind that this version does not know is kept as it is, and can be mended by hand. */
function UnknownFields({ values, onChange }: FieldsProps) {
  return (
    <FieldView
      field={{
        title: 'Configuration as JSON',
        description: 'This version does not know the kind of this node.',
        widget: 'json',
        isOptional: true,
      }}
      path=""
      value={values}
      onChange={(next) => onChange(isObject(next) ? next : values)}
      siblings={{}}
    />
  );
}
