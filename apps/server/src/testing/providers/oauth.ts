import { createHash, randomUUID } from 'node:crypto';
import type { Answer, App, Call, Provider } from './standIn.ts';

/** What one consent gave: its account is the one that was signed in then. */
export interface Grant<Account> {
  account: Account;
  scopes: string[];
  /** The query of the authorize page. */
  asked: URLSearchParams;
}

interface AccessToken<Account> {
  grant: Grant<Account>;
  /** Milliseconds since 1970; null: never. */
  expiresAt: number | null;
  dead: null | 'expired' | 'revoked';
}

interface Code<Account> {
  grant: Grant<Account>;
  clientId: string;
  redirectUri: string;
  challenge: string | null;
  used: boolean;
}

export type TokenProblem =
  | 'client'
  | 'grant_type'
  | 'code'
  | 'redirect_uri'
  | 'verifier'
  | 'refresh_token';
export type AccessProblem = 'missing' | 'unknown' | 'expired' | 'revoked';

export interface Issued<Account> {
  grant: Grant<Account>;
  accessToken: string;
  /** Null where none goes out. */
  refreshToken: string | null;
  /** Seconds; null where the provider says none. */
  expiresIn: number | null;
}

export interface OAuthControl {
  /** A refresh answers with a new refresh token, and the old one dies. */
  rotates: boolean;
  /** Seconds; null where the provider says none. */
  expiresIn: number | null;
  /** Refuses all access tokens from now on; refresh tokens live. */
  expireAccessTokens(): void;
  /** Takes all grants back: access tokens are refused, and so is a refresh. */
  revokeAll(): void;
  /** How many token requests of grant refresh_token came. */
  refreshes: number;
  /** Milliseconds until a refresh is answered; the old token dies before. */
  refreshDelayMs: number;
}

export type OAuth<Account extends object> = ReturnType<typeof createOAuth<Account>>;

/** The authorization server of a stand-in: consent, codes, tokens, refresh and revocation. */
export function createOAuth<Account extends object>(
  provider: Provider<Account>,
  app: App,
  account: () => Account,
) {
  const codes = new Map<string, Code<Account>>();
  const accessTokens = new Map<string, AccessToken<Account>>();
  const refreshTokens = new Map<string, { grant: Grant<Account>; dead: boolean }>();

  const control: OAuthControl = {
    rotates: provider.rotates,
    expiresIn: provider.expiresIn,
    refreshes: 0,
    refreshDelayMs: 0,
    expireAccessTokens() {
      for (const token of accessTokens.values()) token.dead ??= 'expired';
    },
    revokeAll() {
      for (const { grant } of accessTokens.values()) revokeGrant(grant);
      for (const { grant } of refreshTokens.values()) revokeGrant(grant);
    },
  };

  function revokeGrant(grant: Grant<Account>): void {
    for (const token of accessTokens.values()) if (token.grant === grant) token.dead = 'revoked';
    for (const token of refreshTokens.values()) if (token.grant === grant) token.dead = true;
  }

  function authorizePage(asked: URLSearchParams): Answer {
    const problem = problemOfAuthorize(asked);
    if (problem) return html(400, provider.name, `<h1>${escapeHtml(problem)}</h1>`);
    const scopes = scopesOf(asked).map((scope) => `<li>${escapeHtml(scope)}</li>`);
    return html(
      200,
      provider.name,
      `<h1>${escapeHtml(app.name)} wants to use your ${provider.name} account</h1>
<ul>${scopes.join('')}</ul>
<form method="post" action="${escapeHtml(provider.authorize.path)}">
<input type="hidden" name="request" value="${escapeHtml(asked.toString())}">
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`,
    );
  }

  function problemOfAuthorize(asked: URLSearchParams): string | null {
    const redirectUri = asked.get('redirect_uri');
    if (asked.get('client_id') !== app.clientId) return 'invalid_client_id';
    if (!redirectUri || !URL.canParse(redirectUri)) return 'bad_redirect_uri';
    if (app.redirectUris && !app.redirectUris.has(redirectUri)) return 'redirect_uri_mismatch';
    const missing = provider.authorize.required.find((name) => !asked.get(name));
    if (missing) return `missing ${missing}`;
    if (asked.has('response_type') && asked.get('response_type') !== 'code') {
      return 'unsupported_response_type';
    }
    if (!asked.has('code_challenge')) return null;
    if (!provider.pkce) return 'code_challenge is not for this app';
    return asked.get('code_challenge_method') === 'S256' ? null : 'invalid code_challenge_method';
  }

  const scopesOf = (asked: URLSearchParams) =>
    ['scope', 'optional_scope']
      .flatMap((name) => (asked.get(name) ?? '').split(provider.scopeSeparator))
      .filter(Boolean);

  /** The answer to the consent page's form. */
  function decide(form: URLSearchParams): Answer {
    const asked = new URLSearchParams(form.get('request') ?? '');
    if (problemOfAuthorize(asked)) return authorizePage(asked);
    const location = new URL(asked.get('redirect_uri')!);
    if (form.get('decision') === 'allow') location.searchParams.set('code', newCode(asked));
    else location.searchParams.set('error', 'access_denied');
    if (asked.has('state')) location.searchParams.set('state', asked.get('state')!);
    return { status: 302, headers: { location: location.href } };
  }

  function newCode(asked: URLSearchParams): string {
    const code = provider.newToken('code', control);
    codes.set(code, {
      grant: {
        account: structuredClone(account()),
        scopes: provider.granted?.(scopesOf(asked)) ?? scopesOf(asked),
        asked,
      },
      clientId: app.clientId,
      redirectUri: asked.get('redirect_uri')!,
      challenge: asked.get('code_challenge'),
      used: false,
    });
    return code;
  }

  async function tokenRequest(call: Call<Account>): Promise<Answer> {
    const { form } = call;
    const grantType = form.get('grant_type') ?? provider.defaultGrantType ?? null;
    if (grantType === 'refresh_token') control.refreshes += 1;
    if (!isClient(call)) return provider.tokenError('client');
    if (grantType === 'authorization_code') return exchange(form);
    if (grantType === 'refresh_token') return refresh(form);
    return provider.tokenError('grant_type');
  }

  /** The secret counts in the form only. */
  const isClient = ({ form, headers }: Call<Account>) =>
    !headers.authorization?.startsWith('Basic ') &&
    form.get('client_id') === app.clientId &&
    form.get('client_secret') === app.clientSecret;

  function exchange(form: URLSearchParams): Answer {
    const code = codes.get(form.get('code') ?? '');
    if (!code || code.clientId !== app.clientId) return provider.tokenError('code');
    if (code.used) {
      revokeGrant(code.grant);
      return provider.tokenError('code');
    }
    code.used = true;
    if (form.get('redirect_uri') !== code.redirectUri) return provider.tokenError('redirect_uri');
    if (code.challenge && challengeOf(form.get('code_verifier')) !== code.challenge) {
      return provider.tokenError('verifier');
    }
    const refreshToken = provider.givesRefreshToken(code.grant, control)
      ? newRefreshToken(code.grant)
      : null;
    return issue(code.grant, refreshToken);
  }

  async function refresh(form: URLSearchParams): Promise<Answer> {
    const asked = form.get('refresh_token') ?? '';
    const known = refreshTokens.get(asked);
    if (!known || known.dead) {
      await delay(control.refreshDelayMs);
      return provider.tokenError('refresh_token');
    }
    if (control.rotates) known.dead = true;
    const unchanged = provider.repeatsRefreshToken ? asked : null;
    const answer = issue(known.grant, control.rotates ? newRefreshToken(known.grant) : unchanged);
    await delay(control.refreshDelayMs);
    return answer;
  }

  function issue(grant: Grant<Account>, refreshToken: string | null): Answer {
    const accessToken = provider.newToken('access', control);
    const { expiresIn } = control;
    const expiresAt = expiresIn === null ? null : Date.now() + expiresIn * 1000;
    accessTokens.set(accessToken, { grant, expiresAt, dead: null });
    const body = provider.tokenAnswer({ grant, accessToken, refreshToken, expiresIn });
    return { status: 200, headers: { 'cache-control': 'no-store' }, body };
  }

  function newRefreshToken(grant: Grant<Account>): string {
    const token = provider.newToken('refresh', control);
    refreshTokens.set(token, { grant, dead: false });
    return token;
  }

  function problemOf(token: AccessToken<Account> | undefined): AccessProblem | null {
    if (!token) return 'unknown';
    if (token.dead) return token.dead;
    return token.expiresAt !== null && token.expiresAt <= Date.now() ? 'expired' : null;
  }

  return {
    control,
    authorizePage,
    decide,
    tokenRequest,
    isClient,
    revokeGrant,
    /** @returns the grant of an access token, or why it is refused */
    access(token: string | null): Grant<Account> | AccessProblem {
      if (!token) return 'missing';
      const known = accessTokens.get(token);
      return problemOf(known) ?? known!.grant;
    },
    /** A live token of either kind, or null; `expiresIn` in seconds. */
    find(token: string) {
      const access = accessTokens.get(token);
      if (access && !problemOf(access)) {
        const left = access.expiresAt === null ? null : (access.expiresAt - Date.now()) / 1000;
        return { kind: 'access' as const, grant: access.grant, expiresIn: left && Math.ceil(left) };
      }
      const refresh = refreshTokens.get(token);
      if (!refresh || refresh.dead) return null;
      return { kind: 'refresh' as const, grant: refresh.grant, expiresIn: null };
    },
    /** Revokes this token alone. */
    revokeToken(token: string): void {
      const access = accessTokens.get(token);
      if (access) access.dead = 'revoked';
      const refresh = refreshTokens.get(token);
      if (refresh) refresh.dead = true;
    },
  };
}

const challengeOf = (verifier: string | null) =>
  createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');

export const delay = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    if (milliseconds > 0) setTimeout(resolve, milliseconds);
    else resolve();
  });

/** Letters and digits that no one else has. */
export const unique = () => randomUUID().replaceAll('-', '');

function html(status: number, title: string, body: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><head><title>${title} (stand-in)</title></head><body>${body}</body></html>`,
  };
}

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
