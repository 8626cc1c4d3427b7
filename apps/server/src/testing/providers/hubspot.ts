import { createHmac, randomUUID } from 'node:crypto';
import { crmRoutes, type HubSpotData, newHubSpotData } from './hubspot/crm.ts';
import { hubSpotError } from './hubspot/errors.ts';
import { type Grant, unique } from './oauth.ts';
import { type Answer, type App, json, type Provider, type Route, startStandIn } from './standIn.ts';

export interface HubSpotAccount {
  /** The portal's id, digits. */
  id: string;
  /** Of its domain. */
  name: string;
  uiDomain: string;
  accountType: 'STANDARD' | 'SANDBOX' | 'DEVELOPER_TEST' | 'APP_DEVELOPER';
  timeZone: string;
  userId: number;
  user: string;
}

/** A stand-in for HubSpot: OAuth, contacts, notes, deals, pickers and signed webhooks. */
export async function startHubSpot(app: Partial<App> = {}) {
  const data = newHubSpotData();
  const limit = { max: 190, intervalMilliseconds: 10_000 };
  const provider = hubSpotProvider(data, limit);
  const standIn = await startStandIn<HubSpotAccount>({
    provider,
    app,
    account: {
      id: '62515',
      name: 'acme.example',
      uiDomain: 'app.hubspot.com',
      accountType: 'STANDARD',
      timeZone: 'US/Eastern',
      userId: 1001,
      user: 'owner@acme.example',
    },
  });
  return Object.assign(standIn, {
    data,
    /** Requests to one account in a rolling interval; more are answered with 429. */
    limit,
    /**
     * Posts events as webhook v3: signed with the client secret.
     * @param at milliseconds since 1970 that the signature claims
     */
    sendWebhook(
      url: string,
      events: object[],
      { at = Date.now(), secret = standIn.app.clientSecret } = {},
    ): Promise<Response> {
      const defaults = (index: number) => ({
        eventId: Math.floor(Math.random() * 1e9),
        subscriptionId: 25,
        portalId: Number(standIn.account.id),
        appId: 1160452,
        occurredAt: at,
        attemptNumber: 0,
        subscriptionType: 'contact.creation',
        objectId: index,
      });
      const body = JSON.stringify(events.map((event, index) => ({ ...defaults(index), ...event })));
      const signature = createHmac('sha256', secret).update(`POST${url}${body}${at}`);
      return fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-hubspot-signature-v3': signature.digest('base64'),
          'x-hubspot-request-timestamp': String(at),
        },
        body,
      });
    },
  });
}

export type HubSpotStandIn = Awaited<ReturnType<typeof startHubSpot>>;

interface Limit {
  max: number;
  intervalMilliseconds: number;
}

function hubSpotProvider(data: HubSpotData, limit: Limit): Provider<HubSpotAccount> {
  /** When the app asked, by account, as far back as the interval. */
  const asked = new Map<string, number[]>();
  const recently = ({ account }: Grant<HubSpotAccount>) =>
    (asked.get(account.id) ?? []).filter((at) => at > Date.now() - limit.intervalMilliseconds);

  return {
    name: 'HubSpot',
    authorize: { path: '/oauth/authorize', required: ['scope'] },
    tokenPath: '/oauth/2026-03/token',
    scopeSeparator: ' ',
    pkce: true,
    rotates: false,
    expiresIn: 1800,
    repeatsRefreshToken: true,
    givesRefreshToken: () => true,
    newToken: (kind) => (kind === 'access' ? `C${unique()}` : `na1-${randomUUID()}`),
    tokenAnswer: ({ grant, accessToken, refreshToken, expiresIn }) => ({
      token_type: 'bearer',
      token_use: 'access_token',
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: expiresIn,
      hub_id: Number(grant.account.id),
      user_id: grant.account.userId,
      scopes: grant.scopes,
    }),
    tokenError,
    accessError: (problem) =>
      problem === 'expired'
        ? hubSpotError(
            401,
            'EXPIRED_AUTHENTICATION',
            'The OAuth token used to make this call expired 1 second(s) ago.',
          )
        : hubSpotError(
            401,
            'INVALID_AUTHENTICATION',
            'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
          ),
    missingScope: (needed) =>
      hubSpotError(
        403,
        'MISSING_SCOPES',
        `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.`,
        {
          errors: [
            {
              message: 'One or more of the following scopes are required.',
              context: { requiredGranularScopes: needed },
            },
          ],
        },
      ),
    notFound: () => ({ status: 404, body: '<html><title>404 Not Found</title></html>' }),
    badJson: () =>
      hubSpotError(400, 'VALIDATION_ERROR', 'Invalid input JSON on line 1, column 1: unexpected'),
    before(grant) {
      const times = recently(grant);
      if (times.length >= limit.max) return rateLimited();
      asked.set(grant.account.id, [...times, Date.now()]);
      return null;
    },
    headers: (grant) => ({
      'x-hubspot-ratelimit-max': String(limit.max),
      'x-hubspot-ratelimit-remaining': String(limit.max - recently(grant).length),
      'x-hubspot-ratelimit-interval-milliseconds': String(limit.intervalMilliseconds),
    }),
    routes: [...tokenRoutes, details, ...crmRoutes(data)],
    clear() {
      asked.clear();
      Object.assign(data, newHubSpotData());
    },
  };
}

function rateLimited(): Answer {
  return {
    status: 429,
    body: {
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      correlationId: randomUUID(),
      policyName: 'TEN_SECONDLY_ROLLING',
    },
  };
}

const tokenErrors = {
  client: ['BAD_CLIENT_ID', 'missing or invalid client id or secret', 'invalid_client'],
  grant_type: ['BAD_GRANT_TYPE', 'missing or unknown grant type', 'unsupported_grant_type'],
  code: ['BAD_AUTH_CODE', 'missing or invalid auth code', 'invalid_grant'],
  redirect_uri: ['BAD_REDIRECT_URI', 'missing or invalid redirect uri', 'invalid_grant'],
  verifier: ['BAD_AUTH_CODE', 'invalid code verifier', 'invalid_grant'],
  refresh_token: ['BAD_REFRESH_TOKEN', 'missing or invalid refresh token', 'invalid_grant'],
} as const;

function tokenError(problem: keyof typeof tokenErrors): Answer {
  const [status, message, error] = tokenErrors[problem];
  return json(
    { status, message, correlationId: randomUUID(), error, error_description: message },
    400,
  );
}

const tokenRoutes: Route<HubSpotAccount>[] = [
  {
    method: 'POST',
    path: '/oauth/2026-03/token/introspect',
    scopes: 'public',
    handle(call) {
      if (!call.oauth.isClient(call)) return tokenError('client');
      const token = call.form.get('token') ?? '';
      const found = call.oauth.find(token);
      if (!found) return json({ active: false });
      const { account, scopes } = found.grant;
      return json({
        active: true,
        token,
        token_use: found.kind === 'access' ? 'access_token' : 'refresh_token',
        token_type: found.kind,
        client_id: call.app.clientId,
        app_id: 1160452,
        hub_id: Number(account.id),
        hub_domain: account.name,
        user_id: account.userId,
        user: account.user,
        scopes,
        is_private_distribution: false,
        ...(found.kind === 'access' && { expires_in: found.expiresIn }),
      });
    },
  },
  {
    // Of a refresh token; access tokens made with it live until they expire.
    method: 'POST',
    path: '/oauth/2026-03/token/revoke',
    scopes: 'public',
    handle(call) {
      if (!call.oauth.isClient(call)) return tokenError('client');
      call.oauth.revokeToken(call.form.get('token') ?? '');
      return { status: 200 };
    },
  },
];

const details: Route<HubSpotAccount> = {
  method: 'GET',
  path: '/account-info/2026-03/details',
  handle: ({ grant: { account } }) =>
    json({
      portalId: Number(account.id),
      accountType: account.accountType,
      timeZone: account.timeZone,
      companyCurrency: 'USD',
      additionalCurrencies: [],
      utcOffset: '-05:00',
      utcOffsetMilliseconds: -18_000_000,
      uiDomain: account.uiDomain,
      dataHostingLocation: 'na1',
    }),
};
