import { ProviderError } from '@echoai/integrations/client';
import type { Provider } from '@echoai/integrations/provider';
import { UnreadableSecret } from '../platform/secrets.ts';
import * as store from './connectionStore.ts';
import { setStatus } from './health.ts';
import { type Party, refreshTokens, TokenError, type Tokens } from './oauth.ts';
import { readApp } from './providerApps.ts';
import type { Services } from './services.ts';

/** A token is renewed so long before it ends, so that it lives through the request. */
const aheadMs = 90_000;
/** How long to wait for another process that refreshes. */
const mostWaitMs = 30_000;

interface Which {
  services: Services;
  organisationId: string;
  provider: Provider;
  connectionId: string;
}

/**
 * A connection whose access token is good for a while. Whoever finds it too old refreshes it, one at
 * a time among all processes; the others wait for what comes.
 * @param staleGeneration the provider did not take the token of this generation any more
 * @throws {ProviderError} `needs-you` when the grant is gone, `unavailable` when no token came for now
 */
export async function freshTokens({
  staleGeneration = 0,
  ...which
}: Which & { staleGeneration?: number }): Promise<store.OpenConnection> {
  const deadline = Date.now() + mostWaitMs;
  for (;;) {
    const connection = await open(which);
    const { generation, refreshToken } = connection;
    const isStale = generation === staleGeneration || endsSoon(connection);
    if (!isStale) return connection;
    if (!refreshToken) {
      const reason = `${which.provider.title} takes its token no longer, and gave none to renew it.`;
      throw await needsYou(which, { reason, generation });
    }
    if (await claim(which, generation)) return renew(which, { ...connection, refreshToken });
    if (Date.now() > deadline)
      throw new ProviderError('Its tokens are being renewed, which takes too long.', {
        kind: 'unavailable',
      });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Whether its access token is to be renewed before it is used. */
export function endsSoon({ expiresAt }: { expiresAt: Date | null }): boolean {
  return expiresAt !== null && expiresAt.getTime() - aheadMs < Date.now();
}

/** @throws {ProviderError} */
async function open({ services, organisationId, connectionId }: Which) {
  const { database, secrets } = services;
  const connection = await database
    .withOrganisation(organisationId, (tx) =>
      store.openConnection(tx, { secrets, organisationId, id: connectionId }),
    )
    .catch((cause: unknown) => {
      if (!(cause instanceof UnreadableSecret)) throw cause;
      const why = 'Its tokens cannot be read, since ECHOAI_SECRET was changed.';
      throw new ProviderError(why, { kind: 'needs-you', cause });
    });
  if (!connection) throw connectionGone();
  if (connection.status === 'needs-you')
    throw new ProviderError(connection.statusReason ?? 'It has to be connected again.', {
      kind: 'needs-you',
    });
  return connection;
}

function claim({ services, organisationId, connectionId: id }: Which, generation: number) {
  return services.database.withOrganisation(organisationId, (tx) =>
    store.claimRefresh(tx, { id, generation }),
  );
}

async function renew(
  which: Which,
  connection: store.OpenConnection & { refreshToken: string },
): Promise<store.OpenConnection> {
  const { services, organisationId, connectionId: id } = which;
  const { database, secrets } = services;
  const { generation } = connection;
  let tokens: Tokens;
  try {
    tokens = await refreshTokens(await partyOf(which), connection.refreshToken);
  } catch (error) {
    await database.withOrganisation(organisationId, (tx) => store.releaseRefresh(tx, id));
    if (!(error instanceof TokenError)) throw error;
    if (error.isFinal) throw await needsYou(which, { reason: error.message, generation });
    throw new ProviderError(error.message, { kind: 'unavailable', cause: error });
  }
  await database.withOrganisation(organisationId, (tx) =>
    store.storeRefreshed(tx, { secrets, organisationId, id, generation, tokens }),
  );
  const { accessToken, expiresAt } = tokens;
  return { ...connection, accessToken, expiresAt, generation: generation + 1 };
}

/** @throws {ProviderError} `needs-you` without an app */
export async function partyOf({
  services,
  organisationId,
  provider,
}: Omit<Which, 'connectionId'>): Promise<Party> {
  const { database, secrets, config } = services;
  const app = await database
    .withOrganisation(organisationId, (tx) =>
      readApp(tx, { provider, organisationId, secrets, config }),
    )
    .catch((cause: unknown) => {
      if (!(cause instanceof UnreadableSecret)) throw cause;
      const why = `The secret of the app at ${provider.title} cannot be read, since ECHOAI_SECRET was changed. Enter it again.`;
      throw new ProviderError(why, { kind: 'needs-you', cause });
    });
  if (!app)
    throw new ProviderError(`The app at ${provider.title} is gone. Set it up again.`, {
      kind: 'needs-you',
    });
  return { provider, app, config };
}

/** Somebody disconnected it, or it is another organisation's. */
export function connectionGone(): ProviderError {
  return new ProviderError('The connection is gone. Choose another one.', { kind: 'refused' });
}

/** Marks the connection, and says so. */
export async function needsYou(
  { services, organisationId, connectionId }: Which,
  { reason, generation }: { reason: string; generation: number | undefined },
): Promise<ProviderError> {
  await services.database.withOrganisation(organisationId, (tx) =>
    setStatus(tx, {
      services,
      organisationId,
      connectionId,
      status: 'needs-you',
      reason,
      generation,
    }),
  );
  return new ProviderError(reason, { kind: 'needs-you' });
}
