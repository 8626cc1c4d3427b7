import type { Metadata } from 'next';
import { ComparePage } from '@/compare/ComparePage';

export const metadata: Metadata = { title: 'Compare versions' };

export default function Page() {
  return <ComparePage />;
}
