import type { ConnectionStatus } from '@echoai/contract';
import { CircleAlert, CircleCheck, Hourglass, TriangleAlert } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Status } from '@/components/Status';

const healths: Record<
  ConnectionStatus,
  Pick<ComponentProps<typeof Status>, 'tone' | 'icon'> & { words: string }
> = {
  healthy: { tone: 'success', icon: CircleCheck, words: 'Healthy' },
  degraded: { tone: 'warning', icon: TriangleAlert, words: 'Degraded' },
  'rate-limited': { tone: 'warning', icon: Hourglass, words: 'Rate-limited' },
  'needs-you': { tone: 'danger', icon: CircleAlert, words: 'Needs you' },
};

/** How a connection is, in a word. */
export function ConnectionHealth({ status }: { status: ConnectionStatus }) {
  const { tone, icon, words } = healths[status];
  return (
    <Status tone={tone} icon={icon}>
      {words}
    </Status>
  );
}
