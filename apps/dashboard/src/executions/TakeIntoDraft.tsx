import type { WorkflowNode } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { refreshAutomation } from '@/automations/automationQueries';
import { configure } from '@/builder/graph/edits';
import { Button } from '@/components/Button';
import { client, explain } from '@/lib/client';

type Config = WorkflowNode['data']['config'];

/** Puts a changed configuration into the draft, whatever else was changed there; with a way back. */
export function TakeIntoDraft({
  workflowId,
  node,
  config,
}: {
  workflowId: string;
  /** As it was before the change. */
  node: WorkflowNode;
  config: Config;
}) {
  const queries = useQueryClient();
  const params = { workflowId };
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ to: next }: { to: Config; isUndo?: boolean }) => {
      const { draft, revision } = await client.workflows.get({ params });
      const found = draft.nodes.find(({ id }) => id === node.id);
      if (found?.data.config.kind !== config.kind)
        return { refusal: `The draft has no “${node.data.label}” any more.` };
      const graph = configure(draft, node.id, next);
      const saved = await client.workflows.update({ params, body: { graph, revision } });
      await refreshAutomation(queries, saved);
      return { before: found.data.config };
    },
    onSuccess: ({ refusal, before }, { isUndo = false }) => {
      if (refusal) toast.error(refusal);
      else if (isUndo) toast('The draft is as it was');
      else
        toast('The draft has the change', {
          duration: 8_000,
          action: { label: 'Undo', onClick: () => mutate({ to: before!, isUndo: true }) },
        });
    },
    onError: (error) => toast.error(explain(error)),
  });
  return (
    <Button size="small" disabled={isPending} onClick={() => mutate({ to: config })}>
      Take the change into the draft
    </Button>
  );
}
