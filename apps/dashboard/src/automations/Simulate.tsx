'use client';

import type { Workflow } from '@echoai/contract';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { FieldError } from '@/components/Field';
import { client, explain } from '@/lib/client';
import { useLatestConversations } from './automationQueries';
import { InputFields } from './InputFields';
import { PastEvent } from './PastEvent';
import { readObject } from './readJson';
import type { Choices } from './SimulationResult';
import { sampleInput } from './sampleInput';

// With the canvas that it is drawn on.
const SimulationResult = dynamic(
  () => import('./SimulationResult').then((module) => module.SimulationResult),
  { ssr: false },
);

/** Tries the draft: nothing is sent, stored or waited for. */
export function Simulate({ workflow }: { workflow: Workflow }) {
  const { id: workflowId, draft } = workflow;
  const [json, setJson] = useState(() => JSON.stringify(sampleInput(draft), null, 2));
  /** What was filled in last: what differs from it was typed. */
  const [filledIn, setFilledIn] = useState(json);
  const { data: conversations, isLoading } = useLatestConversations();
  const [chosen, setChosen] = useState<string>();
  // Nothing happens to it, and most automations need one.
  const sessionId = chosen ?? conversations?.[0]?.id ?? '';
  const [problem, setProblem] = useState<string>();
  const isByHand = draft.nodes.some(({ data }) => data.config.kind === 'manual');
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: async ({
      input,
      choices,
    }: {
      input: Record<string, unknown>;
      choices: Choices;
    }) => {
      const result = await client.workflows.simulate({
        params: { workflowId },
        body: {
          graph: draft,
          ...(isByHand ? { input } : { event: input }),
          ...(sessionId ? { sessionId } : {}),
          choose: choices,
        },
      });
      return { result, choices, input, graph: draft };
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = readObject(json);
    setProblem(input.problem);
    if (input.problem === undefined) mutate({ input: input.value, choices: {} });
  };
  return (
    <div className="flex flex-col gap-5">
      <form onSubmit={submit} className="flex flex-col items-start gap-5 *:w-full">
        <InputFields
          value={{ json, sessionId }}
          onChange={(next) => {
            setJson(next.json);
            setChosen(next.sessionId);
          }}
          conversations={conversations}
          problem={problem}
          hint="What the trigger would give."
        >
          <PastEvent
            workflow={workflow}
            sessionId={sessionId}
            isUntouched={json === filledIn}
            onChoose={(beginning) => {
              setFilledIn(beginning.json);
              setJson(beginning.json);
              setChosen(beginning.sessionId);
            }}
          />
        </InputFields>
        <div>
          <Button type="submit" disabled={isPending || isLoading}>
            <FlaskConical aria-hidden />
            Simulate
          </Button>
        </div>
      </form>
      {error && <FieldError>{explain(error)}</FieldError>}
      {data && (
        <SimulationResult
          {...data}
          event={data.input}
          onChoose={(choices) => mutate({ input: data.input, choices })}
        />
      )}
    </div>
  );
}
