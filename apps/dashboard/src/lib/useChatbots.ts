import { useQuery } from '@tanstack/react-query';
import { client, listAll } from './client';
import { keys } from './keys';

/** All chatbots, the oldest first: the order in which people made them. */
export function useChatbots() {
  return useQuery({
    queryKey: keys.chatbots,
    queryFn: async ({ signal }) =>
      (await listAll((query) => client.chatbots.list({ query, signal }))).reverse(),
  });
}
