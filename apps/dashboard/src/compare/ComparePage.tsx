'use client';

import { GitCompareArrows, Workflow as WorkflowIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useAutomation, useVersions } from '@/automations/automationQueries';
import { BackLink } from '@/components/BackLink';
import { buttonStyle } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { isNotFound } from '@/lib/client';
import { useSearch } from '@/lib/useSearch';
import { draftSide, type Side, VersionSelect } from './VersionSelect';

const Comparison = dynamic(() => import('./Comparison').then(({ Comparison }) => Comparison), {
  ssr: false,
  loading: () => (
    <div className="p-4">
      <Loading />
    </div>
  ),
});

/** Two versions of an automation beside each other, or one and the draft; the address says which. */
export function ComparePage() {
  const { search, setSearch } = useSearch();
  const workflowId = search.get('id') ?? '';
  const { data: workflow, error, refetch } = useAutomation(workflowId);
  const { data: versions } = useVersions(workflowId);
  const known = versions?.map(({ version }) => version) ?? [];
  const sideOf = (name: 'from' | 'to', otherwise: Side): Side => {
    const asked = search.get(name);
    if (asked === draftSide) return draftSide;
    return known.find((version) => String(version) === asked) ?? otherwise;
  };
  const from = sideOf('from', workflow?.activeVersion ?? known[0] ?? draftSide);
  const to = sideOf('to', draftSide);
  return (
    <>
      <PageHeader
        title={workflow ? `Compare versions of ${workflow.name}` : 'Compare versions'}
        before={<BackLink href={`/automations/edit?id=${workflowId}`}>Automation</BackLink>}
      />
      {workflow && versions && versions.length > 0 && (
        <Comparison workflow={workflow} from={from} to={to}>
          <div className="flex gap-2">
            <VersionSelect
              label="From"
              value={from}
              versions={versions}
              onChange={(side) => setSearch({ from: String(side), to: String(to) })}
            />
            <VersionSelect
              label="To"
              value={to}
              versions={versions}
              onChange={(side) => setSearch({ from: String(from), to: String(side) })}
            />
          </div>
          {from !== draftSide && (
            <Link
              href={`/automations/edit?id=${workflowId}&restore=${from}`}
              className={buttonStyle({ size: 'small', className: 'self-start' })}
            >
              Restore version {from} into the draft
            </Link>
          )}
        </Comparison>
      )}
      <div className="px-4 sm:px-6">
        {error && !isNotFound(error) && <LoadFailure error={error} retry={refetch} />}
        {isNotFound(error) && (
          <EmptyState icon={WorkflowIcon} title="There is no such automation">
            It may have been deleted.
          </EmptyState>
        )}
        {!error && !(workflow && versions) && <Loading />}
        {workflow && versions?.length === 0 && (
          <EmptyState icon={GitCompareArrows} title="There is nothing to compare yet">
            Publishing the draft makes the first version. From then on this page shows what changed.
          </EmptyState>
        )}
      </div>
    </>
  );
}
