import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How often the bell asks, while the page is in view, in milliseconds. */
const pollEvery = 5_000;

type Latest = Awaited<ReturnType<typeof client.notifications.list>>;

/** The latest notifications, and how many are unread in all. */
export function useNotifications() {
  return useQuery({
    queryKey: keys.notifications,
    queryFn: ({ signal }) => client.notifications.list({ query: { limit: 30 }, signal }),
    refetchInterval: pollEvery,
  });
}

/** Marks notifications as read, or without ids all of them; seen at once, before the server says so. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | undefined) =>
      client.notifications.read({ body: ids ? { ids } : {} }),
    onMutate: async (ids) => {
      await queries.cancelQueries({ queryKey: keys.notifications });
      queries.setQueryData<Latest>(keys.notifications, (latest) => latest && markRead(latest, ids));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.notifications }),
  });
}

function markRead(latest: Latest, ids: string[] | undefined): Latest {
  const isMeant = ({ id, readAt }: Latest['items'][number]) =>
    readAt === null && (ids?.includes(id) ?? true);
  const readAt = new Date().toISOString();
  return {
    ...latest,
    unread: ids ? latest.unread - latest.items.filter(isMeant).length : 0,
    items: latest.items.map((item) => (isMeant(item) ? { ...item, readAt } : item)),
  };
}
