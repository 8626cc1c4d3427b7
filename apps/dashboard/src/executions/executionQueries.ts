import type { ExecutionStatus } from '@echoai/contract';
import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How often executions are read again while one moves, and while none does, in milliseconds. */
const whileMoving = 1_000;
const atRest = 10_000;

/** Whether an execution may change by itself. */
export const isMoving = ({ status }: { status: ExecutionStatus }) =>
  status === 'pending' || status === 'running' || status === 'waiting';

/** Which executions are shown; what is empty leaves none out. */
export interface ExecutionFilter {
  workflowId?: string;
  sessionId?: string;
  status?: ExecutionStatus | '';
  /** Begun in the last so many hours. */
  hours?: number;
}

/** Executions, the latest first. */
export function useExecutions(filter: ExecutionFilter) {
  const { workflowId, sessionId, status, hours } = filter;
  return useInfiniteQuery({
    queryKey: [...keys.executions, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      client.executions.list({
        query: {
          limit: 30,
          ...(workflowId ? { workflowId } : {}),
          ...(sessionId ? { sessionId } : {}),
          ...(status ? { status } : {}),
          ...(hours ? { from: new Date(Date.now() - hours * 3_600_000).toISOString() } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isMoving)) ? whileMoving : atRest,
  });
}

/** One execution with its steps; read again while it may change. */
export function useExecution(executionId: string) {
  return useQuery({
    queryKey: keys.execution(executionId),
    queryFn: ({ signal }) => client.executions.get({ params: { executionId }, signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? whileMoving : atRest),
  });
}

/** What failed or is held, by cause. */
export function useDeadLetters() {
  return useQuery({
    queryKey: keys.deadLetters,
    queryFn: async ({ signal }) => (await client.executions.deadLetters({ signal })).items,
    refetchInterval: atRest,
  });
}

/** After something was done with executions: all that shows them is read again. */
export function refreshExecutions(queries: QueryClient): Promise<void> {
  void queries.invalidateQueries({ queryKey: keys.workflows });
  void queries.invalidateQueries({ queryKey: keys.notifications });
  return queries.invalidateQueries({ queryKey: keys.executions });
}
