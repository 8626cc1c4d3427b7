'use client';

import type { Intent } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';
import { refreshIntents, titleOf } from './intentQueries';

export function DeleteIntent({
  intent,
  open,
  onOpenChange,
}: {
  intent: Intent;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { id: intentId, chatbotId } = intent;
  const router = useRouter();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.intents.remove({ params: { chatbotId, intentId } }),
    onSuccess: () => {
      toast(`${titleOf(intent)} was deleted`);
      queries.setQueryData<Intent[]>(keys.intents(chatbotId), (intents) =>
        intents?.filter(({ id }) => id !== intentId),
      );
      router.replace(`/intents?bot=${chatbotId}`);
      void refreshIntents(queries, chatbotId);
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${titleOf(intent)}?`}
      description="Its examples go with it. This cannot be undone."
      action="Delete intent"
      onConfirm={mutate}
      isBusy={isPending}
      error={error ? explain(error) : undefined}
    />
  );
}
