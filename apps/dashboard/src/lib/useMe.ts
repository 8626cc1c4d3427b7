import { useQuery } from '@tanstack/react-query';
import { client } from './client';
import { keys } from './keys';

/** Who is signed in, and what is configured. */
export function useMe() {
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => client.workspace.me({ signal }),
    staleTime: 60_000,
  });
}
