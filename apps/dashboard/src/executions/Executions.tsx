'use client';

import { executionStatuses } from '@echoai/contract';
import { ListChecks, X } from 'lucide-react';
import { useAutomations } from '@/automations/automationQueries';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { Select } from '@/components/Field';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { useSearch } from '@/lib/useSearch';
import { executionStates } from './ExecutionState';
import { ExecutionTable } from './ExecutionTable';
import { useExecutions } from './executionQueries';

/** The executions of all automations, or of the one that is chosen. */
export function Executions() {
  const { search, setSearch } = useSearch();
  const { data: automations } = useAutomations();
  const workflowId = search.get('automation') ?? '';
  return (
    <List workflowId={workflowId} showAutomation>
      <Select
        aria-label="Automation"
        value={workflowId}
        onChange={(event) => setSearch({ automation: event.target.value || null })}
        className="w-auto min-w-0 max-w-72"
      >
        <option value="">All automations</option>
        {automations?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </List>
  );
}

/** The executions of one automation. */
export function ExecutionsOf({ workflowId }: { workflowId: string }) {
  return <List workflowId={workflowId} showAutomation={false} />;
}

/** By hours. */
const periods: Record<string, string> = {
  1: 'In the last hour',
  24: 'In the last 24 hours',
  168: 'In the last 7 days',
  720: 'In the last 30 days',
};
const unfiltered = { status: null, automation: null, conversation: null, hours: null };

function List({
  workflowId,
  showAutomation,
  children,
}: {
  workflowId: string;
  showAutomation: boolean;
  children?: React.ReactNode;
}) {
  const { search, setSearch } = useSearch();
  const status = executionStatuses.find((name) => name === search.get('status')) ?? '';
  const sessionId = search.get('conversation') ?? '';
  const hours = Object.keys(periods).find((length) => length === search.get('hours')) ?? '';
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useExecutions({
    ...{ workflowId, sessionId, status, hours: Number(hours) },
  });
  const executions = data?.pages.flatMap(({ items }) => items);
  const isFiltered =
    [status, sessionId, hours].some(Boolean) || (showAutomation && workflowId !== '');
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 py-3">
        {children}
        <Select
          aria-label="State"
          value={status}
          onChange={(event) => setSearch({ status: event.target.value || null })}
          className="w-auto"
        >
          <option value="">Every state</option>
          {executionStatuses.map((name) => (
            <option key={name} value={name}>
              {executionStates[name].word}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Time"
          value={hours}
          onChange={(event) => setSearch({ hours: event.target.value || null })}
          className="w-auto"
        >
          <option value="">At any time</option>
          {Object.entries(periods).map(([length, name]) => (
            <option key={length} value={length}>
              {name}
            </option>
          ))}
        </Select>
        {sessionId && (
          <Button size="small" onClick={() => setSearch({ conversation: null })}>
            Of one conversation
            <X aria-hidden />
            <span className="sr-only">Show those of all conversations</span>
          </Button>
        )}
      </div>
      {error && !executions && <LoadFailure error={error} retry={refetch} />}
      {!executions && !error && <Loading />}
      {executions?.length === 0 && (
        <EmptyState
          icon={ListChecks}
          title={isFiltered ? 'No execution like this' : 'No execution yet'}
          action={isFiltered && <Button onClick={() => setSearch(unfiltered)}>Show all</Button>}
        >
          {isFiltered
            ? 'Choose another state, time or automation.'
            : 'Each time an automation is started, it appears here with the way it took, what each node was given, and what it did.'}
        </EmptyState>
      )}
      {executions && executions.length > 0 && (
        <ExecutionTable executions={executions} showAutomation={showAutomation} />
      )}
      {hasNextPage && (
        <Button className="my-4" onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
          Load more
        </Button>
      )}
    </>
  );
}
