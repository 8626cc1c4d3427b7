'use client';

import type { Source } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';

export function DeleteSource({
  source: { id: sourceId, chatbotId, title },
  open,
  onOpenChange,
}: {
  source: Source;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.sources.remove({ params: { chatbotId, sourceId } }),
    onSuccess: () => {
      toast(`${title} was deleted`);
      queries.setQueryData<Source[]>(keys.sources(chatbotId), (sources) =>
        sources?.filter(({ id }) => id !== sourceId),
      );
      router.replace(`/knowledge?bot=${chatbotId}`);
      void queries.invalidateQueries({ queryKey: keys.sources(chatbotId) });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${title}?`}
      description="The next answer no longer knows it. This cannot be undone."
      action="Delete source"
      onConfirm={mutate}
      isBusy={isPending}
      error={error ? explain(error) : undefined}
    />
  );
}
