import type { Execution } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { explain } from '@/lib/client';
import { keys } from '@/lib/keys';
import { refreshExecutions } from './executionQueries';

/** Does something with an execution, shows it as it is then, and says so. */
export function useExecutionAction<Input>({
  act,
  said,
}: {
  act: (input: Input) => Promise<Execution>;
  said: string | ((input: Input) => string);
}) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (execution, input) => {
      queries.setQueryData(keys.execution(execution.id), execution);
      toast(typeof said === 'string' ? said : said(input));
      return refreshExecutions(queries);
    },
    onError: (error) => {
      toast.error(explain(error));
      // Somebody else was quicker, most often: show how it stands.
      void queries.invalidateQueries({ queryKey: ['execution'] });
    },
  });
}
