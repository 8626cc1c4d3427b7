'use client';

import type { Workflow } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { FieldError } from '@/components/Field';
import Link from '@/components/Link';
import { Notice } from '@/components/Notice';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';
import { useLatestConversations } from './automationQueries';
import { type Beginning, InputFields } from './InputFields';
import { readObject } from './readJson';
import { sampleInput } from './sampleInput';

/** Starts the active version now, for real. */
export function RunByHand({ workflow }: { workflow: Workflow }) {
  const queries = useQueryClient();
  const [beginning, setBeginning] = useState<Beginning>(() => ({
    json: JSON.stringify(sampleInput(workflow.draft), null, 2),
    sessionId: '',
  }));
  const [problem, setProblem] = useState<string>();
  const { sessionId } = beginning;
  const { data: conversations } = useLatestConversations();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      client.workflows.run({
        params: { workflowId: workflow.id },
        body: { input, ...(sessionId ? { sessionId } : {}) },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.executions }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readObject(beginning.json);
    setProblem(read.problem);
    if (read.problem === undefined) mutate(read.value);
  };
  if (workflow.activeVersion === null) {
    return <p className="text-muted">Switch it on first: only what is active can be run.</p>;
  }
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-5 *:w-full">
      <InputFields
        value={beginning}
        onChange={setBeginning}
        conversations={conversations}
        problem={problem}
        hint="What the trigger gives: event in the texts of nodes."
      />
      <div>
        <Button type="submit" disabled={isPending}>
          <Play aria-hidden />
          Run now
        </Button>
      </div>
      {error && <FieldError>{explain(error)}</FieldError>}
      {data && (
        <Notice look="success">
          It has begun.{' '}
          <Link
            href={`/automations/execution?id=${data.executionId}`}
            className="text-accent-ink underline"
          >
            See what it does
          </Link>
        </Notice>
      )}
    </form>
  );
}
