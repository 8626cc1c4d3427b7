import type { Provider } from '@echoai/integrations/provider';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Transaction } from '../platform/database/database.ts';
import type { Secrets } from '../platform/secrets.ts';

/** The app at a provider in whose name an organisation connects. */
export interface ProviderApp {
  from: 'environment' | 'organisation';
  clientId: string;
  clientSecret: string;
  /** With which the provider signs what it sends; null when it was not given. */
  signingSecret: string | null;
}

const sealedApp = z.object({ clientSecret: z.string(), signingSecret: z.string().nullable() });
const placeOf = (organisationId: string, provider: string) => ({
  organisationId,
  id: provider,
  field: 'app',
});

/** The organisation's own app, or else the installation's; null when there is none. */
export async function readApp(
  tx: Transaction,
  {
    provider,
    organisationId,
    secrets,
    config,
  }: { provider: Provider; organisationId: string; secrets: Secrets; config: Config },
): Promise<ProviderApp | null> {
  const { rows } = await tx.execute<{ clientId: string; secret: string }>(sql`
    select client_id as "clientId", secret from provider_apps where provider = ${provider.id}`);
  const [row] = rows;
  if (row) {
    const opened = await secrets.open(row.secret, placeOf(organisationId, provider.id));
    const { clientSecret, signingSecret } = sealedApp.parse(JSON.parse(opened));
    return { from: 'organisation', clientId: row.clientId, clientSecret, signingSecret };
  }
  return installationApp(provider, config);
}

/** The app of the environment; null without one. */
export function installationApp(provider: Provider, config: Config): ProviderApp | null {
  const { clientId, clientSecret, signingSecret = null } = config.providers[provider.id] ?? {};
  if (!clientId || !clientSecret) return null;
  return { from: 'environment', clientId, clientSecret, signingSecret };
}

export async function storeApp(
  tx: Transaction,
  {
    provider,
    organisationId,
    secrets,
    clientId,
    clientSecret,
    signingSecret = null,
  }: {
    provider: Provider;
    organisationId: string;
    secrets: Secrets;
    clientId: string;
    clientSecret: string;
    signingSecret?: string | null | undefined;
  },
): Promise<void> {
  const sealed = await secrets.seal(
    JSON.stringify({ clientSecret, signingSecret }),
    placeOf(organisationId, provider.id),
  );
  await tx.execute(sql`
    insert into provider_apps (organisation_id, provider, client_id, secret)
    values (${organisationId}, ${provider.id}, ${clientId}, ${sealed})
    on conflict (organisation_id, provider)
      do update set client_id = excluded.client_id, secret = excluded.secret, updated_at = now()`);
}

export async function deleteApp(tx: Transaction, provider: Provider): Promise<void> {
  await tx.execute(sql`delete from provider_apps where provider = ${provider.id}`);
}
