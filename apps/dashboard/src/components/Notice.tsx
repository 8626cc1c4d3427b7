import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '@/lib/classes';

const looks = {
  info: { icon: Info, style: 'bg-sunken text-ink [&>svg]:text-muted' },
  success: { icon: CircleCheck, style: 'bg-success-soft text-ink [&>svg]:text-success-ink' },
  warning: { icon: CircleAlert, style: 'bg-warning-soft text-ink [&>svg]:text-warning-ink' },
  danger: { icon: CircleAlert, style: 'bg-danger-soft text-ink [&>svg]:text-danger-ink' },
};

/** A sentence or two that the page wants noticed, with what to do about it. */
export function Notice({
  look,
  children,
  action,
}: {
  look: keyof typeof looks;
  children: ReactNode;
  action?: ReactNode;
}) {
  const { icon: Icon, style } = looks[look];
  return (
    <div
      role={look === 'danger' ? 'alert' : 'status'}
      className={classes('flex items-start gap-2.5 rounded-md px-3 py-2.5', style)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
      {action && <div className="-my-1 shrink-0">{action}</div>}
    </div>
  );
}
