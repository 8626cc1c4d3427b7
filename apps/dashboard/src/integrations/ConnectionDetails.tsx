'use client';

import type { Connection, ProviderState } from '@echoai/contract';
import { useMutation } from '@tanstack/react-query';
import { Plug, RefreshCw, Unplug } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/Button';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { Dialog } from '@/components/Dialog';
import { Field, Input } from '@/components/Field';
import { Time } from '@/components/Time';
import { client, explain } from '@/lib/client';
import { ConnectionHealth } from './ConnectionHealth';
import { useConnect, useConnection, useRefreshConnections } from './connectionQueries';

/** A connection: its account, the history of its health, and what can be done with it. */
export function ConnectionDetails({
  connection,
  provider,
  onClose,
}: {
  connection: Connection;
  provider: ProviderState;
  onClose: () => void;
}) {
  const { id: connectionId, name, accountName, accountId, connectedBy, createdAt } = connection;
  const params = { connectionId };
  const { data: details } = useConnection(connectionId);
  const refresh = useRefreshConnections();
  const connect = useConnect();
  const [isDisconnecting, setDisconnecting] = useState(false);
  const check = useMutation({
    mutationFn: () => client.connections.check({ params }),
    onSuccess: async ({ status, statusReason }) => {
      await refresh();
      if (status === 'healthy')
        toast.success(`${provider.title} answers, and the connection works`);
      else toast.error(statusReason ?? 'The connection does not work');
    },
    onError: (error) => toast.error(explain(error)),
  });
  const facts: [string, React.ReactNode][] = [
    ['Account', accountName.includes(accountId) ? accountName : `${accountName} (${accountId})`],
    ['Connected', <Time key="time" value={createdAt} />],
    ['By', connectedBy ?? 'somebody'],
    ['Executions that wait', connection.waiting],
  ];
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={name} side="right">
      <dl className="grid grid-cols-[144px_1fr] gap-y-1.5">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <Rename connection={connection} onDone={refresh} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => check.mutate()} disabled={check.isPending}>
          <RefreshCw aria-hidden className={check.isPending ? 'motion-safe:animate-spin' : ''} />
          {check.isPending ? 'Asking…' : 'Check now'}
        </Button>
        <Button
          disabled={connect.isPending || !provider.app}
          onClick={() => connect.mutate({ provider: provider.id, connectionId })}
        >
          <Plug aria-hidden />
          Connect again
        </Button>
        <Button look="dangerQuiet" onClick={() => setDisconnecting(true)}>
          <Unplug aria-hidden />
          Disconnect
        </Button>
      </div>
      <section aria-labelledby="health-history">
        <h3 id="health-history" className="pb-1 font-medium">
          Health
        </h3>
        {details?.history.length === 0 ? (
          <p className="text-muted">It has been healthy since it was connected.</p>
        ) : (
          <ol className="divide-y border-y">
            {details?.history.map(({ status, reason, at }) => (
              <li key={`${at} ${status}`} className="flex flex-wrap gap-x-3 gap-y-0.5 py-1.5">
                <span className="w-32">
                  <ConnectionHealth status={status} />
                </span>
                <span className="min-w-0 flex-1 text-[13px]">{reason}</span>
                <span className="text-[13px] text-muted">
                  <Time value={at} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
      {isDisconnecting && (
        <Disconnect
          connection={connection}
          provider={provider}
          onClose={() => setDisconnecting(false)}
          onDone={async () => {
            await refresh();
            onClose();
          }}
        />
      )}
    </Dialog>
  );
}

function Rename({
  connection: { id: connectionId, name },
  onDone,
}: {
  connection: Connection;
  onDone: () => Promise<unknown>;
}) {
  const [typed, setTyped] = useState(name);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.connections.update({ params: { connectionId }, body: { name: typed.trim() } }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-2">
      <Field label="Name" className="flex-1" error={error ? explain(error) : undefined}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={80}
            value={typed}
            autoComplete="off"
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      <Button type="submit" disabled={isPending || typed.trim() === '' || typed.trim() === name}>
        Rename
      </Button>
    </form>
  );
}

function Disconnect({
  connection: { id: connectionId, name, usedBy },
  provider,
  onClose,
  onDone,
}: {
  connection: Connection;
  provider: ProviderState;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.connections.remove({ params: { connectionId } }),
    onSuccess: async ({ detail }) => {
      if (detail) toast.warning(detail, { duration: 15_000 });
      else toast(`${name} was disconnected`);
      await onDone();
    },
  });
  const users = usedBy.map((workflow) => workflow.name).join(', ');
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Disconnect ${name}?`}
      description={
        users
          ? `${users} cannot act in ${provider.title} from now on, until another connection is chosen there. To renew the consent, connect again instead: everything stays.`
          : `The grant is given back at ${provider.title}. No automation uses it.`
      }
      action="Disconnect"
      onConfirm={mutate}
      isBusy={isPending}
      error={error ? explain(error) : undefined}
    />
  );
}
