import type { Provider } from '@echoai/integrations/provider';
import * as oauth from 'oauth4webapi';
import type { ProviderApp } from './providerApps.ts';
import { addressesOf } from './providerSettings.ts';
import { requestProvider } from './requestProvider.ts';
import type { Services } from './services.ts';

/** What a token endpoint gave. */
export interface Tokens {
  accessToken: string;
  /** Null when none came: the old one stays. */
  refreshToken: string | null;
  /** Null for a token that does not expire. */
  expiresAt: Date | null;
  /** What was granted, where the reply tells. */
  scopes: string[] | null;
  /** The whole reply; it holds the tokens too, and goes nowhere else. */
  reply: Record<string, unknown>;
}

/** A token that was not given. */
export class TokenError extends Error {
  override name = 'TokenError';
  /** Whether the provider said no, and not only that it has trouble. */
  readonly isFinal: boolean;

  constructor(message: string, { isFinal, cause }: { isFinal: boolean; cause?: unknown }) {
    super(message, cause === undefined ? {} : { cause });
    this.isFinal = isFinal;
  }
}

/** What OAuth with a provider needs to know. */
export interface Party {
  provider: Provider;
  app: ProviderApp;
  config: Services['config'];
}

/** Milliseconds for a token request. */
const timeoutMs = 20_000;

/** Where the browser goes for consent. */
export async function authorizationUrl(
  { provider, app, config }: Party,
  { redirectUri, state, verifier }: { redirectUri: string; state: string; verifier: string | null },
): Promise<string> {
  const url = new URL(addressesOf(provider, config).authorizeUrl);
  const { scopeSeparator, authorizeParameters = {} } = provider.oauth;
  const parameters = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    scope: provider.scopes.map(({ name }) => name).join(scopeSeparator),
    state,
    ...authorizeParameters,
    ...(verifier && {
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * The tokens for the code that came back.
 * @param query of the redirect
 * @throws {TokenError}
 */
export async function exchangeCode(
  party: Party,
  {
    query,
    redirectUri,
    state,
    verifier,
  }: { query: URLSearchParams; redirectUri: string; state: string; verifier: string | null },
): Promise<Tokens> {
  const { server, client, authentication, options } = openParty(party);
  return asTokens(party, async () => {
    const parameters = oauth.validateAuthResponse(server, client, query, state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      parameters,
      redirectUri,
      verifier ?? oauth.nopkce,
      options,
    );
    return oauth.processAuthorizationCodeResponse(server, client, answer, recognized(party));
  });
}

/** @throws {TokenError} final when the grant is gone */
export async function refreshTokens(party: Party, refreshToken: string): Promise<Tokens> {
  const { server, client, authentication, options } = openParty(party);
  return asTokens(party, async () => {
    const answer = await oauth.refreshTokenGrantRequest(
      server,
      client,
      authentication,
      refreshToken,
      options,
    );
    return oauth.processRefreshTokenResponse(server, client, answer, recognized(party));
  });
}

/** Gives a token back. @throws {TokenError} */
export async function revokeToken(party: Party, token: string): Promise<void> {
  const { server, client, authentication, options } = openParty(party);
  const answer = await oauth
    .revocationRequest(server, client, authentication, token, options)
    .catch((cause: unknown) => {
      throw unreachable(party, cause);
    });
  if (answer.ok) return;
  const text = await answer.text();
  // Gone already is what was wanted.
  if (answer.status < 500 && /invalid_token|invalid_grant|unsupported_token_type/.test(text))
    return;
  const message = `${party.provider.title} did not take the token back: ${answer.status}.`;
  throw new TokenError(message, { isFinal: answer.status < 500 });
}

function openParty({ provider, app, config }: Party) {
  const addresses = addressesOf(provider, config);
  const server: oauth.AuthorizationServer = {
    issuer: new URL(addresses.authorizeUrl).origin,
    token_endpoint: addresses.tokenUrl,
    ...(addresses.revokeUrl && { revocation_endpoint: addresses.revokeUrl }),
  };
  return {
    server,
    client: { client_id: app.clientId },
    // In the body: `Basic` would escape the dots of Slack's ids.
    authentication: oauth.ClientSecretPost(app.clientSecret),
    options: {
      signal: AbortSignal.timeout(timeoutMs),
      [oauth.customFetch]: fetchFrom({ provider, config }),
      // Plain HTTP is only where the operator put the provider: a test, or a proxy of one's own.
      [oauth.allowInsecureRequests]: addresses.tokenUrl.startsWith('http:'),
    },
  };
}

/** `fetch` that asks a provider as everything of ours does. */
function fetchFrom(party: Pick<Party, 'provider' | 'config'>): typeof fetch {
  return async (input, { method = 'GET', headers, body, signal } = {}) => {
    const answer = await requestProvider({
      ...party,
      method,
      url: String(input),
      headers: Object.fromEntries(new Headers(headers)),
      body: body === undefined || body === null ? undefined : String(body),
      signal: signal ?? AbortSignal.timeout(timeoutMs),
    });
    const { status } = answer;
    const text = await answer.text();
    return new Response(status === 204 ? null : text, {
      status,
      headers: { 'content-type': answer.headers['content-type'] ?? 'application/json' },
    });
  };
}

function recognized({ provider }: Party) {
  const { tokenType } = provider.oauth;
  return tokenType ? { recognizedTokenTypes: { [tokenType]: () => {} } } : {};
}

async function asTokens(
  party: Party,
  ask: () => Promise<oauth.TokenEndpointResponse>,
): Promise<Tokens> {
  let reply: oauth.TokenEndpointResponse;
  try {
    reply = await ask();
  } catch (error) {
    throw await tokenErrorOf(party, error);
  }
  const { assumedSeconds } = party.provider.oauth;
  const seconds = reply.expires_in ?? (reply.refresh_token ? assumedSeconds : null);
  return {
    accessToken: reply.access_token,
    refreshToken: reply.refresh_token ?? null,
    expiresAt: seconds === null ? null : new Date(Date.now() + seconds * 1_000),
    scopes: reply.scope?.split(/[\s,]+/).filter(Boolean) ?? null,
    reply: { ...reply },
  };
}

/** Every way in which a token does not come, in a sentence for the owner. */
async function tokenErrorOf(party: Party, error: unknown): Promise<TokenError> {
  const { title } = party.provider;
  if (error instanceof oauth.AuthorizationResponseError) {
    const message =
      error.error === 'access_denied'
        ? `The consent was refused at ${title}. Nothing was connected.`
        : `${title} refused the request: ${error.error_description ?? error.error}.`;
    return new TokenError(message, { isFinal: true, cause: error });
  }
  if (error instanceof oauth.ResponseBodyError)
    return refused(party, { code: error.error, said: error.error_description, cause: error });
  // Not as the standard says: HubSpot's own errors, and Slack's, which come with status 200.
  const { cause } = error as { cause?: unknown };
  if (cause instanceof Response) {
    if (cause.status === 429 || cause.status >= 500)
      return new TokenError(`${title} has trouble (${cause.status}).`, { isFinal: false, cause });
    const body = cause.bodyUsed ? {} : await cause.json().catch(() => ({}));
    return refused(party, { code: codeOf(body), said: (body as Body).message, cause: error });
  }
  const body = (cause as { body?: unknown } | undefined)?.body;
  if (body) return refused(party, { code: codeOf(body), said: undefined, cause: error });
  return unreachable(party, error);
}

type Body = { error?: string; status?: string; message?: string };

const codeOf = (body: unknown) => {
  const { error, status } = (body ?? {}) as Body;
  return error ?? status ?? 'no reason given';
};

/** Words of the owner for the codes of the standard and of the providers. */
const explained: Record<string, string> = {
  invalid_client: 'the client ID or the client secret is not right',
  invalid_client_id: 'the client ID or the client secret is not right',
  bad_client_secret: 'the client secret is not right',
  invalid_grant: 'the consent is used up, was taken back, or is too old',
  BAD_AUTH_CODE: 'the consent is used up or too old',
  BAD_REFRESH_TOKEN: 'the consent was taken back',
  invalid_code: 'the consent is used up or too old',
  code_already_used: 'the consent was used already',
  invalid_refresh_token: 'the consent was taken back',
  token_revoked: 'the consent was taken back',
  redirect_uri_mismatch: 'the redirect address is not the one that its app knows',
  bad_redirect_uri: 'the redirect address is not the one that its app knows',
};

function refused(
  { provider: { title } }: Party,
  { code, said, cause }: { code: string; said: string | undefined; cause: unknown },
): TokenError {
  const why = explained[code] ?? said ?? code;
  return new TokenError(`${title} says that ${why}.`, { isFinal: true, cause });
}

function unreachable({ provider: { title } }: Party, cause: unknown): TokenError {
  return new TokenError(`${title} did not answer as it should. Try again.`, {
    isFinal: false,
    cause,
  });
}
