'use client';

import type { Notification } from '@echoai/contract';
import { Button } from '@/components/Button';
import Link from '@/components/Link';
import { Time } from '@/components/Time';
import { classes } from '@/lib/classes';
import { useMarkRead, useNotifications } from './notificationQueries';

/** The latest notifications; opening one marks it as read. */
export function NotificationList({ onNavigate }: { onNavigate: () => void }) {
  const { data } = useNotifications();
  const { mutate } = useMarkRead();
  const items = data?.items ?? [];
  return (
    <>
      <div className="flex min-h-11 items-center justify-between gap-2 border-b py-1 pr-2 pl-4">
        <h2 className="font-semibold">Notifications</h2>
        {(data?.unread ?? 0) > 0 && (
          <Button size="small" look="quiet" onClick={() => mutate(undefined)}>
            Mark all as read
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <p className="px-4 py-6 text-pretty text-muted">
          Nothing yet. Automations tell you here what you ask them to, when they need an approval,
          and when one of them fails.
        </p>
      ) : (
        <ul className="divide-y overflow-y-auto">
          {items.map((notification) => (
            <li key={notification.id}>
              <Item
                notification={notification}
                onOpen={() => {
                  if (notification.readAt === null) mutate([notification.id]);
                  onNavigate();
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Item({ notification, onOpen }: { notification: Notification; onOpen: () => void }) {
  const { title, text, count, lastAt, readAt } = notification;
  const isUnread = readAt === null;
  return (
    <Link
      href={pathOf(notification)}
      onClick={onOpen}
      className="flex gap-2.5 px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span
        aria-hidden
        className={classes('mt-1.5 size-2 shrink-0 rounded-full', isUnread && 'bg-accent')}
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline justify-between gap-3">
          <span className={classes('min-w-0', isUnread && 'font-medium')}>
            {isUnread && <span className="sr-only">Unread: </span>}
            {title}
          </span>
          <span className="text-[13px] text-muted">
            <Time value={lastAt} />
          </span>
        </span>
        {text && <span className="line-clamp-3 text-[13px] text-muted">{text}</span>}
        {count > 1 && (
          <span className="block text-[13px] text-muted tabular-nums">{count} times</span>
        )}
      </span>
    </Link>
  );
}

function pathOf({ executionId, workflowId }: Notification): string {
  if (executionId) return `/automations/execution?id=${executionId}`;
  return workflowId ? `/automations/edit?id=${workflowId}` : '/automations';
}
