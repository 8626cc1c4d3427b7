import type { Metadata } from 'next';
import { AutomationPage } from '@/automations/AutomationPage';

export const metadata: Metadata = { title: 'Automation' };

export default function Page() {
  return <AutomationPage />;
}
