'use client';

import { Bell } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { buttonStyle } from '@/components/Button';
import { classes } from '@/lib/classes';
import { NotificationList } from './NotificationList';
import { useNotifications } from './notificationQueries';

/** What the team should know, behind a bell with the number of what is unread. */
export function NotificationBell() {
  const { data } = useNotifications();
  const [isOpen, setOpen] = useState(false);
  const unread = data?.unread ?? 0;
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={unread > 0 ? `Notifications, ${unread} unread` : 'Notifications'}
        className={classes(buttonStyle({ look: 'quiet', size: 'icon' }), 'relative')}
      >
        <Bell aria-hidden />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute top-0 right-0 min-w-4 rounded-full bg-accent px-1 text-center font-medium text-[11px] text-on-accent leading-4 tabular-nums"
          >
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Notifications"
          className="z-50 flex max-h-[min(480px,var(--radix-popover-content-available-height))] w-[min(380px,calc(100vw-24px))] animate-appear flex-col rounded-lg border border-line-strong bg-surface shadow-raised focus:outline-none"
        >
          <NotificationList onNavigate={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
