'use client';

import type { Chatbot } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';

export function DeleteChatbot({
  chatbot: { id, name },
  open,
  onOpenChange,
}: {
  chatbot: Chatbot;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.chatbots.remove({ params: { chatbotId: id } }),
    onSuccess: () => {
      toast(`${name} was deleted`);
      queries.setQueryData<Chatbot[]>(keys.chatbots, (chatbots) =>
        chatbots?.filter((chatbot) => chatbot.id !== id),
      );
      router.replace('/chatbots');
      void queries.invalidateQueries({ queryKey: keys.chatbots, exact: true });
      void queries.invalidateQueries({ queryKey: keys.conversations });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${name}?`}
      description="Its sources, FAQs and conversations are deleted with it, and it stops answering wherever it is embedded. This cannot be undone."
      action="Delete chatbot"
      typeToConfirm={name}
      onConfirm={mutate}
      isBusy={isPending}
      error={error ? explain(error) : undefined}
    />
  );
}
