'use client';

import type { Workflow } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ConfirmDialog';
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
    onSuccess: () => {
      toast(`${name} was deleted`);
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
      description="It is started no more, and its executions under way are cancelled. This cannot be undone."
      action="Delete automation"
      onConfirm={mutate}
      isBusy={isPending}
      error={error ? explain(error) : undefined}
    />
  );
}
