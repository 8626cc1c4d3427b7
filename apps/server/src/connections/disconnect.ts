import { ProviderError } from '@echoai/integrations/client';
import { RequestError } from '../platform/http/requestPinned.ts';
import { UnreadableSecret } from '../platform/secrets.ts';
import { createPlainClient } from './connectionClient.ts';
import * as store from './connectionStore.ts';
import { partyOf } from './freshTokens.ts';
import { revokeToken, TokenError } from './oauth.ts';
import { providerOf } from './providerSettings.ts';
import type { Services } from './services.ts';

/**
 * Gives the grant back at the provider, and forgets the connection with its tokens, even if the
 * provider does not answer: then the answer says so, and where to look.
 * @throws {AppError} `not-found`
 */
export async function disconnect({
  services,
  organisationId,
  connectionId,
}: {
  services: Services;
  organisationId: string;
  connectionId: string;
}): Promise<{ revoked: boolean; detail: string | null }> {
  const { database, secrets } = services;
  const { provider: id } = await database.withOrganisation(organisationId, (tx) =>
    store.readConnection(tx, connectionId),
  );
  const provider = providerOf(id);
  const detail = await revoke().then(
    () => null,
    (error: unknown) => {
      if (!isSaid(error)) services.log.error({ err: error }, 'a grant could not be given back');
      const why = isSaid(error) ? error.message : 'Something of ours failed.';
      return `The tokens are forgotten here, but ${provider.title} may still list the app: ${why} Remove it there.`;
    },
  );
  await database.withOrganisation(organisationId, async (tx) => {
    await store.deleteConnection(tx, connectionId);
    // What waited for it fails now, and says why, instead of waiting for nothing.
    await services.wakeWaiting(tx, { organisationId, connectionId });
  });
  return { revoked: detail === null, detail };

  async function revoke(): Promise<void> {
    const connection = await database.withOrganisation(organisationId, (tx) =>
      store.openConnection(tx, { secrets, organisationId, id: connectionId }),
    );
    // What the provider took back already needs no giving back.
    if (!connection || connection.status === 'needs-you') return;
    if (provider.revoke) {
      const client = createPlainClient({ ...connection, services, provider });
      return provider.revoke(client).catch((error: unknown) => {
        // Gone already is what was wanted.
        if (!(error instanceof ProviderError && error.kind === 'needs-you')) throw error;
      });
    }
    const party = await partyOf({ services, organisationId, provider });
    await revokeToken(party, connection.refreshToken ?? connection.accessToken);
  }
}

function isSaid(error: unknown): error is Error {
  return [TokenError, ProviderError, RequestError, UnreadableSecret].some(
    (kind) => error instanceof kind,
  );
}
