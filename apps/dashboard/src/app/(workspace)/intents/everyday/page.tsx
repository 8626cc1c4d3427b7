import type { Metadata } from 'next';
import { EverydayPage } from '@/intents/everyday/EverydayPage';

export const metadata: Metadata = { title: 'Everyday' };

export default function Page() {
  return <EverydayPage />;
}
