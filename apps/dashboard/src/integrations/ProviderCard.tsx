'use client';

import type { Connection, ProviderState } from '@echoai/contract';
import { providers } from '@echoai/integrations';
import { ChevronRight, Plug } from 'lucide-react';
import { useId, useState } from 'react';
import { iconNamed } from '@/automations/NodeIcon';
import { Button } from '@/components/Button';
import { ConnectionRow } from './ConnectionRow';
import { useConnect } from './connectionQueries';
import { ProviderSetUp } from './ProviderSetUp';

/** A provider: what it is for, what it may do, and its connections. */
export function ProviderCard({
  provider: state,
  connections,
}: {
  provider: ProviderState;
  connections: Connection[];
}) {
  const id = useId();
  const [isSettingUp, setSettingUp] = useState(false);
  const { mutate: connect, isPending } = useConnect();
  const Icon = iconNamed(providers[state.id]?.icon);
  return (
    <section aria-labelledby={id} className="rounded-lg border bg-surface">
      <header className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" strokeWidth={1.75} />
        <div className="min-w-48 flex-1">
          <h2 id={id} className="font-semibold">
            {state.title}
          </h2>
          <p className="text-pretty text-muted">{state.description}</p>
        </div>
        <div className="flex gap-2">
          <Button
            look={state.app ? 'quiet' : 'primary'}
            aria-label={state.app ? `App of ${state.title}` : `Set up ${state.title}`}
            onClick={() => setSettingUp(true)}
          >
            {state.app ? 'App' : 'Set up'}
          </Button>
          {state.app && (
            <Button
              look={connections.length === 0 ? 'primary' : 'secondary'}
              disabled={isPending}
              onClick={() => connect({ provider: state.id })}
              aria-label={
                connections.length === 0
                  ? `Connect ${state.title}`
                  : `Connect another account of ${state.title}`
              }
            >
              <Plug aria-hidden />
              {connections.length === 0 ? 'Connect' : 'Connect another'}
            </Button>
          )}
        </div>
      </header>
      {connections.length > 0 && (
        <ul aria-label={`Connections of ${state.title}`} className="divide-y border-t">
          {connections.map((connection) => (
            <ConnectionRow key={connection.id} connection={connection} provider={state} />
          ))}
        </ul>
      )}
      <details className="group border-t">
        <summary className="flex list-none items-center gap-1.5 rounded px-4 py-2 text-[13px] text-muted [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-3.5 transition-transform group-open:rotate-90"
          />
          What it is allowed to do
        </summary>
        <ul className="grid gap-x-6 gap-y-1 px-4 pb-3 pl-9 text-[13px] sm:grid-cols-2">
          {state.scopes.map(({ name, why }) => (
            <li key={name} className="min-w-0">
              {why.charAt(0).toUpperCase() + why.slice(1)}
              <span className="block truncate font-mono text-muted text-xs" title={name}>
                {name}
              </span>
            </li>
          ))}
        </ul>
      </details>
      {isSettingUp && <ProviderSetUp provider={state} onClose={() => setSettingUp(false)} />}
    </section>
  );
}
