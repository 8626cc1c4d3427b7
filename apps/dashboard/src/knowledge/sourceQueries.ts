import type { Source } from '@echoai/contract';
import { useQuery } from '@tanstack/react-query';
import { client, listAll } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How often a list with a source on its way is read again, in milliseconds. */
const pollEvery = 1_500;

export const isOnItsWay = ({ state }: Pick<Source, 'state'>) =>
  state !== 'ready' && state !== 'failed';

/** All sources of a chatbot, newest first; read again only while one is not ready. */
export function useSources(chatbotId: string) {
  return useQuery({
    queryKey: keys.sources(chatbotId),
    queryFn: ({ signal }) =>
      listAll((query) => client.sources.list({ params: { chatbotId }, query, signal })),
    refetchInterval: ({ state }) => (state.data?.some(isOnItsWay) ? pollEvery : false),
  });
}

export function useSource({ chatbotId, sourceId }: { chatbotId: string; sourceId: string }) {
  return useQuery({
    queryKey: keys.source(sourceId),
    queryFn: ({ signal }) => client.sources.get({ params: { chatbotId, sourceId }, signal }),
    refetchInterval: ({ state }) => (state.data && isOnItsWay(state.data) ? pollEvery : false),
  });
}
