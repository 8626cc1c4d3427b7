'use client';

import type { Workflow } from '@echoai/contract';
import { CircleCheck } from 'lucide-react';
import type { Activation } from '@/activation/useActivation';
import { Button, buttonStyle } from '@/components/Button';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Status } from '@/components/Status';
import { Time } from '@/components/Time';
import { useVersions } from './automationQueries';

/** Every version that was ever published, the latest first. */
export function Versions({
  workflow: { id, name, activeVersion },
  activation: { switchTo, pendingId },
}: {
  workflow: Workflow;
  activation: Activation;
}) {
  const { data: versions, error, refetch } = useVersions(id);
  if (error && !versions) return <LoadFailure error={error} retry={refetch} />;
  if (!versions) return <Loading lines={2} />;
  if (versions.length === 0) {
    return (
      <p className="text-muted">
        There are none. Publishing the draft makes the first: a copy that later changes of the draft
        leave as it is.
      </p>
    );
  }
  return (
    <ul aria-label="Versions" className="divide-y border-y">
      {versions.map(({ version, isActive, note, publishedBy, createdAt }) => (
        <li key={version} className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-2">
          <div className="min-w-48 flex-1">
            <p className="flex flex-wrap items-center gap-x-3">
              <span className="font-medium tabular-nums">Version {version}</span>
              {isActive && (
                <Status tone="success" icon={CircleCheck}>
                  Active
                </Status>
              )}
            </p>
            {note && <p className="whitespace-pre-line text-pretty break-words">{note}</p>}
            <p className="text-[13px] text-muted">
              Published <Time value={createdAt} />
              {publishedBy && ` by ${publishedBy}`}
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            <Link
              href={`/automations/compare?id=${id}&from=${version}&to=draft`}
              className={buttonStyle({ look: 'quiet', size: 'small' })}
            >
              Compare<span className="sr-only"> version {version} with the draft</span>
            </Link>
            {!isActive && (
              <Button
                size="small"
                disabled={pendingId === id}
                onClick={() => switchTo({ workflowId: id, name, to: version })}
              >
                {activeVersion !== null && version < activeVersion
                  ? `Roll back to version ${version}`
                  : `Activate version ${version}`}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
