import { ApiError, type Workflow, type WorkflowGraph } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';
import { refreshAutomation } from './automationQueries';
import { type Diagnostic, diagnosticsOf } from './diagnosticsOf';
import { readJson } from './readJson';

/** Nodes first, and of each what it is before what it does: the database has an order of its own. */
function write({ nodes, edges }: WorkflowGraph): string {
  const ordered = nodes.map(({ id, type, data: { label, config }, position }) => {
    const { kind, ...rest } = config;
    return { id, type, data: { label, config: { kind, ...rest } }, position };
  });
  return JSON.stringify({ nodes: ordered, edges }, null, 2);
}

/**
 * The draft of an automation as text. What is typed is kept until it is saved, and saved only onto
 * the revision that it was typed on.
 */
export function useGraphEditor(workflow: Workflow) {
  const { id: workflowId } = workflow;
  const params = { workflowId };
  const queries = useQueryClient();
  const [base, setBase] = useState({ text: write(workflow.draft), revision: workflow.revision });
  const [typed, setTyped] = useState<string>();
  const [diagnostics, setDiagnostics] = useState<Diagnostic[]>();
  const text = typed ?? base.text;
  const isChanged = text !== base.text;

  // Nothing typed, nothing to lose: follow what was saved elsewhere.
  useEffect(() => {
    if (!isChanged && workflow.revision !== base.revision)
      setBase({ text: write(workflow.draft), revision: workflow.revision });
  }, [isChanged, workflow, base.revision]);

  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isChanged]);

  const check = useMutation({
    mutationFn: (graph: unknown) => client.workflows.validate({ params, body: { graph } }),
    onSuccess: ({ diagnostics: found }) => setDiagnostics(found),
  });
  const save = useMutation({
    mutationFn: (graph: unknown) =>
      client.workflows.update({ params, body: { graph, revision: base.revision } }),
    onSuccess: (saved, graph) => {
      setBase({ text: write(saved.draft), revision: saved.revision });
      setTyped(undefined);
      check.mutate(graph);
      return refreshAutomation(queries, saved);
    },
    onError: (error) => {
      const found = diagnosticsOf(error);
      if (found.length > 0) setDiagnostics(found);
    },
  });
  const isConflict = save.error instanceof ApiError && save.error.problem.status === 409;
  return {
    text,
    isChanged,
    isConflict,
    diagnostics,
    failure: save.error ?? check.error,
    read: readJson(text),
    check,
    save,
    type: (next: string) => {
      setTyped(next);
      setDiagnostics(undefined);
      if (!isConflict) save.reset();
    },
    /** Gives up what was typed, for what is saved. */
    reload: async () => {
      const latest = await queries.fetchQuery({
        queryKey: keys.workflow(workflowId),
        queryFn: () => client.workflows.get({ params }),
        staleTime: 0,
      });
      setBase({ text: write(latest.draft), revision: latest.revision });
      setTyped(undefined);
      setDiagnostics(undefined);
      save.reset();
    },
  };
}
