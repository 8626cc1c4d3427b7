import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, listAll } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How often conversations are read again while the page is in view, in milliseconds. */
const pollEvery = 10_000;
/** The same of a conversation in which a person answers, and waits for the visitor's next message. */
const pollTalkEvery = 2_500;

/** Which conversations are shown; what is empty or false leaves none out. */
export interface ConversationFilter {
  chatbotId: string;
  tag: string;
  isWaiting: boolean;
}
export const allConversations: ConversationFilter = { chatbotId: '', tag: '', isWaiting: false };

/** Conversations, the latest first. */
export function useConversations(filter: ConversationFilter) {
  const { chatbotId, tag, isWaiting } = filter;
  return useInfiniteQuery({
    queryKey: [...keys.conversations, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      client.conversations.list({
        query: {
          limit: 30,
          ...(chatbotId ? { chatbotId } : {}),
          ...(tag ? { tag } : {}),
          ...(isWaiting ? { waitsFor: 'person' } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: pollEvery,
  });
}

/** The tags that conversations have, in alphabetical order. */
export function useTags(chatbotId: string) {
  return useQuery({
    queryKey: [...keys.conversations, 'tags', chatbotId],
    queryFn: async ({ signal }) =>
      (await client.conversations.tags({ query: chatbotId ? { chatbotId } : {}, signal })).items,
    refetchInterval: pollEvery,
  });
}

/** Does something in a conversation; busy until what it changed has been read again. */
export function useConversationAction<Input>(act: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.conversations }),
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
    refetchInterval: ({ state }) =>
      state.data?.conversation.answeredBy === 'person' ? pollTalkEvery : pollEvery,
  });
}
