import type { Metadata } from 'next';
import { Knowledge } from '@/knowledge/Knowledge';

export const metadata: Metadata = { title: 'Knowledge' };

export default function Page() {
  return <Knowledge />;
}
