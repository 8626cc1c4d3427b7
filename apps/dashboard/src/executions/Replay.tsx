'use client';

import type { Execution, ExecutionStep, WorkflowGraph } from '@echoai/contract';
import { useMutation } from '@tanstack/react-query';
import { CircleDashed, CircleX, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Diagnostics } from '@/automations/Diagnostics';
import { EffectList } from '@/automations/EffectList';
import { SimulatedFacts } from '@/automations/SimulatedFacts';
import { NodeForm } from '@/builder/form/NodeForm';
import { configure } from '@/builder/graph/edits';
import { outcomesOf } from '@/builder/graph/outcomes';
import type { Mark } from '@/builder/NodeCard';
import { Button } from '@/components/Button';
import { Field, FieldError, Select } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { client, explain } from '@/lib/client';
import { Trace } from '@/trace/Trace';
import type { TraceStep } from '@/trace/traceSteps';
import { StepFacts } from './StepFacts';
import { stepStates } from './StepState';
import { TakeIntoDraft } from './TakeIntoDraft';

/** A step that happened, or one that would. */
type ReplayStep = TraceStep & {
  recorded?: ExecutionStep;
  input: unknown;
  reasons?: unknown;
  error?: string | null;
};

/**
 * An execution from one of its nodes on, with that node's configuration changed in a copy: what
 * would have happened, with nothing sent or stored.
 */
export function Replay({
  execution,
  graph,
  step,
  onClose,
}: {
  execution: Execution;
  /** Of the version that the execution ran. */
  graph: WorkflowGraph;
  step: ExecutionStep;
  onClose: () => void;
}) {
  const { id: executionId, workflowId, event } = execution;
  const node = graph.nodes.find(({ id }) => id === step.nodeId)!;
  const [config, setConfig] = useState(node.data.config);
  const [outcome, setOutcome] = useState('');
  const changed = configure(graph, node.id, config);
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: () =>
      client.workflows.simulate({
        params: { workflowId },
        body: {
          graph: changed,
          from: { executionId, visit: step.visit },
          ...(outcome ? { choose: { [node.id]: { outcome } } } : {}),
        },
      }),
  });
  const diagnostics = data?.diagnostics ?? [];
  const past: ReplayStep[] = execution.steps
    .filter(({ visit }) => visit < step.visit)
    .map((recorded) => ({ ...recorded, recorded }));
  const isPlayed = data !== undefined && data.status !== 'invalid';
  const steps: ReplayStep[] = isPlayed ? [...past, ...data.steps] : past;
  const back = (
    <Button size="small" look="quiet" onClick={onClose}>
      Back to what happened
    </Button>
  );
  if (!isPlayed)
    return (
      <div className="flex flex-col gap-4 rounded-lg border p-4">
        <div className="flex flex-wrap items-start justify-between gap-2">
          <div>
            <h2 className="font-semibold">Replay from “{step.label}”</h2>
            <p className="text-[13px] text-muted">
              A copy goes on from here. Nothing is sent, stored or waited for; people and
              conversations are as they are now.
            </p>
          </div>
          {back}
        </div>
        <div className="max-w-[480px]">
          <NodeForm
            graph={changed}
            node={{ ...node, data: { ...node.data, config } }}
            diagnostics={diagnostics}
            onChange={(next) => {
              setConfig(next);
              if (data) reset();
            }}
          />
        </div>
        <Field label="Way out" hint="What it does here is made up, or chosen.">
          {(control) => (
            <Select
              {...control}
              className="w-auto self-start"
              value={outcome}
              onChange={(event) => setOutcome(event.target.value)}
            >
              <option value="">As it would</option>
              {outcomesOf(config).map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {diagnostics.length > 0 && <Diagnostics diagnostics={diagnostics} graph={changed} />}
        {error && <FieldError>{explain(error)}</FieldError>}
        <Button look="primary" className="self-start" disabled={isPending} onClick={() => mutate()}>
          <RotateCcw aria-hidden />
          Replay
        </Button>
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-2">
        <Notice look={data.status === 'ended' ? 'info' : 'warning'}>
          {data.status === 'ended'
            ? `Replayed from “${step.label}”: nothing was sent.`
            : `Replayed from “${step.label}”: ${data.error ?? 'it fails'}`}
        </Notice>
        <div className="flex flex-wrap gap-2">
          <TakeIntoDraft workflowId={workflowId} node={node} config={config} />
          <Button size="small" onClick={reset}>
            Change again
          </Button>
          {back}
        </div>
      </div>
      <Trace graph={changed} steps={steps} event={event} markOf={markOf}>
        {(shown) =>
          shown.recorded ? (
            <StepFacts step={shown.recorded} />
          ) : (
            <>
              <p className="text-[13px] text-muted">Replayed, with its effect left out.</p>
              <SimulatedFacts step={shown} />
            </>
          )
        }
      </Trace>
      <section aria-labelledby="replay-effects">
        <h2 id="replay-effects" className="pb-1.5 font-semibold">
          It would have
        </h2>
        <EffectList effects={data.effects} graph={changed} />
      </section>
    </div>
  );
}

function markOf({ recorded, error }: ReplayStep, count: number): Mark {
  const { word, tone, icon } = recorded
    ? stepStates[recorded.state]
    : error
      ? ({ word: 'Would fail', tone: 'danger', icon: CircleX } as const)
      : ({ word: 'Replayed', tone: 'neutral', icon: CircleDashed } as const);
  return { tone, icon, text: count > 1 ? `${word}, ${count} times` : word };
}
