'use client';

import { executionStatuses } from '@echoai/contract';
import { ListChecks } from 'lucide-react';
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
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useExecutions({
    workflowId,
    status,
  });
  const executions = data?.pages.flatMap(({ items }) => items);
  const isFiltered = status !== '' || (showAutomation && workflowId !== '');
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
      </div>
      {error && !executions && <LoadFailure error={error} retry={refetch} />}
      {!executions && !error && <Loading />}
      {executions?.length === 0 && (
        <EmptyState
          icon={ListChecks}
          title={isFiltered ? 'No execution like this' : 'No execution yet'}
          action={
            isFiltered && (
              <Button onClick={() => setSearch({ status: null, automation: null })}>
                Show all
              </Button>
            )
          }
        >
          {isFiltered
            ? 'Choose another state or automation.'
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
