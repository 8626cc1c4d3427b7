import type { Backtest, BacktestStatus } from '@echoai/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';

/** How often one under way is read again, and whether another began, in milliseconds. */
const whileRunning = 500;
const atRest = 10_000;

export const isUnderWay = ({ status }: { status: BacktestStatus }) =>
  status === 'queued' || status === 'running';

/** The last backtests of an automation, the latest first. */
export function useBacktests(workflowId: string) {
  return useQuery({
    queryKey: keys.backtests(workflowId),
    queryFn: async ({ signal }) =>
      (await client.backtests.list({ params: { workflowId }, signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 2_000 : atRest),
  });
}

/** One with its progress and result, read again until it is over. */
export function useBacktest(workflowId: string, backtestId: string | undefined) {
  return useQuery({
    queryKey: [...keys.backtests(workflowId), backtestId],
    queryFn: ({ signal }) =>
      client.backtests.get({ params: { workflowId, backtestId: backtestId ?? '' }, signal }),
    enabled: backtestId !== undefined,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? whileRunning : false),
  });
}

/** Starts and cancels them. */
export function useBacktestActions(workflowId: string) {
  const queries = useQueryClient();
  const store = (backtest: Backtest) => {
    queries.setQueryData([...keys.backtests(workflowId), backtest.id], backtest);
    return queries.invalidateQueries({ queryKey: keys.backtests(workflowId), exact: true });
  };
  const start = useMutation({
    mutationFn: (body: { from: string; to: string }) =>
      client.backtests.create({ params: { workflowId }, body }),
    onSuccess: store,
  });
  const cancel = useMutation({
    mutationFn: (backtestId: string) =>
      client.backtests.cancel({ params: { workflowId, backtestId } }),
    onSuccess: store,
  });
  return { start, cancel };
}
