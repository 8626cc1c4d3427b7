import { createHmac } from 'node:crypto';
import { type Grant, unique } from './oauth.ts';
import { newSlackData, type SlackData, type SlackMessage, slackMethods } from './slack/methods.ts';
import { type App, json, type Provider, type Route, startStandIn } from './standIn.ts';

export interface SlackAccount {
  /** Of the workspace. */
  id: string;
  name: string;
  /** Of its address, such as acme.slack.com. */
  domain: string;
  appId: string;
  botId: string;
  botUserId: string;
  /** Who installs. */
  userId: string;
}

interface Signing {
  /** Milliseconds since 1970 that the signature claims. */
  at?: number;
  secret?: string;
  headers?: Record<string, string>;
}

/**
 * A stand-in for Slack: OAuth v2, messages, pickers, signed interactions and events.
 * With `oauth.rotates` tokens expire and come with a refresh token; at first they do neither.
 */
export async function startSlack(app: Partial<App> = {}) {
  const data = newSlackData();
  const standIn = await startStandIn<SlackAccount>({
    provider: slackProvider(data),
    app: { clientId: '1234.5678', signingSecret: 'signing-secret', ...app },
    account: {
      id: 'T0ACME',
      name: 'Acme',
      domain: 'acme',
      appId: 'A0ECHO',
      botId: 'B0ECHO',
      botUserId: 'U0ECHO',
      userId: 'U0ADA',
    },
  });

  function post(url: string, type: string, body: string, signing: Signing): Promise<Response> {
    const { at = Date.now(), secret = standIn.app.signingSecret!, headers } = signing;
    const timestamp = String(Math.floor(at / 1000));
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-signature': `v0=${signature}`,
        'x-slack-request-timestamp': timestamp,
        ...headers,
      },
      body,
    });
  }

  return Object.assign(standIn, {
    data,
    /**
     * Presses a button of a message, as `user`: posts the signed interaction to `url`.
     * @param value if it is not the button's own
     * @throws when no message has that button
     */
    click(
      { ts, actionId, value, user = 'U0ADA', url }: Click,
      signing: Signing = {},
    ): Promise<Response> {
      const message = data.messages.find((candidate) => candidate.ts === ts);
      const button = message && buttonOf(message, actionId);
      if (!button) throw new Error(`no message ${ts} with a button ${actionId}`);
      const key = unique();
      data.responseUrls.set(key, { ts, channel: message.channel, left: 5 });
      const payload = interaction({
        account: standIn.account,
        data,
        message,
        user,
        action: { ...button, ...(value !== undefined && { value }) },
        responseUrl: `${standIn.url}/actions/${standIn.account.id}/${key}`,
      });
      const form = new URLSearchParams({ payload: JSON.stringify(payload) });
      return post(url, 'application/x-www-form-urlencoded', form.toString(), signing);
    },
    /** Posts an event as Slack does; give `eventId` to send one again. */
    sendEvent(
      url: string,
      event: object,
      { eventId = `Ev${unique()}`, ...signing }: Signing & { eventId?: string } = {},
    ): Promise<Response> {
      const { id: team_id, appId: api_app_id, botUserId: user_id } = standIn.account;
      const body = {
        token: 'verification-token',
        team_id,
        api_app_id,
        event,
        type: 'event_callback',
        event_id: eventId,
        event_time: Math.floor((signing.at ?? Date.now()) / 1000),
        authorizations: [
          { enterprise_id: null, team_id, user_id, is_bot: true, is_enterprise_install: false },
        ],
        is_ext_shared_channel: false,
      };
      return post(url, 'application/json', JSON.stringify(body), signing);
    },
    /** Asks an address for its challenge, as when it is entered in the app's settings. */
    verifyUrl(url: string, challenge: string, signing: Signing = {}): Promise<Response> {
      const body = { token: 'verification-token', challenge, type: 'url_verification' };
      return post(url, 'application/json', JSON.stringify(body), signing);
    },
  });
}

export type SlackStandIn = Awaited<ReturnType<typeof startSlack>>;

interface Click {
  ts: string;
  actionId: string;
  value?: string;
  user?: string;
  url: string;
}

interface Button {
  type: string;
  action_id: string;
  block_id: string;
  text: object;
  value?: string;
}

function buttonOf({ blocks = [] }: SlackMessage, actionId: string): Button | null {
  for (const block of blocks) {
    const elements = block.type === 'actions' ? block.elements : [block.accessory];
    for (const element of elements ?? []) {
      if (element?.type !== 'button' || element.action_id !== actionId) continue;
      return { ...element, block_id: block.block_id };
    }
  }
  return null;
}

function interaction({
  account,
  data,
  message,
  user,
  action,
  responseUrl,
}: {
  account: SlackAccount;
  data: SlackData;
  message: SlackMessage;
  user: string;
  action: Button;
  responseUrl: string;
}): object {
  const { channel: channel_id, ...rest } = message;
  const name = data.users.find(({ id }) => id === user)?.name ?? 'someone';
  const channel = data.channels.find(({ id }) => id === channel_id);
  return {
    type: 'block_actions',
    user: { id: user, username: name, name, team_id: account.id },
    api_app_id: account.appId,
    token: 'verification-token',
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id,
      is_ephemeral: false,
      ...(message.thread_ts && { thread_ts: message.thread_ts }),
    },
    trigger_id: `${Date.now()}.${unique()}`,
    team: { id: account.id, domain: account.domain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel_id, name: channel?.name ?? 'directmessage' },
    message: rest,
    state: { values: {} },
    response_url: responseUrl,
    actions: [{ ...action, action_ts: (Date.now() / 1000).toFixed(6) }],
  };
}

const error = (name: string, more: object = {}) => json({ ok: false, error: name, ...more });

const tokenErrors = {
  client: 'bad_client_secret',
  grant_type: 'invalid_grant_type',
  code: 'invalid_code',
  redirect_uri: 'bad_redirect_uri',
  verifier: 'invalid_code',
  refresh_token: 'invalid_refresh_token',
};

const accessErrors = {
  missing: 'not_authed',
  unknown: 'invalid_auth',
  expired: 'token_expired',
  revoked: 'token_revoked',
};

function slackProvider(data: SlackData): Provider<SlackAccount> {
  return {
    name: 'Slack',
    authorize: { path: '/oauth/v2/authorize', required: ['scope'] },
    tokenPath: '/api/oauth.v2.access',
    defaultGrantType: 'authorization_code',
    scopeSeparator: ',',
    // With PKCE an app is a public client for good, which one with a secret must not become.
    pkce: false,
    rotates: false,
    expiresIn: null,
    repeatsRefreshToken: false,
    givesRefreshToken: (_, { rotates }) => rotates,
    newToken(kind, { rotates }) {
      if (kind === 'code') return `1234.5678.${unique()}`;
      if (kind === 'refresh') return `xoxe-1-${unique()}`;
      return `${rotates ? 'xoxe.xoxb-1' : 'xoxb'}-${unique()}`;
    },
    tokenAnswer({ grant: { account, scopes }, accessToken, refreshToken, expiresIn }) {
      const seconds = expiresIn ?? (refreshToken ? 43_200 : null);
      return {
        ok: true,
        app_id: account.appId,
        authed_user: { id: account.userId },
        scope: scopes.join(','),
        token_type: 'bot',
        access_token: accessToken,
        bot_user_id: account.botUserId,
        team: { id: account.id, name: account.name },
        enterprise: null,
        is_enterprise_install: false,
        ...(refreshToken && { refresh_token: refreshToken }),
        ...(seconds !== null && { expires_in: seconds }),
      };
    },
    tokenError: (problem) => error(tokenErrors[problem]),
    accessError: (problem) => error(accessErrors[problem]),
    missingScope: ([needed], { scopes }: Grant<SlackAccount>) =>
      error('missing_scope', { needed, provided: scopes.join(',') }),
    notFound: ({ path }) =>
      path.startsWith('/api/')
        ? error('unknown_method', { req_method: path.slice('/api/'.length) })
        : { status: 404, body: '<html><title>There’s been a glitch…</title></html>' },
    badJson: () => error('invalid_json'),
    tokenInBody: (form) => form.get('token'),
    headers: ({ scopes }) => ({ 'x-oauth-scopes': scopes.join(',') }),
    routes: [...slackMethods(data), responseUrl(data)],
    clear: () => void Object.assign(data, newSlackData()),
  };
}

/** What an interaction gives to answer to, five times. */
function responseUrl(data: SlackData): Route<SlackAccount> {
  return {
    method: 'POST',
    path: '/actions/{team}/{key}',
    scopes: 'public',
    handle({ params, json: body }) {
      const known = data.responseUrls.get(params[1]!);
      if (!known || known.left <= 0) return json({ ok: false, error: 'used_url' }, 404);
      known.left -= 1;
      const { replace_original, delete_original, response_type: _, ...content } = body ?? {};
      const original = data.messages.find(({ ts }) => ts === known.ts);
      if (delete_original) data.messages = data.messages.filter((message) => message !== original);
      else if (replace_original && original) Object.assign(original, { blocks: [], ...content });
      else data.post({ channel: known.channel, ...content });
      return { status: 200, body: 'ok' };
    },
  };
}
