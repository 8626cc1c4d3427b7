'use client';

import type { Workflow } from '@echoai/contract';
import { History } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Diagnostics } from '@/automations/Diagnostics';
import { diagnosticsOf } from '@/automations/diagnosticsOf';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { FieldError } from '@/components/Field';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { explain } from '@/lib/client';
import { useSearch } from '@/lib/useSearch';
import { BacktestList } from './BacktestList';
import { BacktestProgress } from './BacktestProgress';
import { BacktestResult } from './BacktestResult';
import { isUnderWay, useBacktest, useBacktestActions, useBacktests } from './backtestQueries';
import { PeriodFields } from './PeriodFields';
import { firstPeriod, readPeriod } from './period';

/** Tries the draft on past conversations, and shows what came of it and of earlier trials. */
export function Backtest({ workflow }: { workflow: Workflow }) {
  const { search, setSearch } = useSearch();
  const { data: listed, error, refetch } = useBacktests(workflow.id);
  const shownId = search.get('backtest') ?? listed?.[0]?.id;
  const { data: shown, error: shownError } = useBacktest(workflow.id, shownId);
  // The one that is shown is read more often.
  const backtests = listed?.map((one) => (one.id === shown?.id ? shown : one));
  const actions = useBacktestActions(workflow.id);
  const show = (id: string | null) => setSearch({ backtest: id });
  return (
    <div className="divide-y">
      <Section
        title="Try it on the past"
        description="What the saved draft would have done. Nothing is sent or changed."
      >
        <StartForm
          actions={actions}
          workflow={workflow}
          isBusy={backtests?.some(isUnderWay) ?? true}
          onStarted={() => show(null)}
        />
      </Section>
      {error && !backtests && <LoadFailure error={error} retry={refetch} />}
      {!backtests && !error && <Loading />}
      {backtests?.length === 0 && (
        <EmptyState icon={History} title="Would it have helped last month?">
          A backtest reads the conversations that are stored, asks the trigger at each event, and
          follows the draft to its end. It shows how often it starts, which branches it takes, what
          it would send, and what is different from the version that runs.
        </EmptyState>
      )}
      {shown && isUnderWay(shown) && <BacktestProgress backtest={shown} cancel={actions.cancel} />}
      {shown && !isUnderWay(shown) && (
        <BacktestResult backtest={shown} graph={workflow.draft} key={shown.id} />
      )}
      {shownId && !shown && !shownError && <Loading />}
      {shownError && !shown && (
        <div className="py-6">
          <FieldError>{explain(shownError)}</FieldError>
        </div>
      )}
      {backtests && backtests.length > 0 && (
        <BacktestList backtests={backtests} shownId={shownId} onShow={show} />
      )}
    </div>
  );
}

function StartForm({
  actions: { start },
  workflow,
  isBusy,
  onStarted,
}: {
  actions: ReturnType<typeof useBacktestActions>;
  workflow: Workflow;
  isBusy: boolean;
  onStarted: () => void;
}) {
  const [period, setPeriod] = useState(() => firstPeriod());
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readPeriod(period);
    setProblem('problem' in read ? read.problem : undefined);
    if (!('problem' in read)) start.mutate(read, { onSuccess: onStarted });
  };
  const diagnostics = diagnosticsOf(start.error);
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <PeriodFields period={period} onChange={setPeriod} problem={problem} />
        <Button type="submit" look="primary" disabled={isBusy || start.isPending}>
          <History aria-hidden />
          Run backtest
        </Button>
      </div>
      {start.error && diagnostics.length === 0 && <FieldError>{explain(start.error)}</FieldError>}
      {diagnostics.length > 0 && <Diagnostics diagnostics={diagnostics} graph={workflow.draft} />}
      <p className="text-[13px] text-muted">
        Messages and moods count as they were then. Tags, names and properties of the visitor are
        today’s, and nobody answers what it asks.
      </p>
    </form>
  );
}
