'use client';

import { usualIntents } from '@echoai/contract';
import { Search, Target } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { SearchInput } from '@/components/SearchInput';
import { IntentTable } from './IntentTable';
import { useAddDefaults, useIntents } from './intentQueries';

/** The intents of a chatbot: filter, open, add the usual ones. */
export function IntentList({ chatbotId }: { chatbotId: string }) {
  const { data: intents, error, refetch } = useIntents(chatbotId);
  const [filter, setFilter] = useState('');
  const addDefaults = useAddDefaults(chatbotId);

  const words = filter.trim().toLowerCase();
  const shown = intents?.filter(({ title, name, description, examples }) =>
    `${title} ${name} ${description} ${examples.join(' ')}`.toLowerCase().includes(words),
  );
  const isAnyMissing = usualIntents.some(
    (name) => !intents?.some((intent) => intent.name === name),
  );
  const addUsual = (
    <Button disabled={addDefaults.isPending} onClick={() => addDefaults.mutate()}>
      Add the usual intents
    </Button>
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 py-3">
        <SearchInput
          label="Search intents"
          value={filter}
          onChange={setFilter}
          className="min-w-40 flex-1 sm:max-w-72"
        />
        <p role="status" className="text-[13px] text-muted tabular-nums">
          {shown && (shown.length === 1 ? '1 intent' : `${shown.length} intents`)}
        </p>
        {intents && intents.length > 0 && isAnyMissing && <div className="ml-auto">{addUsual}</div>}
      </div>
      {error && !intents && <LoadFailure error={error} retry={refetch} />}
      {!intents && !error && <Loading />}
      {intents?.length === 0 && (
        <EmptyState icon={Target} title="No intent yet" action={addUsual}>
          An intent is something visitors want, such as a refund. Give each a few sentences that
          visitors write, and EchoAI recognises others like them. Conversations show the intent, and
          automations can act on it.
        </EmptyState>
      )}
      {intents && intents.length > 0 && shown?.length === 0 && (
        <EmptyState
          icon={Search}
          title={`No intent has “${filter.trim()}” in it`}
          action={<Button onClick={() => setFilter('')}>Show all</Button>}
        >
          The search looks at titles, names, descriptions and examples.
        </EmptyState>
      )}
      {shown && shown.length > 0 && <IntentTable chatbotId={chatbotId} intents={shown} />}
    </>
  );
}
