import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SetUp } from '@/account/SetUp';

// The token in the address must not travel to other sites.
export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };

export default function Page() {
  return (
    <Suspense>
      <SetUp />
    </Suspense>
  );
}
