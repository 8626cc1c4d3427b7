'use client';

import { usePathname } from 'next/navigation';
import Link from '@/components/Link';
import { classes } from '@/lib/classes';
import { useMe } from '@/lib/useMe';
import { NotificationBell } from '@/notifications/NotificationBell';
import { navigation } from './navigation';
import { UserMenu } from './UserMenu';
import { Wordmark } from './Wordmark';

/** Pages and account; `onNavigate` lets a drawer close itself. */
export function SideNavigation({ onNavigate }: { onNavigate?: () => void }) {
  const path = usePathname();
  const { data: me } = useMe();
  return (
    <div className="flex h-full flex-col gap-4 p-3">
      <div className="px-2 pt-1.5">
        <div className="flex items-center justify-between">
          <Wordmark />
          {/* A phone has it in its bar. */}
          {!onNavigate && (
            <span className="-my-1.5 -mr-2">
              <NotificationBell />
            </span>
          )}
        </div>
        <p className="mt-1 h-5 truncate text-[13px] text-muted">{me?.organisation.name}</p>
      </div>
      <nav aria-label="Pages">
        <ul className="flex flex-col gap-0.5">
          {navigation.map(({ href, label, icon: Icon }) => {
            const isCurrent = href === '/' ? path === '/' : path.startsWith(href);
            return (
              <li key={href}>
                <Link
                  href={href}
                  onClick={onNavigate}
                  aria-current={isCurrent ? 'page' : undefined}
                  className={classes(
                    'flex h-9 items-center gap-2.5 rounded-md px-2 font-medium transition-colors md:h-8',
                    isCurrent ? 'bg-selected text-ink' : 'text-muted hover:bg-hover hover:text-ink',
                  )}
                >
                  <Icon aria-hidden className="size-4 shrink-0" />
                  {label}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="mt-auto">
        <UserMenu />
      </div>
    </div>
  );
}
