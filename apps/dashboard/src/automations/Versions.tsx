'use client';

import type { Workflow } from '@echoai/contract';
import { CircleCheck } from 'lucide-react';
import { Button } from '@/components/Button';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Status } from '@/components/Status';
import { Time } from '@/components/Time';
import { useVersions } from './automationQueries';
import type { useActivation } from './useActivation';

/** Every version that was ever activated, the latest first. */
export function Versions({
  workflow: { id, name },
  activation: { switchTo, pendingId },
}: {
  workflow: Workflow;
  activation: ReturnType<typeof useActivation>;
}) {
  const { data: versions, error, refetch } = useVersions(id);
  if (error && !versions) return <LoadFailure error={error} retry={refetch} />;
  if (!versions) return <Loading lines={2} />;
  if (versions.length === 0) {
    return (
      <p className="text-muted">
        There are none. Activating the automation makes the first: a copy that later changes of the
        draft leave as it is.
      </p>
    );
  }
  return (
    <ul aria-label="Versions" className="divide-y border-y">
      {versions.map(({ version, isActive, createdAt }) => (
        <li key={version} className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
          <p className="min-w-24 font-medium tabular-nums">Version {version}</p>
          <p className="flex-1 text-[13px] text-muted">
            Made <Time value={createdAt} />
          </p>
          {isActive ? (
            <Status tone="success" icon={CircleCheck}>
              Active
            </Status>
          ) : (
            <Button
              size="small"
              disabled={pendingId === id}
              onClick={() => switchTo({ workflowId: id, name, to: version })}
            >
              Activate<span className="sr-only"> version {version}</span>
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
