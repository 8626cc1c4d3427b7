import { cutText } from '@echoai/contract/text';
import type { ActionInput } from '../action.ts';
import { type ProviderClient, ProviderError } from '../client.ts';
import { call } from './provider.ts';

/** Kind of the metadata by which our own messages are known again. */
const eventType = 'echoai_step';

export interface Posted {
  channel: string;
  /** Of the message: its id within the channel, and its time. */
  ts: string;
}

/**
 * Posts a message, in the thread of its conversation if it is to be in one. With `verifies`, a step
 * that is tried again looks first whether the message is there: it bears the step's id.
 */
export async function post(
  { client, effectId, attempt, startedAt, sessionId, memory }: Omit<ActionInput<unknown>, 'config'>,
  {
    to,
    text,
    buttons,
    inThread,
    verifies,
  }: {
    /** A channel's id, or a person's. */
    to: string;
    text: string;
    buttons: { actionId: string; label: string; value: string; style?: 'primary' | 'danger' }[];
    inThread: boolean;
    verifies: boolean;
  },
): Promise<Posted> {
  const channel = await channelOf(client, to);
  const threadKey = `thread ${channel} ${sessionId}`;
  const isInThread = inThread && sessionId !== null;
  const thread = isInThread ? await memory.get(threadKey) : null;
  if (verifies && attempt > 1) {
    const found = await findPosted(client, { channel, thread, effectId, startedAt });
    // A process that ended after it had posted did not get to remember the thread that it began.
    if (found && isInThread && !thread) await memory.keep(threadKey, found);
    if (found) return { channel, ts: found };
  }
  const escaped = escapeText(text);
  const { body } = await client.request({
    method: 'POST',
    path: '/chat.postMessage',
    json: {
      channel,
      text: escaped,
      ...(thread && { thread_ts: thread }),
      ...(buttons.length > 0 && { blocks: [section(escaped), actions(buttons)] }),
      metadata: { event_type: eventType, event_payload: { step: effectId } },
      unfurl_links: false,
      unfurl_media: false,
    },
  });
  const { ts } = body as { ts?: unknown };
  if (typeof ts !== 'string')
    throw new ProviderError('Slack did not say which message it posted.', {
      kind: 'unavailable',
      mayHaveHappened: true,
    });
  if (isInThread && !thread) await memory.keep(threadKey, ts);
  return { channel, ts };
}

/** A person is written to in the conversation that the app has with them. */
async function channelOf(client: ProviderClient, to: string): Promise<string> {
  if (!/^[UW]/.test(to)) return to;
  const { channel } = await call<{ channel: { id: string } }>(client, 'conversations.open', {
    users: to,
  });
  return channel.id;
}

/** Pages of a hundred messages that are read back at most. */
const mostPages = 10;

interface History {
  messages: { ts: string; metadata?: { event_payload?: { step?: string } } }[];
  response_metadata?: { next_cursor?: string };
}

/** In the thread; and in the channel, if it may have been before the thread, which another began meanwhile. */
async function findPosted(
  client: ProviderClient,
  { thread, ...what }: Sought & { thread: string | null },
): Promise<string | null> {
  if (thread) {
    const found = await findIn(client, 'conversations.replies', { ...what, more: { ts: thread } });
    if (found || Number(thread) < earliest(what.startedAt)) return found;
  }
  return findIn(client, 'conversations.history', what);
}

/** Seconds since 1970; clocks differ a little. */
const earliest = (startedAt: Date) => startedAt.getTime() / 1_000 - 60;

interface Sought {
  channel: string;
  effectId: string;
  startedAt: Date;
}

async function findIn(
  client: ProviderClient,
  method: string,
  { channel, effectId, startedAt, more }: Sought & { more?: Record<string, string> },
): Promise<string | null> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { messages, response_metadata } = await call<History>(client, method, {
      channel,
      ...more,
      oldest: String(earliest(startedAt)),
      include_all_metadata: 'true',
      limit: '100',
      ...(cursor && { cursor }),
    });
    const found = messages.find(({ metadata }) => metadata?.event_payload?.step === effectId);
    if (found) return found.ts;
    cursor = response_metadata?.next_cursor || undefined;
    if (!cursor) return null;
  }
  throw new ProviderError(
    'So much was said in the channel meanwhile that nobody can tell whether it was posted.',
    { kind: 'refused' },
  );
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What a visitor wrote must neither call a channel nor pose as a link. */
export const escapeText = (text: string) =>
  text.trim().replace(/[&<>]/g, (sign) => entities[sign]!);

/** Characters that Slack takes in one section. */
const mostOfSection = 3_000;

const section = (text: string) => ({
  type: 'section',
  text: { type: 'mrkdwn', text: cutText(text, mostOfSection) },
});

const actions = (buttons: Parameters<typeof post>[1]['buttons']) => ({
  type: 'actions',
  elements: buttons.map(({ actionId, label, value, style }) => ({
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text: cutText(label, 75) },
    value,
    ...(style && { style }),
  })),
});
