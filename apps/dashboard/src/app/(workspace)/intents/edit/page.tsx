import type { Metadata } from 'next';
import { IntentPage } from '@/intents/IntentPage';

export const metadata: Metadata = { title: 'Intent' };

export default function Page() {
  return <IntentPage />;
}
