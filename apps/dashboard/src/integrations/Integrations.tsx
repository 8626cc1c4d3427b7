'use client';

import { Webhook, X } from 'lucide-react';
import { Button, buttonStyle } from '@/components/Button';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Notice } from '@/components/Notice';
import { PageHeader } from '@/components/PageHeader';
import { useConnections, useProviders } from './connectionQueries';
import { ProviderCard } from './ProviderCard';
import { useConnectResult } from './useConnectResult';

/** What can be connected, what is, and how it is. */
export function Integrations() {
  const providers = useProviders();
  const connections = useConnections();
  const { error: connectError, forget } = useConnectResult();
  const error = providers.error ?? connections.error;
  const retry = () => Promise.all([providers.refetch(), connections.refetch()]);
  const isLoaded = providers.data && connections.data;
  return (
    <>
      <PageHeader title="Integrations">
        <Link href="/integrations/webhooks" className={buttonStyle({ look: 'secondary' })}>
          <Webhook aria-hidden />
          Webhooks sent
        </Link>
      </PageHeader>
      <div className="flex w-full max-w-[960px] flex-col gap-4 px-4 py-5 sm:px-6">
        {connectError && (
          <Notice
            look="danger"
            action={
              <Button look="quiet" size="icon" aria-label="Close the notice" onClick={forget}>
                <X aria-hidden />
              </Button>
            }
          >
            {connectError}
          </Notice>
        )}
        <p className="max-w-[68ch] text-pretty text-muted">
          Connect the tools that your team works with. Automations then act in them, with the nodes
          that bear their name. Tokens are kept sealed on this server.
        </p>
        {error && !isLoaded && <LoadFailure error={error} retry={retry} />}
        {!isLoaded && !error && <Loading lines={6} />}
        {isLoaded &&
          providers.data.items.map((provider) => (
            <ProviderCard
              key={provider.id}
              provider={provider}
              connections={connections.data.filter((each) => each.provider === provider.id)}
            />
          ))}
      </div>
    </>
  );
}
