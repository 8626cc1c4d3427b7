import type { Workflow } from '@echoai/contract';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { client, listAll } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How often counts of executions are read again while the page is in view, in milliseconds. */
const pollEvery = 5_000;

/** All automations with what became of their executions, the oldest first. */
export function useAutomations() {
  return useQuery({
    queryKey: keys.workflows,
    queryFn: ({ signal }) => listAll((query) => client.workflows.list({ query, signal })),
    refetchInterval: pollEvery,
  });
}

export function useAutomation(workflowId: string) {
  return useQuery({
    queryKey: keys.workflow(workflowId),
    queryFn: ({ signal }) => client.workflows.get({ params: { workflowId }, signal }),
  });
}

/** The kinds of nodes by name; they change only with the server's version. */
export function useNodeKinds() {
  return useQuery({
    queryKey: keys.nodeKinds,
    queryFn: async ({ signal }) => {
      const { items } = await client.workflows.kinds({ signal });
      return Object.fromEntries(items.map((kind) => [kind.kind, kind]));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The versions of an automation, the latest first. */
export function useVersions(workflowId: string) {
  return useQuery({
    queryKey: keys.workflowVersions(workflowId),
    queryFn: ({ signal }) =>
      listAll((query) => client.workflows.versions({ params: { workflowId }, query, signal })),
  });
}

/** The latest conversations, which an automation can be tried on. */
export function useLatestConversations() {
  return useQuery({
    queryKey: [...keys.conversations, 'latest'],
    queryFn: async ({ signal }) =>
      (await client.conversations.list({ query: { limit: 20 }, signal })).items,
  });
}

/** A version with its graph, which never changes. */
export function useVersion({
  workflowId,
  version,
}: {
  workflowId: string;
  version: number | null;
}) {
  return useQuery({
    queryKey: [...keys.workflowVersions(workflowId), version],
    queryFn: ({ signal }) =>
      client.workflows.version({ params: { workflowId, version: version ?? 0 }, signal }),
    enabled: version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether the draft differs from the version that runs; undefined while that is read. */
export function useHasChanges({ id: workflowId, activeVersion, draft }: Workflow) {
  const { data } = useVersion({ workflowId, version: activeVersion });
  // Both come from the database, which writes equal JSON in equal order.
  return data && JSON.stringify(data.graph) !== JSON.stringify(draft);
}

/** After a change of an automation: what shows it is read again. */
export function refreshAutomation(queries: QueryClient, workflow: Workflow): Promise<void> {
  queries.setQueryData(keys.workflow(workflow.id), workflow);
  void queries.invalidateQueries({ queryKey: keys.workflowVersions(workflow.id) });
  return queries.invalidateQueries({ queryKey: keys.workflows });
}
