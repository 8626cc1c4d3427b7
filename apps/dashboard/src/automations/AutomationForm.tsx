'use client';

import { type Workflow, workflowEndpoints } from '@echoai/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ActivationDialogs } from '@/activation/ActivationDialogs';
import { useActivation } from '@/activation/useActivation';
import { Backtest } from '@/backtest/Backtest';
import { BuilderTab } from '@/builder/BuilderTab';
import { Candidate } from '@/candidate/Candidate';
import { Button } from '@/components/Button';
import { PageHeader } from '@/components/PageHeader';
import { SaveState } from '@/components/SaveState';
import { Switch } from '@/components/Switch';
import { TabPanel, Tabs } from '@/components/Tabs';
import { ExecutionsOf } from '@/executions/Executions';
import { classes } from '@/lib/classes';
import { client } from '@/lib/client';
import { checkValue } from '@/lib/fieldErrors';
import { useAutosave } from '@/lib/useAutosave';
import { useSearch } from '@/lib/useSearch';
import { refreshAutomation, useHasChanges } from './automationQueries';
import { Nodes, Settings, Trials } from './automationTabs';
import { BackToAutomations } from './BackToAutomations';
import { useGraphEditor } from './useGraphEditor';

const tabs = {
  builder: 'Builder',
  nodes: 'Nodes',
  try: 'Try',
  backtest: 'Backtest',
  candidate: 'Candidate',
  executions: 'Executions',
  settings: 'Settings',
};
type Tab = keyof typeof tabs;

export type NameForm = ReturnType<typeof useAutosave<Pick<Workflow, 'name'>>>;

const shape = workflowEndpoints.update.body.shape;
const check = (_name: 'name', value: string) => checkValue(shape.name, value);

export function AutomationForm({ workflow }: { workflow: Workflow }) {
  const { id: workflowId, name, activeVersion } = workflow;
  const queries = useQueryClient();
  const { search, setSearch } = useSearch();
  const activation = useActivation();
  const hasChanges = useHasChanges(workflow);
  // Up here, so that what is typed outlives a look at another tab.
  const editor = useGraphEditor(workflow);
  const form = useAutosave<Pick<Workflow, 'name'>>({
    saved: workflow,
    check,
    save: async (body) =>
      refreshAutomation(queries, await client.workflows.update({ params: { workflowId }, body })),
  });
  const asked = search.get('tab') ?? '';
  const tab: Tab = asked in tabs ? (asked as Tab) : 'builder';
  // Kept from then on: undo and what is selected outlive a look at another tab.
  const [hasBuilder, setHasBuilder] = useState(false);
  useEffect(() => {
    if (tab === 'builder') setHasBuilder(true);
  }, [tab]);
  const isActive = activeVersion !== null;
  const isSwitching = activation.pendingId === workflowId;
  return (
    <>
      <PageHeader title={name} before={<BackToAutomations />}>
        <SaveState {...form} />
        {isActive && hasChanges && (
          <Button
            disabled={isSwitching}
            onClick={() => activation.switchTo({ workflowId, name, to: 'draft' })}
          >
            Publish the changes
          </Button>
        )}
        <Switch
          checked={isActive}
          isDisabled={isSwitching}
          onChange={(isOn) => activation.switchTo({ workflowId, name, to: isOn ? 'draft' : 'off' })}
          label={isActive ? 'Active' : 'Off'}
          describedBy={name}
        />
      </PageHeader>
      <div className={classes('w-full px-4 sm:px-6', tab !== 'builder' && 'max-w-[1080px]')}>
        <Tabs
          label="Automation"
          value={tab}
          onChange={(next) =>
            setSearch({ tab: next === 'builder' ? null : next, status: null, backtest: null })
          }
          tabs={tabs}
        >
          <TabPanel value="builder" isKept={hasBuilder} className="-mx-4 sm:-mx-6">
            <BuilderTab workflow={workflow} />
          </TabPanel>
          <TabPanel value="nodes">
            <Nodes workflow={workflow} editor={editor} />
          </TabPanel>
          <TabPanel value="try">
            <Trials workflow={workflow} />
          </TabPanel>
          <TabPanel value="backtest">
            <Backtest workflow={workflow} />
          </TabPanel>
          <TabPanel value="candidate">
            <Candidate workflow={workflow} />
          </TabPanel>
          <TabPanel value="executions">
            <ExecutionsOf workflowId={workflowId} />
          </TabPanel>
          <TabPanel value="settings">
            <Settings workflow={workflow} form={form} activation={activation} />
          </TabPanel>
        </Tabs>
      </div>
      <ActivationDialogs activation={activation} />
    </>
  );
}
