import type {
  Backtest,
  BacktestReport,
  BacktestResult as Result,
  WorkflowGraph,
} from '@echoai/contract';
import { useNodeKinds } from '@/automations/automationQueries';
import { NodeIcon } from '@/automations/NodeIcon';
import { Notice } from '@/components/Notice';
import { Section } from '@/components/Section';
import { BranchTable } from './BranchTable';
import { Difference } from './Difference';
import { Examples } from './Examples';
import { periodInWords, shareInWords } from './words';

const number = new Intl.NumberFormat('en');

/** What a backtest found. */
export function BacktestResult({ backtest, graph }: { backtest: Backtest; graph: WorkflowGraph }) {
  const { status, result, error, done, total } = backtest;
  if (!result)
    return (
      <div className="py-6">
        <Notice look={status === 'failed' ? 'danger' : 'info'}>
          {status === 'failed'
            ? (error ?? 'It failed.')
            : `It was cancelled after ${number.format(done)} of ${number.format(total)} events. Run it again for a result.`}
        </Notice>
      </div>
    );
  return <Found backtest={backtest} result={result} graph={graph} />;
}

function Found({
  backtest,
  result,
  graph,
}: {
  backtest: Backtest;
  result: Result;
  graph: WorkflowGraph;
}) {
  const { draft, published, difference, conversations, events, labels } = result;
  const failed = draft.statuses.failed + draft.statuses.stopped;
  return (
    <>
      <Section
        title="Result"
        description={`${periodInWords(backtest)}, as the draft was when it ran.`}
      >
        <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-4">
          <Figure term="Starts" value={draft.fires}>
            at {shareInWords(draft.fires, events)} of {number.format(events)} events
          </Figure>
          <Figure term="Conversations" value={draft.conversations}>
            of {number.format(conversations)}
          </Figure>
          <Figure
            term="Messages and calls"
            value={Object.values(draft.effects).reduce((sum, count) => sum + count, 0)}
          >
            by {number.format(Object.keys(draft.effects).length)} kinds of node
          </Figure>
          <Figure term="Failures" value={failed}>
            {shareInWords(failed, draft.fires)} of what starts
          </Figure>
        </dl>
        {draft.fires === 0 && (
          <Notice look="info">
            {events === 0
              ? 'There are no conversations of this period.'
              : 'None of these events would have started it. Look at the trigger’s settings, or take a longer period.'}
          </Notice>
        )}
      </Section>
      {draft.fires > 0 && (
        <>
          <Section title="Branches" description="How often each way would have been taken.">
            <BranchTable report={draft} labels={labels} graph={graph} />
          </Section>
          <Section title="Would send" description="Messages, calls and changes, by kind.">
            <Effects report={draft} />
          </Section>
        </>
      )}
      {draft.failures.length > 0 && (
        <Section title="Failures" description="Why it would not have come to an end.">
          <ul aria-label="Failures" className="divide-y border-y">
            {draft.failures.map(({ reason, count }) => (
              <li key={reason} className="flex gap-4 py-2">
                <span className="min-w-0 flex-1 text-danger-ink">{reason}</span>
                <span className="tabular-nums">{number.format(count)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {published && difference && (
        <Section
          title="Difference"
          description={`To version ${published.version}, which was active, on the same events.`}
        >
          <Difference
            difference={difference}
            published={published}
            draft={draft}
            labels={labels}
            graph={graph}
          />
        </Section>
      )}
      {draft.examples.length > 0 && (
        <Section
          title="Examples"
          description="The most telling: failures, rare ways, then the lowest moods."
        >
          <Examples examples={draft.examples} labels={labels} graph={graph} />
        </Section>
      )}
    </>
  );
}

function Figure({
  term,
  value,
  children,
}: {
  term: string;
  value: number;
  children: React.ReactNode;
}) {
  return (
    <div className="flex flex-col">
      <dt className="text-[13px] text-muted">{term}</dt>
      <dd className="font-semibold text-2xl tabular-nums leading-8">{number.format(value)}</dd>
      <dd className="text-[13px] text-muted tabular-nums">{children}</dd>
    </div>
  );
}

function Effects({ report: { effects } }: { report: BacktestReport }) {
  const { data: kinds } = useNodeKinds();
  const rows = Object.entries(effects).sort(([, one], [, other]) => other - one);
  if (rows.length === 0) return <p className="text-muted">It would send and change nothing.</p>;
  return (
    <ul aria-label="Would send" className="divide-y border-y">
      {rows.map(([kind, count]) => (
        <li key={kind} className="flex items-center gap-3 py-2">
          <NodeIcon kind={kind} />
          <span className="flex-1">{kinds?.[kind]?.title ?? kind}</span>
          <span className="tabular-nums">{number.format(count)}</span>
        </li>
      ))}
    </ul>
  );
}
