import type { CandidateComparison } from '@echoai/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How often the comparison is read again, in milliseconds. */
const pollEvery = 5_000;

/** The version that is tried beside the active one, and how both fare. */
export function useCandidate(workflowId: string) {
  return useQuery({
    queryKey: keys.candidate(workflowId),
    queryFn: ({ signal }) => client.candidates.get({ params: { workflowId }, signal }),
    refetchInterval: pollEvery,
  });
}

/** The latest that a shadow would have done. */
export function useShadows(workflowId: string) {
  return useQuery({
    queryKey: [...keys.candidate(workflowId), 'shadows'],
    queryFn: async ({ signal }) =>
      (await client.executions.list({ query: { workflowId, mode: 'shadow', limit: 10 }, signal }))
        .items,
    refetchInterval: pollEvery,
  });
}

export type CandidateSettings = Parameters<typeof client.candidates.set>[0]['body'];

/** What is done with a candidate; each answers the comparison as it is then. */
export type CandidateChange =
  | { to: 'set'; settings: CandidateSettings }
  | { to: 'promote' | 'rolled-back' };

export function useCandidateChange(workflowId: string) {
  const queries = useQueryClient();
  const params = { workflowId };
  return useMutation({
    mutationFn: (change: CandidateChange): Promise<CandidateComparison> => {
      if (change.to === 'set') return client.candidates.set({ params, body: change.settings });
      if (change.to === 'promote') return client.candidates.promote({ params });
      return client.candidates.remove({ params });
    },
    onSuccess: (comparison) => {
      queries.setQueryData(keys.candidate(workflowId), comparison);
      // A draft may have become a version, and a candidate the active one.
      void queries.invalidateQueries({ queryKey: keys.workflowVersions(workflowId) });
      void queries.invalidateQueries({ queryKey: keys.workflow(workflowId) });
      return queries.invalidateQueries({ queryKey: keys.workflows });
    },
  });
}
