'use client';

import { Search, Workflow } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { SearchInput } from '@/components/SearchInput';
import { AutomationTable } from './AutomationTable';
import { useAutomations } from './automationQueries';

/** All automations: filter, switch, open. */
export function AutomationList({ onCreate }: { onCreate: () => void }) {
  const { data: automations, error, refetch } = useAutomations();
  const [filter, setFilter] = useState('');
  const words = filter.trim().toLowerCase();
  const shown = automations?.filter(({ name }) => name.toLowerCase().includes(words));

  if (error && !automations) {
    return (
      <div className="py-4">
        <LoadFailure error={error} retry={refetch} />
      </div>
    );
  }
  if (!automations) return <Loading />;
  if (automations.length === 0) {
    return (
      <EmptyState
        icon={Workflow}
        title="No automation yet"
        action={
          <Button look="primary" onClick={onCreate}>
            Make the first one
          </Button>
        }
      >
        An automation waits for something to happen in a conversation, such as an angry message or a
        wish for a quote, and then acts: it asks the visitor, writes, tags, tells your team or calls
        another program. It is checked before it runs, and a restart of the server loses nothing of
        what it began.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 py-3">
        <SearchInput
          label="Filter automations"
          value={filter}
          onChange={setFilter}
          className="min-w-40 flex-1 sm:max-w-72"
        />
        <p role="status" className="text-[13px] text-muted tabular-nums">
          {shown!.length === 1 ? '1 automation' : `${shown!.length} automations`}
        </p>
      </div>
      {shown!.length === 0 ? (
        <EmptyState
          icon={Search}
          title={`No automation is named like “${filter.trim()}”`}
          action={<Button onClick={() => setFilter('')}>Show all</Button>}
        >
          The filter looks at names.
        </EmptyState>
      ) : (
        <AutomationTable automations={shown!} />
      )}
    </>
  );
}
