import type { Metadata } from 'next';
import { Deliveries } from '@/integrations/Deliveries';

export const metadata: Metadata = { title: 'Webhooks' };

export default function Page() {
  return <Deliveries />;
}
