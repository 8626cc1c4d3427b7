import type { MovedExecutions } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { refreshAutomation } from '@/automations/automationQueries';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';

/** What is switched: its draft on, an earlier version on, or the automation off. */
export interface Switching {
  workflowId: string;
  name: string;
  to: 'draft' | 'off' | number;
}

/** What the owner answered before it is switched. */
export interface Answers {
  note?: string;
  /** Of the draft that was looked at. */
  revision?: number;
  waiting?: 'stay' | 'move' | 'continue' | 'cancel';
  /** What ran before, for the way back; null when nothing did. */
  from?: number | null;
}

/**
 * Switches automations on and off. What is to be asked first is kept in `asking` until it is
 * answered: `ActivationDialogs` asks it.
 */
export function useActivation() {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Switching>();
  const [moved, setMoved] = useState<MovedExecutions>();
  const { mutate, isPending, variables, error, reset } = useMutation({
    mutationFn: send,
    onSuccess: (workflow, { name, to, from }) => {
      setAsking(undefined);
      const isBack = typeof to === 'number' && from !== undefined;
      const action = isBack
        ? {
            label: 'Undo',
            onClick: () => mutate({ workflowId: workflow.id, name, to: from ?? 'off' }),
          }
        : undefined;
      // One for each automation: the word of before, and its way back, no longer hold.
      const id = `active:${workflow.id}`;
      toast(said(workflow), { id, action, duration: action ? 10_000 : 4_000 });
      if ('move' in workflow && workflow.move?.stayed.length) setMoved(workflow.move);
      void queries.invalidateQueries({ queryKey: keys.executions });
      return refreshAutomation(queries, workflow);
    },
    onError: (failure, { workflowId }) => {
      // A dialog that is open says it itself.
      if (!asking) toast.error(explain(failure));
      // Somebody else may have changed what it shows.
      void queries.invalidateQueries({ queryKey: keys.workflow(workflowId) });
    },
  });
  const ask = (switching: Switching) => {
    reset();
    setAsking(switching);
  };
  return {
    /** Asks what there is to ask, and switches. */
    switchTo: async (switching: Switching) => {
      if (switching.to !== 'off') return ask(switching);
      const params = { workflowId: switching.workflowId };
      const open = await client.workflows.open({ params }).catch(() => undefined);
      if (open?.items.length) ask(switching);
      else mutate(switching);
    },
    answer: (answers: Answers) => asking && mutate({ ...asking, ...answers }),
    asking,
    close: () => setAsking(undefined),
    isPending,
    error,
    /** The automation that is being switched now. */
    pendingId: isPending ? variables.workflowId : undefined,
    /** Of the last one: what could not be moved. */
    moved,
    dismissMoved: () => setMoved(undefined),
  };
}

export type Activation = ReturnType<typeof useActivation>;

async function send({ workflowId, to, waiting, note, revision }: Switching & Answers) {
  const params = { workflowId };
  if (to === 'off') {
    const body = waiting === 'cancel' ? { waiting } : {};
    return client.workflows.deactivate({ params, body });
  }
  const of = to === 'draft' ? (revision === undefined ? {} : { revision }) : { version: to };
  return client.workflows.activate({
    params,
    body: { ...of, ...(note ? { note } : {}), waiting: waiting === 'move' ? waiting : 'stay' },
  });
}

function said(workflow: Awaited<ReturnType<typeof send>>): string {
  const { name, activeVersion } = workflow;
  if ('cancelled' in workflow) {
    const { cancelled } = workflow;
    if (cancelled === 0) return `${name} is off; what it began goes on`;
    return `${name} is off; ${cancelled} ${cancelled === 1 ? 'execution was' : 'executions were'} cancelled`;
  }
  const isActive = `${name} is active, version ${activeVersion}`;
  return workflow.move?.moved ? `${isActive}; ${workflow.move.moved} moved to it` : isActive;
}
