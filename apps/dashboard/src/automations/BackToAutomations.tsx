import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/Button';

/** Leads back to the list of automations, or of executions. */
export function BackToAutomations({ tab }: { tab?: 'executions' }) {
  return (
    <Link
      href={tab ? `/automations?tab=${tab}` : '/automations'}
      className={buttonStyle({ look: 'quiet', size: 'small', className: '-ml-2' })}
    >
      <ChevronLeft aria-hidden />
      <span className="max-sm:sr-only">{tab ? 'Executions' : 'Automations'}</span>
    </Link>
  );
}
