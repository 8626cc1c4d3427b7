import { createHash, randomBytes } from 'node:crypto';
import { ProviderError } from '@echoai/integrations/client';
import type { ConnectedAccount, Provider } from '@echoai/integrations/provider';
import { sql } from 'drizzle-orm';
import * as oauth from 'oauth4webapi';
import { AppError } from '../platform/errors.ts';
import { RequestError } from '../platform/http/requestPinned.ts';
import { createPlainClient } from './connectionClient.ts';
import * as store from './connectionStore.ts';
import { partyOf } from './freshTokens.ts';
import { setStatus } from './health.ts';
import { authorizationUrl, exchangeCode, TokenError, type Tokens } from './oauth.ts';
import { addressesOf, isAccountUrl, providerOf } from './providerSettings.ts';
import type { Services } from './services.ts';

/** A consent must come back within so many minutes. */
const minutes = 15;

/** A consent that did not lead to a connection, in words for the owner. */
export class ConnectError extends Error {
  override name = 'ConnectError';
}

/** Where a provider sends the browser back to; it must be entered there exactly so. */
export const redirectUriOf = (publicUrl: string, provider: Provider) =>
  `${publicUrl}/connections/callback/${provider.id}`;

/** Who is connected is what is asked. */
const unknown = { id: '', name: '' };

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Begins a consent.
 * @param browser what the browser's cookie holds, by which its coming back is known
 * @param connectionId of the connection that is to be made anew
 * @returns where the browser goes
 * @throws {AppError} `conflict` without an app, `not-found`
 */
export async function beginConnect({
  services,
  organisationId,
  provider,
  browser,
  connectedBy,
  connectionId = null,
}: {
  services: Services;
  organisationId: string;
  provider: Provider;
  browser: string;
  /** Who asks, by name. */
  connectedBy: string;
  connectionId?: string | null | undefined;
}): Promise<string> {
  const { database, secrets, config } = services;
  const party = await partyOf({ services, organisationId, provider }).catch((cause: unknown) => {
    if (!(cause instanceof ProviderError)) throw cause;
    const detail = `There is no app at ${provider.title} yet: make one and enter its client ID and secret.`;
    throw new AppError('conflict', detail, { cause });
  });
  const state = randomBytes(32).toString('base64url');
  const verifier = provider.oauth.usesPkce ? oauth.generateRandomCodeVerifier() : null;
  const stateHash = hash(state);
  const sealed =
    verifier &&
    (await secrets.seal(verifier, { organisationId, id: stateHash, field: 'verifier' }));
  await database.withOrganisation(organisationId, async (tx) => {
    if (connectionId) {
      const known = await store.readConnection(tx, connectionId);
      if (known.provider !== provider.id)
        throw new AppError('conflict', `The connection is not one of ${provider.title}.`);
    }
    await tx.execute(sql`delete from connection_attempts where expires_at < now()`);
    await tx.execute(sql`
      insert into connection_attempts (state_hash, browser_hash, organisation_id, provider, verifier,
        connected_by, connection_id, expires_at)
      values (${stateHash}, ${hash(browser)}, ${organisationId}, ${provider.id}, ${sealed}, ${connectedBy},
        ${connectionId}, now() + make_interval(mins => ${minutes}))`);
  });
  const redirectUri = redirectUriOf(config.publicUrl, provider);
  return authorizationUrl(party, { redirectUri, state, verifier });
}

interface Attempt extends Record<string, unknown> {
  organisationId: string;
  browserHash: string;
  verifier: string | null;
  connectedBy: string;
  connectionId: string | null;
  isLate: boolean;
}

/**
 * Makes the connection of a consent that came back.
 * @param query of the redirect
 * @param browser what the browser's cookie holds; null without one
 * @throws {ConnectError}
 */
export async function completeConnect({
  services,
  providerId,
  query,
  browser,
}: {
  services: Services;
  providerId: string;
  query: URLSearchParams;
  browser: string | null;
}): Promise<{ connectionId: string; isNew: boolean; name: string }> {
  const { secrets, config } = services;
  const provider = providerOf(providerId);
  const state = query.get('state') ?? '';
  const attempt = await takeAttempt({ services, state, provider });
  if (!browser || hash(browser) !== attempt.browserHash)
    throw new ConnectError(
      'The consent came back to another browser than the one that asked. Connect again in this one.',
    );
  if (attempt.isLate)
    throw new ConnectError(`The consent took longer than ${minutes} minutes. Connect again.`);
  const { organisationId } = attempt;
  const verifier =
    attempt.verifier &&
    (await secrets.open(attempt.verifier, {
      organisationId,
      id: hash(state),
      field: 'verifier',
    }));
  try {
    const party = await partyOf({ services, organisationId, provider });
    const redirectUri = redirectUriOf(config.publicUrl, provider);
    const tokens = await exchangeCode(party, { query, redirectUri, state, verifier });
    checkScopes(provider, tokens);
    const apiUrl = apiUrlOf(provider, tokens, services);
    const { accessToken, reply } = tokens;
    const account = await provider.readAccount({
      reply,
      client: createPlainClient({ services, provider, account: unknown, apiUrl, accessToken }),
    });
    return await keep({ services, provider, attempt, account, apiUrl, tokens });
  } catch (error) {
    const isSaid =
      error instanceof TokenError ||
      error instanceof ProviderError ||
      error instanceof RequestError;
    if (isSaid) throw new ConnectError(error.message, { cause: error });
    throw error;
  }
}

/** Each is used once, whatever comes of it. */
async function takeAttempt({
  services: { database },
  state,
  provider,
}: {
  services: Services;
  state: string;
  provider: Provider;
}): Promise<Attempt> {
  // The organisation is not known yet; the state is a secret of 256 bits.
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<Attempt>(sql`
      delete from connection_attempts where state_hash = ${hash(state)} and provider = ${provider.id}
      returning organisation_id as "organisationId", browser_hash as "browserHash", verifier,
        connected_by as "connectedBy", connection_id as "connectionId", expires_at < now() as "isLate"`),
  );
  if (!rows[0])
    throw new ConnectError('This consent was used already, or is not one of ours. Connect again.');
  return rows[0];
}

function checkScopes(provider: Provider, { scopes }: Tokens): void {
  if (!provider.oauth.tellsScopes || scopes === null) return;
  const missing = provider.scopes.filter(({ name }) => !scopes.includes(name));
  if (missing.length === 0) return;
  const rights = missing.map(({ why }) => `to ${why}`).join('; ');
  throw new ConnectError(
    `Some rights were not given at ${provider.title}: ${rights}. Connect again and allow all of them.`,
  );
}

/** Where the account's API is, if it has an address of its own: the token must not go elsewhere. */
function apiUrlOf(provider: Provider, { reply }: Tokens, { config }: Services): string | null {
  const url = provider.apiUrlOf?.(reply) ?? null;
  if (url === null || isAccountUrl(url, provider, addressesOf(provider, config))) return url;
  throw new ConnectError(
    `${provider.title} named ${url} as its address, which is none of its own. Nothing was connected.`,
  );
}

async function keep({
  services,
  provider,
  attempt: { organisationId, connectionId, connectedBy },
  account,
  apiUrl,
  tokens,
}: {
  services: Services;
  provider: Provider;
  attempt: Attempt;
  account: ConnectedAccount;
  apiUrl: string | null;
  tokens: Tokens;
}) {
  const { database, secrets } = services;
  return database.withOrganisation(organisationId, async (tx) => {
    if (connectionId) {
      const before = await store.readConnection(tx, connectionId);
      if (before.accountId !== account.id)
        throw new ConnectError(
          `This is another account (${account.name}) than the connection’s (${before.accountName}). Nothing was changed. Sign in there with the right one, or make it a connection of its own.`,
        );
    }
    const { id, isNew } = await store.storeConnection(tx, {
      secrets,
      organisationId,
      provider,
      account,
      apiUrl,
      tokens,
      connectedBy,
    });
    await setStatus(tx, { services, organisationId, connectionId: id, status: 'healthy' });
    const { name } = await store.readConnection(tx, id);
    return { connectionId: id, isNew, name };
  });
}
