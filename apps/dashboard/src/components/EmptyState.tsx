import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Says what will stand here and how it gets here. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-4 py-16 text-center">
      <Icon aria-hidden className="size-6 text-muted" strokeWidth={1.5} />
      <h2 className="mt-3 font-semibold">{title}</h2>
      <div className="mt-1 max-w-[52ch] text-pretty text-muted">{children}</div>
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
