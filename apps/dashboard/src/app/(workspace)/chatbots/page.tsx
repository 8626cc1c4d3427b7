import type { Metadata } from 'next';
import { Chatbots } from '@/chatbots/Chatbots';

export const metadata: Metadata = { title: 'Chatbots' };

export default function Page() {
  return <Chatbots />;
}
