'use client';

import type { Execution } from '@echoai/contract';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useAutomation } from '@/automations/automationQueries';
import { Button } from '@/components/Button';
import { Checkbox } from '@/components/Checkbox';
import { Notice } from '@/components/Notice';
import { client } from '@/lib/client';
import { useExecutionAction } from './useExecutionAction';

/** Why an execution failed, and the way on: from the node that failed. */
export function ResumeFailed({ execution }: { execution: Execution }) {
  const { id: executionId, workflowId, version, error, steps } = execution;
  const { data: workflow } = useAutomation(workflowId);
  const [useActiveVersion, setUseActiveVersion] = useState(false);
  const { mutate, isPending } = useExecutionAction<void>({
    act: () => client.executions.resume({ params: { executionId }, body: { useActiveVersion } }),
    said: 'The execution goes on',
  });
  const active = workflow?.activeVersion;
  const label = steps.findLast(({ nodeId }) => nodeId === error?.nodeId)?.label;
  return (
    <Notice look="danger">
      <p className="font-medium">{label ? `It failed at “${label}”` : 'It failed'}</p>
      {error && <p className="text-pretty">{error.message}</p>}
      <div className="mt-2.5 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button size="small" disabled={isPending} onClick={() => mutate()}>
          <RotateCw aria-hidden />
          Resume from there
        </Button>
        {active && active !== version && (
          <Checkbox checked={useActiveVersion} onChange={setUseActiveVersion}>
            Use the active version ({active}) instead of version {version}
          </Checkbox>
        )}
      </div>
    </Notice>
  );
}
