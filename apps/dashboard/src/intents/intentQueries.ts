import type { Intent } from '@echoai/contract';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { client, explain, listAll } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How often the state is read while the last change is being learned, in milliseconds. */
const pollEvery = 700;

export const titleOf = ({ title, name }: { title: string; name: string }) => title.trim() || name;

/** All intents of a chatbot with their examples, the oldest first. */
export function useIntents(chatbotId: string) {
  return useQuery({
    queryKey: keys.intents(chatbotId),
    queryFn: ({ signal }) =>
      listAll((query) => client.intents.list({ params: { chatbotId }, query, signal })),
  });
}

export function useIntent({ chatbotId, intentId }: { chatbotId: string; intentId: string }) {
  return useQuery({
    queryKey: keys.intent(intentId),
    queryFn: ({ signal }) => client.intents.get({ params: { chatbotId, intentId }, signal }),
  });
}

/** Whether the last change is learned; read again only while it is not. */
export function useIntentStatus(chatbotId: string) {
  return useQuery({
    queryKey: keys.intentStatus(chatbotId),
    queryFn: ({ signal }) => client.intents.status({ params: { chatbotId }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'training' ? pollEvery : false),
  });
}

/** Visitors' messages that may be examples; looked for again with each version of the model. */
export function useIntentSuggestions(chatbotId: string) {
  const { data: status } = useIntentStatus(chatbotId);
  return useQuery({
    queryKey: [...keys.intentSuggestions(chatbotId), status?.version],
    queryFn: async ({ signal }) =>
      (await client.intents.suggestions({ params: { chatbotId }, signal })).items,
    enabled: status !== undefined,
    placeholderData: (before) => before,
  });
}

/** After a change of intents: what shows them, and whether it is learned, is read again. */
export function refreshIntents(queries: QueryClient, chatbotId: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: keys.intentStatus(chatbotId) });
  return queries.invalidateQueries({ queryKey: keys.intents(chatbotId) });
}

/** Adds an example to an intent as it is on the server now. */
export function useAddExample(chatbotId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ intentId, text }: { intentId: string; text: string }) => {
      const params = { chatbotId, intentId };
      const { examples } = await client.intents.get({ params });
      return client.intents.update({ params, body: { examples: [...examples, text] } });
    },
    onSuccess: (intent) => {
      queries.setQueryData<Intent>(keys.intent(intent.id), intent);
      toast(`Added to ${titleOf(intent)}`);
      return refreshIntents(queries, chatbotId);
    },
    onError: (error) => toast.error(explain(error)),
  });
}

/** Adds the usual intents whose names are free. */
export function useAddDefaults(chatbotId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.intents.addDefaults({ params: { chatbotId } }),
    onSuccess: ({ items }) => {
      toast(items.length === 1 ? '1 intent added' : `${items.length} intents added`);
      return refreshIntents(queries, chatbotId);
    },
    onError: (error) => toast.error(explain(error)),
  });
}
