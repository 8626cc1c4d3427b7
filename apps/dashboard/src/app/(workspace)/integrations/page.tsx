import type { Metadata } from 'next';
import { Integrations } from '@/integrations/Integrations';

export const metadata: Metadata = { title: 'Integrations' };

export default function Page() {
  return <Integrations />;
}
