'use client';

import dynamic from 'next/dynamic';
import { Loading } from '@/components/Loading';

/** The builder, whose code is loaded when its tab is first shown. */
export const BuilderTab = dynamic(() => import('./Builder').then(({ Builder }) => Builder), {
  ssr: false,
  loading: () => (
    <div className="p-4">
      <Loading />
    </div>
  ),
});
