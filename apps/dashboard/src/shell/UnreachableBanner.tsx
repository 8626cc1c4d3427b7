'use client';

import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { Button } from '@/components/Button';
import { isUnreachable } from '@/lib/client';

/** Says that the server is out of reach, tries again by itself, and goes when it answers. */
export function UnreachableBanner() {
  const queries = useQueryClient();
  const isDown = useSyncExternalStore(
    (onChange) => queries.getQueryCache().subscribe(onChange),
    () =>
      queries
        .getQueryCache()
        .getAll()
        .some((query) => query.isActive() && isUnreachable(query.state.error)),
    () => false,
  );
  const retry = () =>
    queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.error !== null });
  useEffect(() => {
    if (!isDown) return;
    const timer = setInterval(
      () =>
        queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.error !== null }),
      5000,
    );
    return () => clearInterval(timer);
  }, [isDown, queries]);
  if (!isDown) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warning-soft px-4 py-2 sm:px-6"
    >
      <CloudOff aria-hidden className="size-4 text-warning-ink" />
      <p className="flex-1">
        The server cannot be reached. What you see may be out of date; trying again every few
        seconds.
      </p>
      <Button size="small" onClick={retry}>
        Try now
      </Button>
    </div>
  );
}
