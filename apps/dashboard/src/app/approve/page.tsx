import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Approve } from '@/executions/Approve';

// The token in the address must not travel to other sites.
export const metadata: Metadata = { title: 'Approval', referrer: 'no-referrer' };

export default function Page() {
  return (
    <Suspense>
      <Approve />
    </Suspense>
  );
}
