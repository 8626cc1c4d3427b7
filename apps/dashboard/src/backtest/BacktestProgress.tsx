import type { Backtest } from '@echoai/contract';
import { Button } from '@/components/Button';
import { FieldError } from '@/components/Field';
import { explain } from '@/lib/client';
import type { useBacktestActions } from './backtestQueries';

const number = new Intl.NumberFormat('en');

/** How far one is, and the way to stop it. */
export function BacktestProgress({
  backtest: { id, status, done, total },
  cancel,
}: {
  backtest: Backtest;
  cancel: ReturnType<typeof useBacktestActions>['cancel'];
}) {
  const isCounting = status === 'queued' || done === 0;
  const share = total === 0 ? 0 : Math.min(1, done / total);
  const words = isCounting
    ? 'Counting what there is …'
    : `${number.format(done)} of ${number.format(total)} events`;
  return (
    <div className="flex flex-col gap-2 py-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p id="backtest-progress" className="font-medium tabular-nums">
          {status === 'queued' ? 'Waiting for its turn …' : words}
        </p>
        <Button size="small" disabled={cancel.isPending} onClick={() => cancel.mutate(id)}>
          Cancel
        </Button>
      </div>
      <div
        role="progressbar"
        aria-labelledby="backtest-progress"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(100 * share)}
        className="h-1.5 overflow-hidden rounded-full bg-hover"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width]"
          style={{ width: `${100 * share}%` }}
        />
      </div>
      {cancel.error && <FieldError>{explain(cancel.error)}</FieldError>}
    </div>
  );
}
