import { consent, type StandIn } from './standIn.ts';

/** The paths and the query that the provider's documentation gives. */
export interface Protocol {
  authorize: string;
  token: string;
  query: Record<string, string>;
}

export const redirectUri = 'http://127.0.0.1:9/connected';

/** An OAuth client as the documentation describes it, without any of the product's code. */
export function clientOf(standIn: StandIn<object>, protocol: Protocol) {
  const { clientId: client_id, clientSecret: client_secret } = standIn.app;

  function authorizeUrl(more: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id,
      redirect_uri: redirectUri,
      state: 'state-1',
      ...protocol.query,
      ...more,
    });
    return `${standIn.url}${protocol.authorize}?${query}`;
  }

  /** @returns the code of a consent */
  async function code(more: Record<string, string> = {}): Promise<string> {
    return new URL(await consent(authorizeUrl(more))).searchParams.get('code')!;
  }

  /** Posts a form with the app's secret. */
  async function post(path: string, form: Record<string, string>) {
    const body = new URLSearchParams({ client_id, client_secret, ...form });
    return read(await fetch(`${standIn.url}${path}`, { method: 'POST', body }));
  }

  const token = (form: Record<string, string>) => post(protocol.token, form);

  const exchange = (from: string, more: Record<string, string> = {}) =>
    token({ grant_type: 'authorization_code', code: from, redirect_uri: redirectUri, ...more });

  const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token });

  /** @returns what the token endpoint said to a consent */
  const connect = async (more: Record<string, string> = {}) =>
    (await exchange(await code(more))).body;

  /** A request with a token: JSON if there is a body. */
  function call(accessToken: string) {
    return async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${standIn.url}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          authorization: `Bearer ${accessToken}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return read(response);
    };
  }

  return { authorizeUrl, code, post, token, exchange, refresh, connect, call };
}

async function read(response: Response) {
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: each provider's own shape
  const body: any = /^\s*[[{]/.test(text) ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body };
}

export const hubSpotProtocol: Protocol = {
  authorize: '/oauth/authorize',
  token: '/oauth/2026-03/token',
  query: {
    scope: [
      'oauth',
      'crm.objects.contacts.read',
      'crm.objects.contacts.write',
      'crm.objects.deals.read',
      'crm.objects.deals.write',
      'crm.objects.owners.read',
    ].join(' '),
  },
};

export const slackProtocol: Protocol = {
  authorize: '/oauth/v2/authorize',
  token: '/api/oauth.v2.access',
  query: {
    scope: [
      'chat:write',
      'channels:read',
      'channels:history',
      'users:read',
      'users:read.email',
      'im:write',
    ].join(','),
  },
};

export const googleProtocol: Protocol = {
  authorize: '/o/oauth2/v2/auth',
  token: '/token',
  query: {
    response_type: 'code',
    access_type: 'offline',
    prompt: 'consent',
    scope: [
      'openid',
      'email',
      'https://www.googleapis.com/auth/spreadsheets',
      'https://www.googleapis.com/auth/drive.metadata.readonly',
    ].join(' '),
  },
};

export const salesforceProtocol: Protocol = {
  authorize: '/services/oauth2/authorize',
  token: '/services/oauth2/token',
  query: { response_type: 'code', scope: 'api id refresh_token' },
};
