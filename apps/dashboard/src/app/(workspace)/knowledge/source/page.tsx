import type { Metadata } from 'next';
import { SourcePage } from '@/knowledge/SourcePage';

export const metadata: Metadata = { title: 'Source' };

export default function Page() {
  return <SourcePage />;
}
