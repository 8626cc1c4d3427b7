'use client';

import type { Workflow } from '@echoai/contract';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FieldError, Textarea } from '@/components/Field';
import { client, explain } from '@/lib/client';
import { useLatestConversations } from './automationQueries';
import { InputFields } from './InputFields';
import { readObject } from './readJson';
import { SimulationResult } from './SimulationResult';
import { sampleInput } from './sampleInput';

type Body = Parameters<typeof client.workflows.simulate>[0]['body'];

/** Tries the draft: nothing is sent, stored or waited for. */
export function Simulate({ workflow: { id: workflowId, draft } }: { workflow: Workflow }) {
  const [json, setJson] = useState(() => JSON.stringify(sampleInput(draft), null, 2));
  const { data: conversations, isLoading } = useLatestConversations();
  const [chosen, setChosen] = useState<string>();
  // Nothing happens to it, and most automations need one.
  const sessionId = chosen ?? conversations?.[0]?.id ?? '';
  const [choices, setChoices] = useState('');
  const [problems, setProblems] = useState<{ json?: string; choices?: string }>({});
  const isByHand = draft.nodes.some(({ data }) => data.config.kind === 'manual');
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (body: Body) => client.workflows.simulate({ params: { workflowId }, body }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = readObject(json);
    const choose = readObject(choices);
    setProblems({
      ...(input.problem === undefined ? {} : { json: input.problem }),
      ...(choose.problem === undefined ? {} : { choices: choose.problem }),
    });
    if (input.problem !== undefined || choose.problem !== undefined) return;
    mutate({
      ...(isByHand ? { input: input.value } : { event: input.value }),
      ...(sessionId ? { sessionId } : {}),
      choose: choose.value as NonNullable<Body['choose']>,
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-5 *:w-full">
      <InputFields
        value={{ json, sessionId }}
        onChange={(next) => {
          setJson(next.json);
          setChosen(next.sessionId);
        }}
        conversations={conversations}
        problem={problems.json}
        hint="What the trigger would give."
      />
      <Field
        label="Ways to take (optional)"
        hint={
          <>
            By node, what somebody or something else would answer, such as{' '}
            <code className="break-words">
              {'{ "ask_email": { "outcome": "answered", "output": { "answer": "a@b.example" } } }'}
            </code>
          </>
        }
        error={problems.choices}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            spellCheck={false}
            className="font-mono sm:text-[13px]"
            value={choices}
            onChange={(event) => setChoices(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button type="submit" disabled={isPending || isLoading}>
          <FlaskConical aria-hidden />
          Simulate
        </Button>
      </div>
      {error && <FieldError>{explain(error)}</FieldError>}
      {data && <SimulationResult result={data} graph={draft} />}
    </form>
  );
}
