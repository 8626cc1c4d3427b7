'use client';

import type { Execution } from '@echoai/contract';
import { ListChecks } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { BackToAutomations } from '@/automations/BackToAutomations';
import { buttonStyle } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { hasContent, Json } from '@/components/Json';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import { Time } from '@/components/Time';
import { isNotFound } from '@/lib/client';
import { CancelExecution } from './CancelExecution';
import { ExecutionState } from './ExecutionState';
import { useExecution } from './executionQueries';
import { MoveExecution } from './MoveExecution';
import { NextMove } from './NextMove';
import { Timeline } from './Timeline';
import { causeInWords, durationInWords } from './words';

// With the canvas that it is drawn on.
const ExecutionTrace = dynamic(
  () => import('./ExecutionTrace').then((module) => module.ExecutionTrace),
  { ssr: false, loading: () => <Loading /> },
);

export function ExecutionPage() {
  const { data: execution, error, refetch } = useExecution(useSearchParams().get('id') ?? '');
  const back = <BackToAutomations tab="executions" />;
  if (!execution) {
    return (
      <>
        <PageHeader title="Execution" before={back} />
        <div className="px-4 py-4 sm:px-6">
          {error && !isNotFound(error) && <LoadFailure error={error} retry={refetch} />}
          {!error && <Loading />}
          {isNotFound(error) && (
            <EmptyState
              icon={ListChecks}
              title="There is no such execution"
              action={
                <Link href="/automations?tab=executions" className={buttonStyle()}>
                  See all executions
                </Link>
              }
            >
              Its automation may have been deleted.
            </EmptyState>
          )}
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader title={execution.workflowName} before={back}>
        <span role="status" className="flex text-[13px]">
          <ExecutionState status={execution.status} />
        </span>
        <MoveExecution execution={execution} />
        <CancelExecution execution={execution} />
      </PageHeader>
      <div className="w-full px-4 sm:px-6">
        <div className="max-w-[960px] empty:hidden">
          <NextMove execution={execution} />
        </div>
        <div className="py-4">
          <ExecutionTrace execution={execution} />
        </div>
        <div className="max-w-[960px] divide-y border-t">
          <Section title="Execution" description="What started it, and when.">
            <Beginning execution={execution} />
          </Section>
          <Section title="Steps" description="The way it took, node by node.">
            <Timeline steps={execution.steps} />
          </Section>
        </div>
      </div>
    </>
  );
}

function Beginning({
  execution: { workflowId, version, cause, sessionId, event, createdAt, endedAt },
}: {
  execution: Execution;
}) {
  const linkStyle = 'text-accent-ink underline underline-offset-2';
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 [&_dt]:text-muted">
        <dt>Started by</dt>
        <dd>{causeInWords(cause)}</dd>
        <dt>Automation</dt>
        <dd>
          <Link href={`/automations/edit?id=${workflowId}`} className={linkStyle}>
            Open it
          </Link>{' '}
          <span className="text-muted">(ran as version {version})</span>
        </dd>
        {sessionId && (
          <>
            <dt>About</dt>
            <dd>
              <Link href={`/conversations?id=${sessionId}`} className={linkStyle}>
                A conversation
              </Link>
            </dd>
          </>
        )}
        <dt>Began</dt>
        <dd>
          <Time value={createdAt} />
        </dd>
        {endedAt && (
          <>
            <dt>Ended</dt>
            <dd className="tabular-nums">
              after {durationInWords(Date.parse(endedAt) - Date.parse(createdAt))}
            </dd>
          </>
        )}
      </dl>
      {hasContent(event) && <Json label="What the trigger gave" value={event} />}
    </>
  );
}
