'use client';

import type { Execution, ExecutionStep, WorkflowGraph } from '@echoai/contract';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useVersion } from '@/automations/automationQueries';
import type { Mark } from '@/builder/NodeCard';
import { Button } from '@/components/Button';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Trace } from '@/trace/Trace';
import { isMoving } from './executionQueries';
import { Replay } from './Replay';
import { StepFacts } from './StepFacts';
import { stepStates } from './StepState';

/** The way that an execution took, on the graph of the version that it ran, as it stands now. */
export function ExecutionTrace({ execution }: { execution: Execution }) {
  const { workflowId, version, steps, event } = execution;
  const { data, error, refetch } = useVersion({ workflowId, version });
  const [replayed, setReplayed] = useState<ExecutionStep>();
  if (error && !data) return <LoadFailure error={error} retry={refetch} />;
  if (!data) return <Loading />;
  if (replayed)
    return (
      <Replay
        key={replayed.visit}
        execution={execution}
        graph={data.graph}
        step={replayed}
        onClose={() => setReplayed(undefined)}
      />
    );
  return (
    <Trace graph={data.graph} steps={steps} event={event} markOf={markOf}>
      {(step) => (
        <>
          <StepFacts step={step} />
          {!isMoving(execution) && canReplay(step, data.graph) && (
            <Button size="small" className="self-start" onClick={() => setReplayed(step)}>
              <RotateCcw aria-hidden />
              Replay from here …
            </Button>
          )}
        </>
      )}
    </Trace>
  );
}

function markOf({ state }: ExecutionStep, count: number): Mark {
  const { word, tone, icon } = stepStates[state];
  return { tone, icon, text: count > 1 ? `${word}, ${count} times` : word };
}

/** What the trigger gave is given, and an end does nothing else. */
function canReplay({ nodeId, kind }: ExecutionStep, { nodes }: WorkflowGraph): boolean {
  return kind !== 'end' && nodes.some(({ id, type }) => id === nodeId && type !== 'trigger');
}
