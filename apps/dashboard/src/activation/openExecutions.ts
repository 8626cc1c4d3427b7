import { useQuery } from '@tanstack/react-query';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How many executions of an automation are under way, by version; asked anew by every dialog. */
export function useOpenExecutions(workflowId: string) {
  return useQuery({
    queryKey: [...keys.executions, 'open', workflowId],
    queryFn: async ({ signal }) =>
      (await client.workflows.open({ params: { workflowId }, signal })).items,
    gcTime: 0,
  });
}
