import type { BacktestExample, BacktestResult, WorkflowGraph } from '@echoai/contract';
import { CircleCheck, CircleX } from 'lucide-react';
import { outcomeTitle } from '@/automations/outcomeTitle';
import { hasContent, Json } from '@/components/Json';
import Link from '@/components/Link';
import { Status } from '@/components/Status';
import { Time } from '@/components/Time';

interface Names {
  labels: BacktestResult['labels'];
  graph: WorkflowGraph;
}

export function Examples({ examples, ...names }: { examples: BacktestExample[] } & Names) {
  return (
    <ol aria-label="Examples" className="divide-y border-y">
      {examples.map((example) => (
        <li key={example.eventId} className="flex flex-col gap-1.5 py-3">
          <ConversationLink example={example} />
          <Way example={example} {...names} />
        </li>
      ))}
    </ol>
  );
}

/** Which conversation, when, and in what mood. */
export function ConversationLink({ example }: { example: BacktestExample }) {
  const { sessionId, at, sentiment } = example;
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <Link
        href={`/conversations?id=${sessionId}`}
        className="font-medium text-accent-ink underline"
      >
        Conversation
        <span className="sr-only"> of event {example.eventId}</span>
      </Link>
      <span className="text-[13px] text-muted">
        <Time value={at} />
        {sentiment !== null && ` · mood ${sentiment.toFixed(1).replace('-', '−')}`}
      </span>
    </p>
  );
}

/** The way that was taken, how it ended, and what would have been sent. */
export function Way({ example, labels, graph }: { example: BacktestExample } & Names) {
  const { path, status, error, effects } = example;
  const isEnded = status === 'ended';
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="text-[13px]">
        {path.map(({ nodeId, outcome }, place) => {
          const config = graph.nodes.find(({ id }) => id === nodeId)?.data.config;
          const isWorthSaying = outcome !== null && outcome !== 'next';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the order is what a step is.
            <span key={place}>
              {place > 0 && <span className="text-muted"> → </span>}
              {labels[nodeId]?.label ?? nodeId}
              {isWorthSaying && (
                <span className="text-muted"> ({outcomeTitle(outcome, config)})</span>
              )}
            </span>
          );
        })}
      </p>
      {!isEnded && (
        <p className="text-[13px]">
          <Status tone="danger" icon={CircleX}>
            {status === 'failed' ? 'Fails' : 'Is stopped'}
          </Status>
          {error && <span className="text-danger-ink">: {error}</span>}
        </p>
      )}
      {isEnded && !hasContent(effects) && (
        <p className="text-[13px]">
          <Status tone="neutral" icon={CircleCheck}>
            Sends nothing
          </Status>
        </p>
      )}
      {hasContent(effects) && (
        <Json
          label={effects.length === 1 ? 'Would do one thing' : `Would do ${effects.length} things`}
          value={effects.map(({ visit, at, ...effect }) => effect)}
        />
      )}
    </div>
  );
}
