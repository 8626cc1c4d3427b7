import type { BacktestStatus, BacktestSummary } from '@echoai/contract';
import { CircleCheck, CircleSlash, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Section } from '@/components/Section';
import { Status } from '@/components/Status';
import { Time } from '@/components/Time';
import { classes } from '@/lib/classes';
import { isUnderWay } from './backtestQueries';
import { periodInWords } from './words';

const states: Record<
  BacktestStatus,
  { tone: ComponentProps<typeof Status>['tone']; icon: LucideIcon; word: string }
> = {
  queued: { tone: 'neutral', icon: LoaderCircle, word: 'Waiting' },
  running: { tone: 'neutral', icon: LoaderCircle, word: 'Running' },
  completed: { tone: 'success', icon: CircleCheck, word: 'Completed' },
  failed: { tone: 'danger', icon: CircleX, word: 'Failed' },
  cancelled: { tone: 'neutral', icon: CircleSlash, word: 'Cancelled' },
};

/** The backtests that are kept; one is chosen to be shown above. */
export function BacktestList({
  backtests,
  shownId,
  onShow,
}: {
  backtests: BacktestSummary[];
  shownId: string | undefined;
  onShow: (id: string) => void;
}) {
  return (
    <Section title="Earlier backtests" description="The last twenty.">
      <ul aria-label="Backtests" className="divide-y border-y">
        {backtests.map((backtest) => {
          const { id, status, fires, createdAt, createdBy } = backtest;
          const { tone, icon, word } = states[status];
          const isShown = id === shownId;
          return (
            <li key={id}>
              <button
                type="button"
                aria-pressed={isShown}
                onClick={() => onShow(id)}
                className={classes(
                  'flex min-h-11 w-full flex-wrap items-center gap-x-4 gap-y-0.5 px-2 py-1.5 text-left hover:bg-hover',
                  isShown && 'bg-selected',
                )}
              >
                <span className="w-full font-medium sm:w-auto sm:flex-1">
                  {periodInWords(backtest)}
                </span>
                <span className="flex-1 text-[13px] text-muted tabular-nums sm:flex-none">
                  {fires !== null && `starts ${fires.toLocaleString('en')} × · `}
                  <Time value={createdAt} />
                  {createdBy && ` · ${createdBy}`}
                </span>
                <span className="w-28">
                  <Status tone={tone} icon={icon} isSpinning={isUnderWay(backtest)}>
                    {word}
                  </Status>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
