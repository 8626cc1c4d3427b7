'use client';

import type { Connection, ProviderState } from '@echoai/contract';
import { useState } from 'react';
import { Button } from '@/components/Button';
import Link from '@/components/Link';
import { Notice } from '@/components/Notice';
import { Time } from '@/components/Time';
import { ConnectionDetails } from './ConnectionDetails';
import { ConnectionHealth } from './ConnectionHealth';
import { useConnect } from './connectionQueries';

/** A connection with its health, and what depends on it. */
export function ConnectionRow({
  connection,
  provider,
}: {
  connection: Connection;
  provider: ProviderState;
}) {
  const { id, name, accountName, status, statusReason, lastUsedAt, usedBy, waiting } = connection;
  const [isOpen, setOpen] = useState(false);
  const { mutate: connect, isPending } = useConnect();
  const needsYou = status === 'needs-you';
  return (
    <li className="flex flex-col gap-2 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-40 flex-1">
          <p className="font-medium">{name}</p>
          <p className="text-[13px] text-muted">
            {accountName !== name && `${accountName} · `}
            {lastUsedAt ? (
              <>
                used <Time value={lastUsedAt} />
              </>
            ) : (
              'not used yet'
            )}
            {' · '}
            <Uses usedBy={usedBy} />
          </p>
        </div>
        <ConnectionHealth status={status} />
        <Button size="small" look="quiet" onClick={() => setOpen(true)}>
          Details<span className="sr-only"> of {name}</span>
        </Button>
      </div>
      {statusReason && (
        <Notice
          look={needsYou ? 'danger' : 'warning'}
          action={
            needsYou && (
              <Button
                size="small"
                disabled={isPending}
                onClick={() => connect({ provider: provider.id, connectionId: id })}
              >
                Connect again
              </Button>
            )
          }
        >
          {statusReason}
          {waiting > 0 &&
            ` ${waiting === 1 ? 'One execution waits' : `${waiting} executions wait`} for it.`}
        </Notice>
      )}
      {isOpen && (
        <ConnectionDetails
          connection={connection}
          provider={provider}
          onClose={() => setOpen(false)}
        />
      )}
    </li>
  );
}

function Uses({ usedBy }: Pick<Connection, 'usedBy'>) {
  if (usedBy.length === 0) return 'in no automation';
  return (
    <>
      in{' '}
      {usedBy.map(({ id, name }, place) => (
        <span key={id}>
          {place > 0 && ', '}
          <Link
            href={`/automations/edit?id=${id}`}
            className="rounded text-ink underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            {name}
          </Link>
        </span>
      ))}
    </>
  );
}
