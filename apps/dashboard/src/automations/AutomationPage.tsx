'use client';

import { Workflow as WorkflowIcon } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { buttonStyle } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { isNotFound } from '@/lib/client';
import { AutomationForm } from './AutomationForm';
import { useAutomation } from './automationQueries';
import { BackToAutomations } from './BackToAutomations';

export function AutomationPage() {
  const { data, error, refetch } = useAutomation(useSearchParams().get('id') ?? '');
  if (data) return <AutomationForm key={data.id} workflow={data} />;
  return (
    <>
      <PageHeader title="Automation" before={<BackToAutomations />} />
      <div className="px-4 py-4 sm:px-6">
        {error && !isNotFound(error) && <LoadFailure error={error} retry={refetch} />}
        {!error && <Loading />}
        {isNotFound(error) && (
          <EmptyState
            icon={WorkflowIcon}
            title="There is no such automation"
            action={
              <Link href="/automations" className={buttonStyle()}>
                See all automations
              </Link>
            }
          >
            It may have been deleted.
          </EmptyState>
        )}
      </div>
    </>
  );
}
