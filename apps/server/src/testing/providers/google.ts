import { type GoogleData, googleData, googleError } from './google/data.ts';
import { driveRoutes } from './google/drive.ts';
import { selectFields } from './google/fields.ts';
import { createIdTokens } from './google/idToken.ts';
import { sheetsRoutes } from './google/sheets.ts';
import { unique } from './oauth.ts';
import { type Answer, type App, json, type Provider, type Route, startStandIn } from './standIn.ts';

export interface GoogleAccount {
  /** `sub` of the id token. */
  id: string;
  name: string;
  email: string;
}

/** A stand-in for Google: OAuth with OpenID, Sheets v4, and of Drive v3 files and account. */
export async function startGoogle(app: Partial<App> = {}) {
  const data = googleData();
  const standIn = await startStandIn<GoogleAccount>({
    provider: googleProvider(data),
    app: { clientId: '1234-abc.apps.googleusercontent.com', ...app },
    account: { id: '110248495921238986420', name: 'Ada Byron', email: 'ada@acme.example' },
  });
  return Object.assign(standIn, { data });
}

export type GoogleStandIn = Awaited<ReturnType<typeof startGoogle>>;

const auth = 'https://www.googleapis.com/auth/';
/** Google grants the short names under their long ones. */
const longNames: Record<string, string> = {
  email: `${auth}userinfo.email`,
  profile: `${auth}userinfo.profile`,
};

const tokenErrors = {
  client: [401, 'invalid_client', 'Unauthorized'],
  grant_type: [400, 'unsupported_grant_type', 'Invalid grant_type'],
  code: [400, 'invalid_grant', 'Malformed auth code.'],
  redirect_uri: [400, 'redirect_uri_mismatch', 'Bad Request'],
  verifier: [400, 'invalid_grant', 'Invalid code verifier.'],
  refresh_token: [400, 'invalid_grant', 'Token has been expired or revoked.'],
} as const;

function googleProvider(data: GoogleData): Provider<GoogleAccount> {
  /** Who has consented before, and so gets a refresh token only when asked to consent again. */
  const known = new Set<string>();
  const idTokens = createIdTokens();
  return {
    name: 'Google',
    authorize: { path: '/o/oauth2/v2/auth', required: ['response_type', 'scope'] },
    tokenPath: '/token',
    scopeSeparator: ' ',
    pkce: true,
    rotates: false,
    expiresIn: 3599,
    repeatsRefreshToken: false,
    granted: (asked) =>
      asked.filter((scope) => !data.unticked.has(scope)).map((scope) => longNames[scope] ?? scope),
    givesRefreshToken({ account, asked }) {
      const first = !known.has(account.id);
      known.add(account.id);
      const again = asked.get('prompt')?.split(' ').includes('consent') ?? false;
      return asked.get('access_type') === 'offline' && (first || again);
    },
    newToken(kind) {
      if (kind === 'code') return `4/0A${unique()}`;
      return kind === 'refresh' ? `1//${unique()}` : `ya29.${unique()}`;
    },
    tokenAnswer: ({ grant, accessToken, refreshToken, expiresIn }) => ({
      access_token: accessToken,
      ...(expiresIn !== null && { expires_in: expiresIn }),
      scope: grant.scopes.join(' '),
      token_type: 'Bearer',
      ...(refreshToken && { refresh_token: refreshToken }),
      ...(grant.scopes.includes('openid') && { id_token: idTokens.sign(grant) }),
    }),
    tokenError(problem) {
      const [status, error, error_description] = tokenErrors[problem];
      return json({ error, error_description }, status);
    },
    accessError: (problem) => ({
      ...googleError(
        401,
        problem === 'missing'
          ? 'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.'
          : 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
      ),
      headers: {
        'www-authenticate':
          problem === 'missing'
            ? 'Bearer realm="https://accounts.google.com/"'
            : 'Bearer realm="https://accounts.google.com/", error="invalid_token"',
      },
    }),
    missingScope: (needed) =>
      googleError(403, 'Request had insufficient authentication scopes.', {
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
            domain: 'googleapis.com',
            metadata: { scopes: needed.join(' ') },
          },
        ],
      }),
    notFound: () => ({ status: 404, body: '<html><title>Error 404 (Not Found)!!1</title></html>' }),
    badJson: () => googleError(400, 'Invalid JSON payload received. Unexpected end of string.'),
    routes: [
      revoke,
      {
        method: 'GET',
        path: '/oauth2/v3/certs',
        scopes: 'public',
        handle: () => json(idTokens.keys()),
      },
      userInfo('/oauth2/v3/userinfo'),
      userInfo('/v1/userinfo'),
      ...[...sheetsRoutes(data), ...driveRoutes(data)].map(withFields),
    ],
    clear: () => void Object.assign(data, googleData()),
  };
}

/** Of either token, and with it of the whole grant; asks for no client. */
const revoke: Route<GoogleAccount> = {
  method: 'POST',
  path: '/revoke',
  scopes: 'public',
  handle({ form, query, oauth }) {
    const found = oauth.find(form.get('token') ?? query.get('token') ?? '');
    const description = { error_description: 'Token expired or revoked' };
    if (!found) return json({ error: 'invalid_token', ...description }, 400);
    oauth.revokeGrant(found.grant);
    return json({});
  },
};

const userInfo = (path: string): Route<GoogleAccount> => ({
  method: 'GET',
  path,
  scopes: ['openid', longNames.email!, longNames.profile!],
  handle: ({ grant: { account, scopes } }) =>
    json({
      sub: account.id,
      ...(scopes.includes(longNames.profile!) && { name: account.name }),
      ...(scopes.includes(longNames.email!) && { email: account.email, email_verified: true }),
    }),
});

/** All of Google's APIs answer with no more than the query's `fields`. */
function withFields(route: Route<GoogleAccount>): Route<GoogleAccount> {
  return {
    ...route,
    async handle(call): Promise<Answer> {
      const answer = await route.handle(call);
      const fields = call.query.get('fields');
      if (!fields || fields === '*' || answer.status !== 200) return answer;
      return { ...answer, body: selectFields(answer.body, fields) };
    },
  };
}
