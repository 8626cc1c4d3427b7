'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { PageHeader } from '@/components/PageHeader';
import { TabPanel, Tabs } from '@/components/Tabs';
import { DeadLetters } from '@/executions/DeadLetters';
import { Executions } from '@/executions/Executions';
import { useDeadLetters } from '@/executions/executionQueries';
import { useSearch } from '@/lib/useSearch';
import { AutomationList } from './AutomationList';
import { CreateAutomation } from './CreateAutomation';

const tabNames = ['automations', 'executions', 'dead-letters'] as const;
type Tab = (typeof tabNames)[number];

/** What EchoAI does by itself, what it did, and what got stuck. */
export function Automations() {
  const { search, setSearch } = useSearch();
  const { data: letters } = useDeadLetters();
  const [isCreating, setCreating] = useState(false);
  const tab = tabNames.find((name) => name === search.get('tab')) ?? 'automations';
  const stuck = letters?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const tabs: Record<Tab, string> = {
    automations: 'Automations',
    executions: 'Executions',
    'dead-letters': stuck > 0 ? `Dead letters (${stuck})` : 'Dead letters',
  };
  return (
    <>
      <PageHeader title="Automations">
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          New automation
        </Button>
      </PageHeader>
      <div className="px-4 sm:px-6">
        <Tabs
          label="Automations"
          value={tab}
          onChange={(next) =>
            setSearch({
              tab: next === 'automations' ? null : next,
              status: null,
              automation: null,
            })
          }
          tabs={tabs}
        >
          <TabPanel value="automations">
            <AutomationList onCreate={() => setCreating(true)} />
          </TabPanel>
          <TabPanel value="executions">
            <Executions />
          </TabPanel>
          <TabPanel value="dead-letters">
            <DeadLetters />
          </TabPanel>
        </Tabs>
      </div>
      <CreateAutomation open={isCreating} onOpenChange={setCreating} />
    </>
  );
}
