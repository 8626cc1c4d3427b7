'use client';

import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { parseTemplate } from '@echoai/automation/templates/index';
import { formatPath, partsOf } from '@echoai/automation/variablePath';
import type { WorkflowNode } from '@echoai/contract';
import { useMutation } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FieldError, Input } from '@/components/Field';
import { writeJson } from '@/components/Json';
import { client, explain } from '@/lib/client';

/**
 * Tries a node of a provider with its connection: dry, which shows the request that it would send, or
 * for real. What its templates read is typed here.
 */
export function TryAction({ node: { data } }: { node: WorkflowNode }) {
  const { kind, ...config } = data.config;
  const connectionId = typeof config.connectionId === 'string' ? config.connectionId : '';
  const [values, setValues] = useState<Record<string, string>>({});
  const variables = variablesOf(kind, config);
  const {
    mutate,
    data: result,
    error,
    isPending,
    variables: asked,
  } = useMutation({
    mutationFn: ({ dryRun }: { dryRun: boolean }) =>
      client.connections.perform({
        params: { connectionId, kind },
        body: { config, scope: scopeOf(variables, values), dryRun },
      }),
  });
  return (
    <details className="group border-t pt-3">
      <summary className="flex list-none items-center gap-1.5 rounded font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted transition-transform group-open:rotate-90"
        />
        Test with this connection
      </summary>
      <div className="flex flex-col gap-4 pt-4">
        {variables.map((path) => (
          <Field key={path} label={path} className="[&_label]:font-mono [&_label]:text-[13px]">
            {(control) => (
              <Input
                {...control}
                value={values[path] ?? ''}
                autoComplete="off"
                onChange={({ target }) => setValues({ ...values, [path]: target.value })}
              />
            )}
          </Field>
        ))}
        <div className="flex flex-wrap gap-2">
          <Button
            disabled={isPending || connectionId === ''}
            onClick={() => mutate({ dryRun: true })}
          >
            Show the request
          </Button>
          <Button
            look="quiet"
            disabled={isPending || connectionId === ''}
            onClick={() => mutate({ dryRun: false })}
          >
            Send it now
          </Button>
        </div>
        <div aria-live="polite" className="flex flex-col gap-2">
          {isPending && <p className="text-muted">Asking…</p>}
          {error && !isPending && <FieldError>{explain(error)}</FieldError>}
          {result && !isPending && (
            <>
              <p className="font-medium">
                {result.request
                  ? 'It would send this. Nothing was sent.'
                  : asked?.dryRun
                    ? 'It only reads, and gave this.'
                    : 'It was sent, and gave this.'}
              </p>
              {result.request && (
                <p className="break-all font-mono text-[13px]">
                  {result.request.method} {result.request.url}
                </p>
              )}
              <pre className="max-h-80 overflow-auto whitespace-pre-wrap break-words rounded-md border bg-sunken px-3 py-2 font-mono text-[13px]">
                {writeJson(result.request ? result.request.body : result.output)}
              </pre>
            </>
          )}
        </div>
      </div>
    </details>
  );
}

/** Whether a node acts through a connection. */
export function usesConnection({ data: { config } }: WorkflowNode): boolean {
  const definition = nodeDefinitions[config.kind];
  const shape = (definition?.config as { shape?: object } | undefined)?.shape;
  return shape !== undefined && 'connectionId' in shape;
}

/** Paths that the templates of a configuration read, such as `visitor.email`. */
function variablesOf(kind: string, config: object): string[] {
  const definition = nodeDefinitions[kind];
  const templates = definition?.templates(config) ?? [];
  const paths = templates.flatMap(({ text }) => {
    const parsed = parseTemplate(text);
    return 'variables' in parsed ? parsed.variables.map(formatPath) : [];
  });
  return [...new Set(paths)];
}

function scopeOf(variables: string[], values: Record<string, string>): Record<string, unknown> {
  const scope: Record<string, unknown> = {};
  for (const path of variables) {
    const names = partsOf(path);
    const last = names.pop()!;
    let holder = scope;
    for (const name of names) {
      holder[name] ??= {};
      holder = holder[name] as Record<string, unknown>;
    }
    holder[last] = values[path] ?? '';
  }
  return scope;
}
