import { BackLink } from '@/components/BackLink';

/** Leads back to the list of automations, or of executions. */
export function BackToAutomations({ tab }: { tab?: 'executions' }) {
  return (
    <BackLink href={tab ? `/automations?tab=${tab}` : '/automations'}>
      {tab ? 'Executions' : 'Automations'}
    </BackLink>
  );
}
