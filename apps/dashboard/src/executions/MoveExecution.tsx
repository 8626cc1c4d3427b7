'use client';

import type { Execution } from '@echoai/contract';
import { useAutomation } from '@/automations/automationQueries';
import { Button } from '@/components/Button';
import { client } from '@/lib/client';
import { useExecutionAction } from './useExecutionAction';

/** Lets an execution that waits go on with the version that is active now; if it cannot, says why. */
export function MoveExecution({ execution }: { execution: Execution }) {
  const { id: executionId, workflowId, version, status } = execution;
  const { data: workflow } = useAutomation(workflowId);
  const { mutate, isPending } = useExecutionAction<number>({
    act: (to) => client.executions.move({ params: { executionId }, body: { version: to } }),
    said: (to) => `It goes on with version ${to}`,
  });
  const active = workflow?.activeVersion ?? null;
  if (status !== 'waiting' || active === null || active === version) return null;
  return (
    <Button disabled={isPending} onClick={() => mutate(active)}>
      Move to version {active}
    </Button>
  );
}
