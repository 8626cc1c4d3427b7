'use client';

import type { Execution } from '@echoai/contract';
import { Ban } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { client } from '@/lib/client';
import { isMoving } from './executionQueries';
import { useExecutionAction } from './useExecutionAction';

/** Stops an execution that has not ended. */
export function CancelExecution({ execution }: { execution: Execution }) {
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending } = useExecutionAction<void>({
    act: () => client.executions.cancel({ params: { executionId: execution.id } }),
    said: 'The execution was cancelled',
  });
  if (!isMoving(execution) && execution.status !== 'held') return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Ban aria-hidden />
        Cancel
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Cancel this execution?"
        description="Nothing of it is performed any more; what it has done stays done. It cannot be resumed."
        action="Cancel execution"
        onConfirm={() => mutate(undefined, { onSettled: () => setAsking(false) })}
        isBusy={isPending}
      />
    </>
  );
}
