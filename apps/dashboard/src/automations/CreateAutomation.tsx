'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { CodeArea, Field, FieldError, Input } from '@/components/Field';
import { ImportFile } from '@/exchange/ImportFile';
import { client, explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { useMe } from '@/lib/useMe';
import { refreshAutomation } from './automationQueries';
import { diagnosticsOf } from './diagnosticsOf';
import { fromJson, fromNothing, StartChoice } from './StartChoice';
import { templates } from './templates/index';

/** Makes an automation of a template or of JSON, switched off, and opens its page. */
export function CreateAutomation({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      side="right"
      title="New automation"
      description="It does nothing before you switch it on."
    >
      <Form onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const queries = useQueryClient();
  const { data: me } = useMe();
  const [start, setStart] = useState(templates[0]!.id);
  const [typedName, setTypedName] = useState<string>();
  const [json, setJson] = useState('');
  const [problem, setProblem] = useState<string>();
  const template = templates.find(({ id }) => id === start);
  const name = typedName ?? template?.title ?? '';

  const { mutate, isPending, error } = useMutation({
    mutationFn: (graph: unknown) => client.workflows.create({ body: { name: name.trim(), graph } }),
    onSuccess: async (workflow) => {
      await refreshAutomation(queries, workflow);
      onClose();
      router.push(`/automations/edit?id=${workflow.id}`);
    },
  });
  const errors = fieldErrors(error);
  const [fault] = diagnosticsOf(error).filter(({ nodeId }) => nodeId !== 'name');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (template) return mutate(template.graph);
    if (start === fromNothing) return mutate({ nodes: [], edges: [] });
    // It knows the kinds of nodes, which are of some size.
    const { importGraph } = await import('@/exchange/importGraph');
    const read = importGraph(json, me?.organisation.id);
    setProblem(read.problem);
    if (read.problem === undefined) mutate(read.graph);
  };
  const type = (text: string) => {
    setJson(text);
    setProblem(undefined);
  };
  return (
    <form onSubmit={submit} className="flex flex-1 flex-col gap-4">
      <StartChoice value={start} onChange={setStart} />
      {start === fromJson && (
        <Field
          label="Graph as JSON"
          hint="As another automation was exported, or as its page shows it: an object with nodes and edges."
          error={problem ?? fault?.message}
          action={
            <ImportFile
              onRead={(text, fileName) => {
                type(text);
                if (name.trim() === '') setTypedName(fileName);
              }}
            />
          }
        >
          {(control) => (
            <CodeArea
              {...control}
              rows={10}
              required
              value={json}
              onChange={(event) => type(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label="Name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={120}
            value={name}
            onChange={(event) => setTypedName(event.target.value)}
            autoComplete="off"
          />
        )}
      </Field>
      {error && !errors.name && !fault && <FieldError>{explain(error)}</FieldError>}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={isPending || name.trim() === ''}>
          Create automation
        </Button>
      </DialogActions>
    </form>
  );
}
