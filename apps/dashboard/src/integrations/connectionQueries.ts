import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { client, explain, listAll } from '@/lib/client';
import { keys } from '@/lib/keys';

export const useProviders = () =>
  useQuery({
    queryKey: keys.providers,
    queryFn: ({ signal }) => client.connections.providers({ signal }),
  });

/** Every connection, read again now and then: their health changes by itself. */
export const useConnections = () =>
  useQuery({
    queryKey: keys.connections,
    queryFn: ({ signal }) => listAll((query) => client.connections.list({ query, signal })),
    refetchInterval: 15_000,
  });

export function useConnection(connectionId: string) {
  return useQuery({
    queryKey: keys.connection(connectionId),
    queryFn: ({ signal }) => client.connections.get({ params: { connectionId }, signal }),
    refetchInterval: 15_000,
  });
}

/** Reads connections and their providers again. */
export function useRefreshConnections() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [keys.connections, keys.providers, ['connection']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
}

/** Leaves for the provider's consent page, which leads back here. */
export function useConnect() {
  return useMutation({
    mutationFn: ({ provider, connectionId }: { provider: string; connectionId?: string }) =>
      client.connections.authorize({
        params: { provider },
        body: connectionId ? { connectionId } : {},
      }),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => toast.error(explain(error)),
  });
}
