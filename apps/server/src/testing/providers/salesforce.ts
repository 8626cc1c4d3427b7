import { createHmac } from 'node:crypto';
import { unique } from './oauth.ts';
import { newSalesforceData, type SalesforceData, salesforceError } from './salesforce/objects.ts';
import { recordRoutes } from './salesforce/records.ts';
import { type App, json, type Provider, type Route, startStandIn } from './standIn.ts';

export interface SalesforceAccount {
  /** Of the organisation, 00D…. */
  id: string;
  name: string;
  /** 005…. */
  userId: string;
  username: string;
  email: string;
  /** Where the token says the API is; null: at the stand-in. */
  instanceUrl: string | null;
}

/** A stand-in for Salesforce: OAuth, records, external ids, describes and a little SOQL. */
export async function startSalesforce(app: Partial<App> = {}) {
  const data = newSalesforceData();
  /** Where it is and what signs, which is known once it runs. */
  const own = { url: '', clientSecret: () => '' };
  const standIn = await startStandIn<SalesforceAccount>({
    provider: salesforceProvider(data, own),
    app: { clientId: '3MVG9.consumer-key', ...app },
    account: {
      id: '00D5g00000ACMEoEAP',
      name: 'Acme',
      userId: '0055g00000ADAbyAAF',
      username: 'ada@acme.example.prod',
      email: 'ada@acme.example',
      instanceUrl: null,
    },
  });
  own.url = standIn.url;
  own.clientSecret = () => standIn.app.clientSecret;
  return Object.assign(standIn, { data });
}

export type SalesforceStandIn = Awaited<ReturnType<typeof startSalesforce>>;

const tokenErrors = {
  client: ['invalid_client', 'invalid client credentials'],
  grant_type: ['unsupported_grant_type', 'grant type not supported'],
  code: ['invalid_grant', 'expired authorization code'],
  redirect_uri: ['redirect_uri_mismatch', 'redirect_uri must match configuration'],
  verifier: ['invalid_grant', 'invalid code verifier'],
  refresh_token: ['invalid_grant', 'expired access/refresh token'],
} as const;

function salesforceProvider(
  data: SalesforceData,
  own: { url: string; clientSecret: () => string },
): Provider<SalesforceAccount> {
  return {
    name: 'Salesforce',
    authorize: { path: '/services/oauth2/authorize', required: ['response_type'] },
    tokenPath: '/services/oauth2/token',
    scopeSeparator: ' ',
    pkce: true,
    rotates: false,
    // A session ends without having said when.
    expiresIn: null,
    repeatsRefreshToken: false,
    // Who asks for nothing is granted all that the app may have.
    granted: (asked) => (asked.length > 0 ? asked : ['api', 'id', 'refresh_token']),
    givesRefreshToken: ({ scopes }) =>
      ['refresh_token', 'offline_access'].some((scope) => scopes.includes(scope)),
    newToken(kind) {
      if (kind === 'code') return `aPrx${unique()}==`;
      return kind === 'refresh' ? `5Aep861.${unique()}` : `00D5g00000ACMEo!AQ.${unique()}`;
    },
    tokenAnswer({ grant: { account, scopes }, accessToken, refreshToken }) {
      const id = `${own.url}/id/${account.id}/${account.userId}`;
      const issued_at = String(Date.now());
      const signature = createHmac('sha256', own.clientSecret()).update(id + issued_at);
      return {
        access_token: accessToken,
        ...(refreshToken && { refresh_token: refreshToken }),
        signature: signature.digest('base64'),
        scope: scopes.join(' '),
        instance_url: account.instanceUrl ?? own.url,
        id,
        token_type: 'Bearer',
        issued_at,
      };
    },
    tokenError(problem) {
      const [error, error_description] = tokenErrors[problem];
      return json({ error, error_description }, 400);
    },
    accessError: (_, { path }) =>
      path.startsWith('/id/')
        ? { status: 403, body: 'Bad_OAuth_Token' }
        : salesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
    missingScope: () =>
      salesforceError(
        401,
        'INVALID_SESSION_ID',
        'This session is not valid for use with the REST API',
      ),
    notFound: () => salesforceError(404, 'NOT_FOUND', 'The requested resource does not exist'),
    badJson: () => salesforceError(400, 'JSON_PARSER_ERROR', 'Unexpected end-of-input'),
    before() {
      if (data.apiUsage.used >= data.apiUsage.max) {
        return salesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
      }
      data.apiUsage.used += 1;
      return null;
    },
    headers: () => ({
      'sforce-limit-info': `api-usage=${data.apiUsage.used}/${data.apiUsage.max}`,
    }),
    routes: [
      revoke('POST'),
      revoke('GET'),
      versions,
      identity(own),
      limits(data),
      ...recordRoutes(data),
    ],
    clear: () => void Object.assign(data, newSalesforceData()),
  };
}

/** A refresh token takes its access tokens along; an access token goes alone. */
const revoke = (method: string): Route<SalesforceAccount> => ({
  method,
  path: '/services/oauth2/revoke',
  scopes: 'public',
  handle({ form, query, oauth }) {
    const token = form.get('token') ?? query.get('token') ?? '';
    const found = oauth.find(token);
    if (!found) {
      return json({ error: 'invalid_token', error_description: 'invalid token' }, 400);
    }
    if (found.kind === 'refresh') oauth.revokeGrant(found.grant);
    else oauth.revokeToken(token);
    return { status: 200 };
  },
});

const versions: Route<SalesforceAccount> = {
  method: 'GET',
  path: '/services/data',
  scopes: 'public',
  handle: () =>
    json([
      { label: "Summer '26", url: '/services/data/v67.0', version: '67.0' },
      { label: "Winter '27", url: '/services/data/v68.0', version: '68.0' },
    ]),
};

const limits = (data: SalesforceData): Route<SalesforceAccount> => ({
  method: 'GET',
  path: '/services/data/v68.0/limits',
  scopes: ['api'],
  handle: () => {
    const { used, max } = data.apiUsage;
    return json({ DailyApiRequests: { Max: max, Remaining: max - used } });
  },
});

const identity = (own: { url: string }): Route<SalesforceAccount> => ({
  method: 'GET',
  path: '/id/{organisation}/{user}',
  scopes: ['id', 'api', 'openid'],
  handle({ params, grant: { account } }) {
    if (params[0] !== account.id || params[1] !== account.userId) {
      return { status: 403, body: 'Wrong_Org' };
    }
    const instance = account.instanceUrl ?? own.url;
    return json({
      id: `${own.url}/id/${account.id}/${account.userId}`,
      asserted_user: true,
      user_id: account.userId,
      organization_id: account.id,
      username: account.username,
      display_name: 'Ada Byron',
      email: account.email,
      email_verified: true,
      urls: {
        rest: `${instance}/services/data/v{version}/`,
        sobjects: `${instance}/services/data/v{version}/sobjects/`,
        query: `${instance}/services/data/v{version}/query/`,
      },
      active: true,
      user_type: 'STANDARD',
      is_app_installed: true,
    });
  },
});
