import type { ProviderClient } from '../client.ts';
import { matching } from '../matching.ts';
import type { Fault, Option, OptionPage, Provider } from '../provider.ts';
import { events } from './events.ts';

/**
 * Slack by its Web API (https://docs.slack.dev/reference/methods). No PKCE: an app that uses it counts
 * as a public client for ever after.
 */
export const provider: Provider = {
  id: 'slack',
  title: 'Slack',
  icon: 'hash',
  description: 'Tell your team what matters, ask for approval, and act on what is said there.',
  scopes: [
    { name: 'chat:write', why: 'post messages' },
    { name: 'chat:write.public', why: 'post to public channels without being invited' },
    { name: 'channels:read', why: 'offer your public channels' },
    { name: 'groups:read', why: 'offer the private channels that it is in' },
    { name: 'channels:history', why: 'see whether a message is there already' },
    { name: 'groups:history', why: 'see the same in private channels' },
    { name: 'im:history', why: 'see the same in direct messages' },
    { name: 'im:write', why: 'write to people directly' },
    { name: 'users:read', why: 'offer your colleagues' },
    { name: 'users:read.email', why: 'find a colleague by e-mail address' },
    { name: 'app_mentions:read', why: 'act when it is mentioned' },
  ],
  oauth: {
    authorizeUrl: 'https://slack.com/oauth/v2/authorize',
    tokenUrl: 'https://slack.com/api/oauth.v2.access',
    revokeUrl: null,
    scopeSeparator: ',',
    usesPkce: false,
    assumedSeconds: 43_200,
    tokenType: 'bot',
    tellsScopes: true,
  },
  apiUrl: 'https://slack.com/api',
  // Where it is told what came of a button.
  otherUrls: ['https://hooks.slack.com'],
  // Most methods allow 50 a minute, and one message a second in a channel.
  limit: { requests: 60, seconds: 60, burst: 15 },
  setUp: {
    url: 'https://api.slack.com/apps',
    steps: [
      'Create an app **from scratch** for your workspace.',
      'Under **OAuth & Permissions**, add this redirect URL: {redirectUri}',
      'There, add these bot token scopes: {scopes}',
      'Under **Interactivity & Shortcuts**, switch it on with this request URL: {eventsUrl} If Slack must reach it, EchoAI has to be on the internet; without this, buttons do nothing.',
      'To start automations by what happens in Slack: enter the client ID and secrets below first, then give the same URL under **Event Subscriptions**, and subscribe to `app_mention`, `message.channels` or `reaction_added`.',
      'Copy **Client ID**, **Client Secret** and **Signing Secret** from **Basic Information**.',
    ],
    hasSigningSecret: true,
  },
  async readAccount({ client }) {
    const { team_id, team } = await call<{ team_id: string; team: string }>(client, 'auth.test');
    return { id: team_id, name: team };
  },
  async probe(client) {
    await call(client, 'auth.test');
  },
  async revoke(client) {
    await client.request({ method: 'POST', path: '/auth.revoke', form: {} });
  },
  faultOf,
  events,
  options: { destinations: listDestinations },
};

/** A method that only reads; such take forms, and no JSON. */
export async function call<Answer>(
  client: ProviderClient,
  method: string,
  form: Record<string, string> = {},
): Promise<Answer> {
  const path = `/${method}`;
  const { body } = await client.request({ method: 'POST', path, form, isRead: true });
  return body as Answer;
}

/** Slack says with status 200 what is wrong (https://docs.slack.dev/reference/methods/chat.postMessage#errors). */
function faultOf({ status, body }: { status: number; body: unknown }): Fault | undefined {
  if (status !== 200) return undefined;
  const { ok, error = 'no reason given' } = (body ?? {}) as { ok?: boolean; error?: string };
  if (ok === true) return undefined;
  const fault = faults[error];
  if (fault) return { message: `Slack says: ${error}.`, ...fault };
  return { kind: 'refused', message: `Slack refused it: ${error}.` };
}

const inaccessible = 'Invite the app to the channel, or choose another one.';

const faults: Record<string, Omit<Fault, 'message'> & { message?: string }> = {
  token_expired: { kind: 'expired' },
  invalid_auth: { kind: 'expired' },
  not_authed: { kind: 'expired' },
  token_revoked: { kind: 'needs-you', message: 'The app was removed from the Slack workspace.' },
  account_inactive: { kind: 'needs-you', message: 'The app was removed from the Slack workspace.' },
  missing_scope: {
    kind: 'needs-you',
    message: 'The app lacks a right in Slack. Add the scopes of its set-up, and connect again.',
  },
  ratelimited: { kind: 'rate-limited' },
  channel_not_found: {
    kind: 'refused',
    message: `The channel is not there, or the app does not see it. ${inaccessible}`,
  },
  not_in_channel: { kind: 'refused', message: `The app is not in the channel. ${inaccessible}` },
  is_archived: { kind: 'refused', message: 'The channel is archived. Choose another one.' },
  internal_error: { kind: 'unavailable', mayHaveHappened: true },
  fatal_error: { kind: 'unavailable', mayHaveHappened: true },
  request_timeout: { kind: 'unavailable', mayHaveHappened: true },
  service_unavailable: { kind: 'unavailable' },
};

interface Listed {
  channels?: { id: string; name: string; is_private?: boolean }[];
  members?: {
    id: string;
    name: string;
    deleted?: boolean;
    is_bot?: boolean;
    profile?: { real_name?: string; email?: string };
  }[];
  response_metadata?: { next_cursor?: string };
}

/** Channels, and after the last of them people. The cursor's first letter tells which. */
async function listDestinations(
  client: ProviderClient,
  { search, cursor }: { search: string; cursor: string | null },
): Promise<OptionPage> {
  const kind = cursor?.[0] ?? 'c';
  const form = { limit: '200', ...(cursor && cursor.length > 1 && { cursor: cursor.slice(1) }) };
  const answer =
    kind === 'c'
      ? await call<Listed>(client, 'conversations.list', {
          ...form,
          exclude_archived: 'true',
          types: 'public_channel,private_channel',
        })
      : await call<Listed>(client, 'users.list', form);
  const channels: Option[] = (answer.channels ?? []).map(({ id, name, is_private }) => ({
    value: id,
    label: `#${name}`,
    ...(is_private && { description: 'private' }),
  }));
  const people: Option[] = (answer.members ?? [])
    .filter(({ deleted, is_bot, id }) => !deleted && !is_bot && id !== 'USLACKBOT')
    .map(({ id, name, profile }) => ({
      value: id,
      label: profile?.real_name || name,
      description: profile?.email ?? `@${name}`,
    }));
  const next = answer.response_metadata?.next_cursor;
  return {
    ...matching([...channels, ...people], search),
    nextCursor: next ? kind + next : kind === 'c' ? 'u' : null,
  };
}
