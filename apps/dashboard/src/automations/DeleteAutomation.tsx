'use client';

import type { Workflow } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useOpenExecutions } from '@/activation/openExecutions';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { executionsInWords } from '@/executions/words';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';

export function DeleteAutomation({
  workflow: { id: workflowId, name },
  open,
  onOpenChange,
}: {
  workflow: Workflow;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.workflows.remove({ params: { workflowId } }),
    onSuccess: ({ cancelled }) => {
      const ended = cancelled > 0 ? `; ${executionsInWords(cancelled)} cancelled` : '';
      toast(`${name} was deleted${ended}`);
      router.replace('/automations');
      void queries.invalidateQueries({ queryKey: keys.workflows });
      void queries.invalidateQueries({ queryKey: keys.executions });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${name}?`}
      description={
        <>
          It is started no more. <Cancelled workflowId={workflowId} /> This cannot be undone.
        </>
      }
      action="Delete automation"
      onConfirm={mutate}
      isBusy={isPending}
      error={error ? explain(error) : undefined}
    />
  );
}

/** Asked when the dialog is open, not before. */
function Cancelled({ workflowId }: { workflowId: string }) {
  const { data } = useOpenExecutions(workflowId);
  if (!data) return <>What it has under way is cancelled.</>;
  const count = data.reduce((sum, { open }) => sum + open, 0);
  if (count === 0) return <>Nothing of it is under way.</>;
  return (
    <strong className="font-medium text-ink">
      {executionsInWords(count)} under way {count === 1 ? 'is' : 'are'} cancelled.
    </strong>
  );
}
