import type { Metadata } from 'next';
import { ExecutionPage } from '@/executions/ExecutionPage';

export const metadata: Metadata = { title: 'Execution' };

export default function Page() {
  return <ExecutionPage />;
}
