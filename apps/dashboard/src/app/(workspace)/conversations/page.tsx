import type { Metadata } from 'next';
import { Conversations } from '@/conversations/Conversations';

export const metadata: Metadata = { title: 'Conversations' };

export default function Page() {
  return <Conversations />;
}
