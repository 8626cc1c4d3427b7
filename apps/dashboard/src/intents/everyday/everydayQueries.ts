import type { EverydayAct, EverydayActSettings } from '@echoai/contract';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';

/** The everyday acts of a chatbot, with how it answers them. */
export function useEveryday(chatbotId: string) {
  return useQuery({
    queryKey: keys.everyday(chatbotId),
    queryFn: async ({ signal }) =>
      (await client.everyday.list({ params: { chatbotId }, signal })).items,
    enabled: chatbotId !== '',
  });
}

/** Shows a changed act, and reads again what else shows its sentences. */
export function keepAct(queries: QueryClient, chatbotId: string, changed: EverydayActSettings) {
  putAct(queries, chatbotId, changed);
  // Two acts may share a sentence, and the chatbot's settings show some of them.
  void queries.invalidateQueries({ queryKey: keys.everyday(chatbotId) });
  void queries.invalidateQueries({ queryKey: keys.chatbots });
}

function putAct(
  queries: QueryClient,
  chatbotId: string,
  changed: Partial<EverydayActSettings> & Pick<EverydayActSettings, 'act'>,
) {
  queries.setQueryData<EverydayActSettings[]>(keys.everyday(chatbotId), (items) =>
    items?.map((item) => (item.act === changed.act ? { ...item, ...changed } : item)),
  );
}

/** Switches an act on or off; the switch moves at once, and back if that is refused. */
export function useSwitchAct(chatbotId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ act, isActive }: { act: EverydayAct; isActive: boolean }) =>
      client.everyday.update({ params: { chatbotId, act }, body: { isActive } }),
    onMutate: (change) => putAct(queries, chatbotId, change),
    onSuccess: (changed) => keepAct(queries, chatbotId, changed),
    onError: (error, { act, isActive }) => {
      putAct(queries, chatbotId, { act, isActive: !isActive });
      toast.error(explain(error));
    },
  });
}
