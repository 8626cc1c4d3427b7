'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, RotateCw } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { FieldError } from '@/components/Field';
import { client, explain } from '@/lib/client';
import type { DeadLetter } from './DeadLetters';
import { refreshExecutions } from './executionQueries';

/** Says of all held executions of a node at once whether its effect happened. */
export function DecideAllHeld({
  letter: { workflowId, workflowName, nodeId, executionId },
  onClose,
}: {
  letter: DeadLetter & { nodeId: string };
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (decision: 'repeat' | 'skip') =>
      // What was held since the list was read, nobody has looked at.
      client.executions.resumeHeld({ body: { workflowId, nodeId, decision, upTo: executionId } }),
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
      title={`Did what ${workflowName} asks about happen?`}
      description={`Look where it should have arrived. Your answer counts for every execution that is held at ${nodeId}, also for another reason. If some happened and some did not, decide each.`}
    >
      {error && <FieldError>{explain(error)}</FieldError>}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button disabled={isPending} onClick={() => mutate('repeat')}>
          <RotateCw aria-hidden />
          None happened: do each
        </Button>
        <Button disabled={isPending} onClick={() => mutate('skip')}>
          <Check aria-hidden />
          All happened: go on
        </Button>
      </DialogActions>
    </Dialog>
  );
}
