'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { useAutomation } from '@/automations/automationQueries';
import { Button } from '@/components/Button';
import { Checkbox } from '@/components/Checkbox';
import { Dialog, DialogActions } from '@/components/Dialog';
import { FieldError } from '@/components/Field';
import { client, explain } from '@/lib/client';
import type { DeadLetter } from './DeadLetters';
import { refreshExecutions } from './executionQueries';

/** Lets all failed executions of a node go on from there. */
export function ResumeAll({
  letter: { workflowId, workflowName, nodeId },
  onClose,
}: {
  letter: DeadLetter;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { data: workflow } = useAutomation(workflowId);
  const [useActiveVersion, setUseActiveVersion] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.executions.resumeMany({
        body: { workflowId, useActiveVersion, ...(nodeId ? { nodeId } : {}) },
      }),
    onSuccess: async ({ resumed }) => {
      toast(resumed === 1 ? '1 execution goes on' : `${resumed} executions go on`);
      await refreshExecutions(queries);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Resume what failed of ${workflowName}?`}
      description={
        nodeId
          ? `Every execution that failed at ${nodeId} goes on from there, also those that failed for another reason.`
          : 'Every execution of it that failed goes on from where it failed.'
      }
    >
      {workflow?.activeVersion && (
        <Checkbox checked={useActiveVersion} onChange={setUseActiveVersion}>
          Use the active version ({workflow.activeVersion}), as after a correction
        </Checkbox>
      )}
      {error && <FieldError>{explain(error)}</FieldError>}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={isPending} onClick={() => mutate()}>
          Resume all
        </Button>
      </DialogActions>
    </Dialog>
  );
}
