import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { client, explain } from '@/lib/client';
import { refreshAutomation } from './automationQueries';
import { type Diagnostic, diagnosticsOf } from './diagnosticsOf';

/** What is switched: its draft on, an earlier version on, or the automation off. */
export interface Switching {
  workflowId: string;
  name: string;
  to: 'draft' | 'off' | number;
}

/** Switches automations on and off; a refusal is kept until it is dismissed. */
export function useActivation() {
  const queries = useQueryClient();
  const [refusal, setRefusal] = useState<Switching & { diagnostics: Diagnostic[] }>();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ workflowId, to }: Switching) => {
      const params = { workflowId };
      if (to === 'off') return client.workflows.deactivate({ params });
      return client.workflows.activate({ params, body: to === 'draft' ? {} : { version: to } });
    },
    onSuccess: (workflow) => {
      toast(
        workflow.activeVersion === null
          ? `${workflow.name} is off; what it began goes on`
          : `${workflow.name} is active, version ${workflow.activeVersion}`,
      );
      return refreshAutomation(queries, workflow);
    },
    onError: (error, switching) => {
      const diagnostics = diagnosticsOf(error);
      if (diagnostics.length > 0) setRefusal({ ...switching, diagnostics });
      else toast.error(explain(error));
    },
  });
  return {
    switchTo: mutate,
    /** The automation that is being switched now. */
    pendingId: isPending ? variables.workflowId : undefined,
    refusal,
    dismiss: () => setRefusal(undefined),
  };
}
