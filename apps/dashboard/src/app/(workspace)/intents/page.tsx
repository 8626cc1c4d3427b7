import type { Metadata } from 'next';
import { Intents } from '@/intents/Intents';

export const metadata: Metadata = { title: 'Intents' };

export default function Page() {
  return <Intents />;
}
