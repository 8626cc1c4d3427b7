'use client';

import type { WorkflowSummary } from '@echoai/contract';
import { useState } from 'react';
import { ActivationDialogs } from '@/activation/ActivationDialogs';
import { type Activation, useActivation } from '@/activation/useActivation';
import Link from '@/components/Link';
import { type Sort, type SortableColumn, SortableHead, sorted } from '@/components/SortableHead';
import { Switch } from '@/components/Switch';
import { Time } from '@/components/Time';
import { useNodeKinds } from './automationQueries';
import { ExecutionCounts } from './ExecutionCounts';

type Column = 'name' | 'active' | 'executions' | 'updated';

const byName = (a: WorkflowSummary, b: WorkflowSummary) => a.name.localeCompare(b.name);

const columns: Record<Column, SortableColumn<WorkflowSummary>> = {
  name: { label: 'Automation', style: 'text-left', compare: byName },
  active: {
    label: 'Runs',
    style: 'w-28 text-left',
    compare: (a, b) =>
      Number(a.activeVersion !== null) - Number(b.activeVersion !== null) || byName(a, b),
    isDescendingFirst: true,
  },
  executions: {
    label: 'Executions',
    style: 'w-72 text-left max-md:hidden',
    compare: (a, b) => a.executions.failed - b.executions.failed || byName(a, b),
    isDescendingFirst: true,
  },
  updated: {
    label: 'Changed',
    style: 'w-28 text-right max-sm:hidden',
    compare: (a, b) => a.updatedAt.localeCompare(b.updatedAt),
    isDescendingFirst: true,
  },
};

export function AutomationTable({ automations }: { automations: WorkflowSummary[] }) {
  const [sort, setSort] = useState<Sort<Column>>({ by: 'name', isDescending: false });
  const activation = useActivation();
  return (
    <>
      <table className="w-full table-fixed border-collapse">
        <SortableHead columns={columns} sort={sort} onSort={setSort} />
        <tbody className="divide-y">
          {sorted({ rows: automations, columns, sort }).map((automation) => (
            <AutomationRow key={automation.id} automation={automation} activation={activation} />
          ))}
        </tbody>
      </table>
      <ActivationDialogs activation={activation} linksToPage />
    </>
  );
}

function AutomationRow({
  automation,
  activation: { switchTo, pendingId },
}: {
  automation: WorkflowSummary;
  activation: Activation;
}) {
  const { data: kinds } = useNodeKinds();
  const { id, name, activeVersion, trigger, nextRunAt, executions, updatedAt } = automation;
  const isActive = activeVersion !== null;
  return (
    <tr className="relative align-top hover:bg-hover">
      <td className="py-2.5 pr-4">
        <Link
          href={`/automations/edit?id=${id}`}
          className="font-medium after:absolute after:inset-0"
        >
          {name}
        </Link>
        <p className="text-[13px] text-muted">
          {trigger ? (kinds?.[trigger]?.title ?? trigger) : 'Started by nothing while it is off'}
          {nextRunAt && (
            <>
              {' · next '}
              <Time value={nextRunAt} />
            </>
          )}
        </p>
        <p className="mt-0.5 md:hidden">
          <ExecutionCounts {...executions} />
        </p>
      </td>
      <td className="py-2.5">
        {/* Above the row's own link. */}
        <span className="relative">
          <Switch
            checked={isActive}
            isDisabled={pendingId === id}
            onChange={(isOn) => switchTo({ workflowId: id, name, to: isOn ? 'draft' : 'off' })}
            label={isActive ? 'Active' : 'Off'}
            describedBy={name}
          />
        </span>
      </td>
      <td className="py-2.5 max-md:hidden">
        <ExecutionCounts {...executions} />
      </td>
      <td className="py-2.5 text-right text-muted max-sm:hidden">
        <Time value={updatedAt} />
      </td>
    </tr>
  );
}
