import { unique } from '../oauth.ts';
import type { SlackAccount } from '../slack.ts';
import { type Answer, type Call, json, Refusal, type Route } from '../standIn.ts';

// biome-ignore lint/suspicious/noExplicitAny: blocks are whatever Block Kit allows
type Block = any;

export interface SlackMessage {
  type: 'message';
  channel: string;
  /** Seconds since 1970 and six digits: the message's id in its channel. */
  ts: string;
  thread_ts?: string;
  user?: string;
  bot_id?: string;
  app_id?: string;
  team?: string;
  text: string;
  blocks?: Block[];
  metadata?: { event_type: string; event_payload: object };
  edited?: { user: string; ts: string };
}

export interface SlackData {
  channels: {
    id: string;
    name: string;
    is_private: boolean;
    is_archived: boolean;
    /** Whether the bot is in it. */
    is_member: boolean;
  }[];
  users: { id: string; name: string; real_name: string; email: string; deleted: boolean }[];
  /** Of all channels, oldest first. */
  messages: SlackMessage[];
  /** Direct messages: user by channel. */
  directs: Map<string, string>;
  responseUrls: Map<string, { ts: string; channel: string; left: number }>;
  /** By method; more requests than `max` in the interval are answered with 429. */
  limits: Record<string, { max: number; intervalMilliseconds: number }>;
  asked: Record<string, number[]>;
  lastTs: number;
  /** Puts a message into a channel, as someone there does. */
  post(message: Pick<SlackMessage, 'channel' | 'text'> & Partial<SlackMessage>): SlackMessage;
}

/** A workspace with a few channels and people. */
export function newSlackData(): SlackData {
  const channel = (id: string, name: string, more: object = {}) => ({
    ...{ id, name, is_private: false, is_archived: false, is_member: true },
    ...more,
  });
  const person = (id: string, name: string, real_name: string) => ({
    ...{ id, name, real_name, email: `${name}@acme.example`, deleted: false },
  });
  return {
    channels: [
      channel('C0GENERAL', 'general'),
      channel('C0SUPPORT', 'support'),
      channel('C0RANDOM', 'random', { is_member: false }),
      channel('C0OLD', 'old', { is_archived: true }),
      channel('C0SECRET', 'secret', { is_private: true }),
    ],
    users: [person('U0ADA', 'ada', 'Ada Byron'), person('U0BEN', 'ben', 'Ben Okafor')],
    messages: [],
    directs: new Map(),
    responseUrls: new Map(),
    limits: {},
    asked: {},
    lastTs: 0,
    post(message) {
      // Of two in the same microsecond, the second is a later one.
      this.lastTs = Math.max(this.lastTs + 1, Date.now() * 1000);
      const digits = String(this.lastTs);
      const ts = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
      const blocks = message.blocks?.map((block) => ({ block_id: unique().slice(0, 5), ...block }));
      const posted = { type: 'message' as const, ts, ...message, ...(blocks && { blocks }) };
      this.messages.push(posted);
      return posted;
    },
  };
}

type Args = Record<string, string | undefined>;
// biome-ignore lint/suspicious/noExplicitAny: JSON arguments are checked where they are used
type JsonArgs = Record<string, any>;
type SlackCall = Call<SlackAccount>;

const ok = (body: object = {}): Answer => json({ ok: true, ...body });
const refuse = (error: string, more: object = {}) =>
  new Refusal(json({ ok: false, error, ...more }));

/** The methods of the Web API, each by GET and POST. */
export function slackMethods(data: SlackData): Route<SlackAccount>[] {
  const method = (
    name: string,
    scopes: string[] | undefined,
    handle: (args: JsonArgs, call: SlackCall) => Answer,
    { takesJson = false } = {},
  ): Route<SlackAccount>[] => {
    const limited = (call: SlackCall) => {
      const refused = limitOf(data, name);
      return refused ?? handle(argumentsOf(call, takesJson), call);
    };
    const route = { path: `/api/${name}`, handle: limited, ...(scopes && { scopes }) };
    return [
      { method: 'GET', ...route },
      { method: 'POST', ...route },
    ];
  };
  const takesJson = { takesJson: true };

  return [
    ...method('auth.test', undefined, (_, { grant: { account } }) =>
      ok({
        url: `https://${account.domain}.slack.com/`,
        team: account.name,
        user: 'echoai',
        team_id: account.id,
        user_id: account.botUserId,
        bot_id: account.botId,
        is_enterprise_install: false,
      }),
    ),
    ...method('auth.revoke', undefined, ({ test }, { grant, oauth }) => {
      if (isTrue(test)) return ok({ revoked: false });
      oauth.revokeGrant(grant);
      return ok({ revoked: true });
    }),
    ...method('conversations.list', ['channels:read', 'groups:read'], (args, call) =>
      listChannels(data, args, call),
    ),
    ...method('users.list', ['users:read'], (args, { grant }) => {
      const { page, response_metadata } = paged(data.users, args);
      const members = page.map((user) => shownUser(user, grant));
      return ok({ members, cache_ts: Math.floor(Date.now() / 1000), response_metadata });
    }),
    ...method('users.lookupByEmail', ['users:read.email'], ({ email }, { grant }) => {
      const user = data.users.find(
        (one) => !one.deleted && one.email === String(email ?? '').toLowerCase(),
      );
      if (!user) throw refuse('users_not_found');
      return ok({ user: shownUser(user, grant) });
    }),
    ...method(
      'conversations.open',
      ['im:write'],
      ({ users }) => {
        if (!users) throw refuse('users_list_not_supplied');
        return ok({ channel: { id: directWith(data, String(users)) } });
      },
      takesJson,
    ),
    ...method(
      'chat.postMessage',
      ['chat:write'],
      (args, call) => post(data, args, call),
      takesJson,
    ),
    ...method('chat.update', ['chat:write'], (args, call) => update(data, args, call), takesJson),
    ...method('conversations.history', undefined, (args, call) => {
      const channel = readable(data, args, call);
      const { oldest = '0', latest = '9', inclusive } = args;
      const within = ({ ts }: SlackMessage) =>
        isTrue(inclusive) ? ts >= oldest && ts <= latest : ts > oldest && ts < latest;
      const all = data.messages
        .filter((message) => message.channel === channel && within(message))
        .filter(({ thread_ts, ts }) => !thread_ts || thread_ts === ts)
        .toReversed();
      return ok(history(all, args));
    }),
    ...method('conversations.replies', undefined, (args, call) => {
      const channel = readable(data, args, call);
      const all = data.messages.filter(
        (message) =>
          message.channel === channel && (message.ts === args.ts || message.thread_ts === args.ts),
      );
      if (all.length === 0) throw refuse('thread_not_found');
      return ok(history(all, args));
    }),
  ];
}

function limitOf(data: SlackData, method: string): Answer | null {
  const limit = data.limits[method];
  if (!limit) return null;
  const since = Date.now() - limit.intervalMilliseconds;
  const recent = (data.asked[method] ?? []).filter((at) => at > since);
  data.asked[method] = recent;
  if (recent.length < limit.max) {
    recent.push(Date.now());
    return null;
  }
  const seconds = Math.ceil((recent[0]! - since) / 1000);
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { ok: false, error: 'ratelimited' },
  };
}

/** Methods that read take a query or a form, and overlook JSON, as Slack's do. */
function argumentsOf({ query, form, json: body }: SlackCall, takesJson: boolean): JsonArgs {
  const args: Args = { ...Object.fromEntries(query), ...Object.fromEntries(form) };
  if (takesJson && body) return { ...args, ...body };
  return takesJson ? { ...args, ...parsed(args) } : args;
}

/** What is JSON within a form. */
function parsed(args: Args): JsonArgs {
  const names = ['blocks', 'metadata'].filter((name) => args[name]);
  try {
    return Object.fromEntries(names.map((name) => [name, JSON.parse(args[name]!)]));
  } catch {
    throw refuse('invalid_arguments');
  }
}

const isTrue = (value: unknown) => value === true || value === 'true' || value === '1';

function paged<Item>(all: Item[], { cursor, limit }: JsonArgs, most = 100) {
  const from = cursor ? Number(Buffer.from(cursor, 'base64').toString()) : 0;
  if (!Number.isInteger(from)) throw refuse('invalid_cursor');
  const to = from + Math.min(Number(limit ?? most) || most, 1000);
  const next_cursor = to < all.length ? Buffer.from(String(to)).toString('base64') : '';
  return { page: all.slice(from, to), response_metadata: { next_cursor } };
}

function listChannels(data: SlackData, args: JsonArgs, { grant }: SlackCall): Answer {
  const types = String(args.types ?? 'public_channel').split(',');
  const scopes = { public_channel: 'channels:read', private_channel: 'groups:read' };
  for (const type of types) {
    const needed = scopes[type as keyof typeof scopes];
    if (!needed) throw refuse('invalid_types');
    requireScope(grant, needed);
  }
  const all = data.channels
    .filter(({ is_private }) => types.includes(is_private ? 'private_channel' : 'public_channel'))
    .filter(({ is_private, is_member }) => !is_private || is_member)
    .filter(({ is_archived }) => !is_archived || !isTrue(args.exclude_archived));
  const { page, response_metadata } = paged(all, args);
  const channels = page.map((channel) => ({
    ...channel,
    is_channel: !channel.is_private,
    is_group: channel.is_private,
    is_im: false,
    is_mpim: false,
    is_general: channel.name === 'general',
    num_members: 2,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  }));
  return ok({ channels, response_metadata });
}

function requireScope({ scopes }: SlackCall['grant'], needed: string): void {
  if (!scopes.includes(needed)) {
    throw refuse('missing_scope', { needed, provided: scopes.join(',') });
  }
}

/** The address is shown to those only who may read it. */
function shownUser(user: SlackData['users'][number], { account, scopes }: SlackCall['grant']) {
  const { email, ...rest } = user;
  const { real_name, name: display_name } = user;
  const seen = scopes.includes('users:read.email') && { email };
  const profile = { real_name, display_name, ...seen, team: account.id };
  return { ...rest, team_id: account.id, is_bot: false, profile };
}

function directWith(data: SlackData, user: string): string {
  if (!data.users.some(({ id }) => id === user)) throw refuse('user_not_found');
  const known = [...data.directs].find(([, with_]) => with_ === user);
  if (known) return known[0];
  const id = `D${user.slice(1)}`;
  data.directs.set(id, user);
  return id;
}

/** The channel that a message may go to: by its id, its name, or a person's id. */
function writable(data: SlackData, asked: unknown, scopes: string[]): string {
  const said = String(asked ?? '').replace(/^#/, '');
  if (data.directs.has(said)) return said;
  if (data.users.some(({ id }) => id === said)) return directWith(data, said);
  const channel = data.channels.find(({ id, name }) => id === said || name === said);
  if (!channel || (channel.is_private && !channel.is_member)) throw refuse('channel_not_found');
  if (channel.is_archived) throw refuse('is_archived');
  if (!channel.is_member && !scopes.includes('chat:write.public')) throw refuse('not_in_channel');
  return channel.id;
}

function readable(data: SlackData, { channel: asked }: JsonArgs, { grant }: SlackCall): string {
  if (data.directs.has(asked)) {
    requireScope(grant, 'im:history');
    return asked;
  }
  const channel = data.channels.find(({ id }) => id === asked);
  if (!channel) throw refuse('channel_not_found');
  requireScope(grant, channel.is_private ? 'groups:history' : 'channels:history');
  if (!channel.is_member) throw refuse('not_in_channel');
  return channel.id;
}

/** Checks what a message says, and keeps what is stored of it. */
function contentOf({ text, blocks, metadata }: JsonArgs) {
  if (blocks !== undefined && (!Array.isArray(blocks) || blocks.length > 50)) {
    throw refuse('invalid_blocks');
  }
  if (!text && !blocks?.length) throw refuse('no_text');
  if (String(text ?? '').length > 40_000) throw refuse('msg_too_long');
  if (metadata !== undefined && (!metadata?.event_type || !metadata.event_payload)) {
    throw refuse('invalid_metadata_format');
  }
  return { text: String(text ?? ''), ...(blocks && { blocks }), ...(metadata && { metadata }) };
}

function post(data: SlackData, args: JsonArgs, { grant }: SlackCall): Answer {
  const channel = writable(data, args.channel, grant.scopes);
  const content = contentOf(args);
  const { thread_ts } = args;
  const inThread = (message: SlackMessage) =>
    message.channel === channel && message.ts === thread_ts;
  if (thread_ts && !data.messages.some(inThread)) throw refuse('thread_not_found');
  const { botUserId: user, botId: bot_id, appId: app_id, id: team } = grant.account;
  const own = { user, bot_id, app_id, team };
  const message = data.post({ channel, ...own, ...content, ...(thread_ts && { thread_ts }) });
  return ok({ channel, ts: message.ts, message: shown(message, true) });
}

function update(data: SlackData, args: JsonArgs, { grant }: SlackCall): Answer {
  const channel = writable(data, args.channel, grant.scopes);
  const message = data.messages.find((one) => one.channel === channel && one.ts === args.ts);
  if (!message) throw refuse('message_not_found');
  if (message.user !== grant.account.botUserId) throw refuse('cant_update_message');
  Object.assign(message, contentOf(args), { edited: { user: message.user, ts: message.ts } });
  return ok({ channel, ts: message.ts, text: message.text, message: shown(message, true) });
}

function history(all: SlackMessage[], args: JsonArgs) {
  const { page, response_metadata } = paged(all, args);
  const has_more = response_metadata.next_cursor !== '';
  const messages = page.map((message) => shown(message, isTrue(args.include_all_metadata)));
  return { messages, has_more, ...(has_more && { response_metadata }) };
}

function shown({ channel: _, metadata, ...message }: SlackMessage, withMetadata: boolean) {
  return { ...message, ...(withMetadata && metadata && { metadata }) };
}
