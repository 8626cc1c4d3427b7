import type {
  BacktestDifference,
  BacktestReport,
  BacktestResult,
  WorkflowGraph,
} from '@echoai/contract';
import { ConversationLink, Way } from './Examples';

type Kind = BacktestDifference['examples'][number]['kind'];

const titles: Record<Kind, string> = {
  'only-draft': 'Only the draft starts',
  'only-published': 'Only the active version starts',
  path: 'Another way',
  effects: 'The same way, other effects',
};

/** What the draft does otherwise than the version that runs. */
export function Difference({
  difference,
  published,
  draft,
  ...names
}: {
  difference: BacktestDifference;
  published: BacktestReport;
  draft: BacktestReport;
  labels: BacktestResult['labels'];
  graph: WorkflowGraph;
}) {
  const { onlyDraft, onlyPublished, path, effects, examples } = difference;
  const rows = [
    ['The draft starts', draft.fires],
    ['The active version starts', published.fires],
    [titles['only-draft'], onlyDraft],
    [titles['only-published'], onlyPublished],
    ['Both start, another way', path],
    [titles.effects, effects],
  ] as const;
  return (
    <>
      <dl className="divide-y border-y">
        {rows.map(([term, count]) => (
          <div key={term} className="flex gap-4 py-2">
            <dt className="flex-1">{term}</dt>
            <dd className="tabular-nums">{count.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      {examples.length === 0 && (
        <p className="text-muted">Both would have done the same each time.</p>
      )}
      {examples.length > 0 && (
        <ol aria-label="Examples of differences" className="divide-y border-y">
          {examples.map(({ kind, draft, published }) => (
            <li
              key={`${kind} ${(draft ?? published)!.eventId}`}
              className="flex flex-col gap-1.5 py-3"
            >
              <p className="font-medium">{titles[kind]}</p>
              <ConversationLink example={(draft ?? published)!} />
              {draft && (
                <Side title="Draft">
                  <Way example={draft} {...names} />
                </Side>
              )}
              {published && (
                <Side title="Active version">
                  <Way example={published} {...names} />
                </Side>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Side({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[110px_1fr]">
      <p className="text-[13px] text-muted">{title}</p>
      {children}
    </div>
  );
}
