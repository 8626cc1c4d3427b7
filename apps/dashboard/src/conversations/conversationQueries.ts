import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { client, listAll } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How often conversations are read again while the page is in view, in milliseconds. */
const pollEvery = 10_000;

/** Conversations, the latest first; an empty `chatbotId` stands for all chatbots. */
export function useConversations(chatbotId: string) {
  return useInfiniteQuery({
    queryKey: [...keys.conversations, 'list', chatbotId],
    queryFn: ({ pageParam, signal }) =>
      client.conversations.list({
        query: {
          limit: 30,
          ...(chatbotId ? { chatbotId } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: pollEvery,
  });
}

/** What is remembered of a conversation and its visitor. */
export function useConversationMemory(conversationId: string) {
  return useQuery({
    queryKey: [...keys.conversations, 'memory', conversationId],
    queryFn: ({ signal }) => client.conversations.memory({ params: { conversationId }, signal }),
    refetchInterval: pollEvery,
  });
}

/** One conversation with all its messages, oldest first. */
export function useTranscript(conversationId: string) {
  return useQuery({
    queryKey: [...keys.conversations, 'transcript', conversationId],
    queryFn: async ({ signal }) => {
      const params = { conversationId };
      const [conversation, messages] = await Promise.all([
        client.conversations.get({ params, signal }),
        listAll((query) => client.conversations.messages({ params, query, signal })),
      ]);
      return { conversation, messages };
    },
    refetchInterval: pollEvery,
  });
}
