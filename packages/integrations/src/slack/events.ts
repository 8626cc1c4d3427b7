import { parseJson } from '@echoai/contract/json';
import { hmac, isRecent, isSame, type ProviderEvent, type ProviderEvents } from '../events.ts';

/** Buttons of ours, by what they do. */
export const actionIds = {
  approve: 'echoai_approve',
  decline: 'echoai_decline',
  /** Followed by a number, since ids differ within a message. */
  button: 'echoai_button',
};

interface Interaction {
  type?: string;
  team?: { id?: string };
  user?: { id?: string; name?: string; username?: string };
  channel?: { id?: string; name?: string };
  message?: { ts?: string; text?: string };
  response_url?: string;
  trigger_id?: string;
  actions?: { action_id?: string; value?: string; action_ts?: string }[];
}

interface Callback {
  type?: string;
  challenge?: string;
  team_id?: string;
  event_id?: string;
  event?: {
    type?: string;
    subtype?: string;
    bot_id?: string;
    text?: string;
    user?: string;
    channel?: string;
    ts?: string;
    thread_ts?: string;
    reaction?: string;
    item?: { channel?: string; ts?: string };
  };
}

/** Slack's requests: interactions as forms, events as JSON (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export const events: ProviderEvents = {
  async verify({ headers, body, now }, { signingSecret }) {
    const timestamp = headers['x-slack-request-timestamp'] ?? '';
    const given = headers['x-slack-signature'] ?? '';
    if (!signingSecret || !isRecent(Number(timestamp) * 1_000, now)) return false;
    const bytes = await hmac(signingSecret, `v0:${timestamp}:${body}`);
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return isSame(given, `v0=${hex}`);
  },
  read({ headers, body }) {
    if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
      const payload = new URLSearchParams(body).get('payload') ?? '{}';
      return { events: readInteraction(parseJson(payload) as Interaction) };
    }
    const callback = parseJson(body) as Callback;
    if (callback.type === 'url_verification')
      return { events: [], reply: JSON.stringify({ challenge: callback.challenge }) };
    return { events: readCallback(callback) };
  },
};

function readInteraction(interaction: Interaction): ProviderEvent[] {
  const { team, user, channel, message, actions = [], response_url: url } = interaction;
  if (interaction.type !== 'block_actions' || !team?.id) return [];
  const who = user?.username ?? user?.name ?? 'somebody';
  const original = message?.text ?? '';
  return actions.flatMap(({ action_id = '', value = '', action_ts = '' }): ProviderEvent[] => {
    const accountId = team.id!;
    if (action_id === actionIds.approve || action_id === actionIds.decline) {
      const decision = action_id === actionIds.approve ? 'approved' : 'declined';
      const said = decision === 'approved' ? 'Approved' : 'Declined';
      const respond = url
        ? {
            url,
            counts: { replace_original: true, text: `${original}\n${said} by <@${user?.id}>.` },
            late: {
              replace_original: false,
              text: 'This is decided already, or nobody waits for it.',
            },
          }
        : null;
      const decidedBy = `${who} in Slack`;
      return [{ type: 'decision', accountId, effectId: value, decision, decidedBy, respond }];
    }
    if (!action_id.startsWith(actionIds.button)) return [];
    return [
      {
        type: 'trigger',
        kind: 'slack_interaction',
        id: `${channel?.id} ${message?.ts} ${action_id} ${action_ts} ${user?.id}`,
        accountId,
        event: {
          button: value,
          user: user?.id ?? '',
          userName: who,
          channel: channel?.id ?? '',
          messageTs: message?.ts ?? '',
          messageText: original,
        },
      },
    ];
  });
}

function readCallback({ type, team_id, event_id, event }: Callback): ProviderEvent[] {
  if (type !== 'event_callback' || !team_id || !event_id || !event?.type) return [];
  // What a bot says, ours among them, would lead in a circle; edits and joins are no news.
  if (event.bot_id || event.subtype) return [];
  return [
    {
      type: 'trigger',
      kind: 'slack_event',
      id: event_id,
      accountId: team_id,
      event: {
        type: event.type,
        text: event.text ?? '',
        user: event.user ?? '',
        channel: event.channel ?? event.item?.channel ?? '',
        ts: event.ts ?? event.item?.ts ?? '',
        threadTs: event.thread_ts ?? null,
        reaction: event.reaction ?? null,
      },
    },
  ];
}
