import { splitText } from '@echoai/automation/splitText';
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

type Button = { actionId: string; label: string; value: string; style?: 'primary' | 'danger' };

/**
 * Posts a message, in the thread of its conversation if it is to be in one; a long text in several
 * messages, in their order, of which the last has the buttons. With `verifies`, a step that is tried
 * again looks first which of them are there: each has the step's id.
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
    buttons: Button[];
    inThread: boolean;
    verifies: boolean;
  },
): Promise<Posted> {
  const channel = await channelOf(client, to);
  const threadKey = `thread ${channel} ${sessionId}`;
  const isInThread = inThread && sessionId !== null;
  let thread = isInThread ? await memory.get(threadKey) : null;
  let mayBeThere = verifies && attempt > 1;
  const posted: string[] = [];
  const messages = messagesOf(text, buttons);
  for (const [place, content] of messages.entries()) {
    const step = place === 0 ? effectId : `${effectId} ${place + 1}`;
    const found = mayBeThere
      ? await findPosted(client, { channel, thread, step, startedAt })
      : null;
    // They were posted in their order, so that none is there after one that is not.
    mayBeThere = found !== null;
    const ts =
      found ??
      (await send(client, { channel, thread, step, content }).catch((error: unknown) => {
        throw place === 0
          ? error
          : afterSome(error, { done: place, of: messages.length, verifies });
      }));
    posted.push(ts);
    // A process that ended after it had posted did not get to remember the thread that it began.
    if (isInThread && !thread) {
      await memory.keep(threadKey, ts);
      thread = ts;
    }
  }
  return { channel, ts: posted[0]! };
}

async function send(
  client: ProviderClient,
  {
    channel,
    thread,
    step,
    content,
  }: { channel: string; thread: string | null; step: string; content: object },
): Promise<string> {
  const { body } = await client.request({
    method: 'POST',
    path: '/chat.postMessage',
    json: {
      channel,
      ...content,
      ...(thread && { thread_ts: thread }),
      metadata: { event_type: eventType, event_payload: { step } },
      unfurl_links: false,
      unfurl_media: false,
    },
  });
  const { ts } = body as { ts?: unknown };
  if (typeof ts === 'string') return ts;
  throw new ProviderError('Slack did not say which message it posted.', {
    kind: 'unavailable',
    mayHaveHappened: true,
  });
}

/**
 * What stopped a long text in its middle. It counts as an attempt, which being held back does not, so
 * that the next one looks for what is there; where nobody looks, the team is asked.
 */
function afterSome(
  error: unknown,
  { done, of, verifies }: { done: number; of: number; verifies: boolean },
): unknown {
  if (!(error instanceof ProviderError)) return error;
  const { kind, retryAfterMs, mayHaveHappened, message, cause } = error;
  return new ProviderError(`${done} of ${of} messages were posted. ${message}`, {
    kind: kind === 'refused' ? kind : 'unavailable',
    retryAfterMs,
    mayHaveHappened: mayHaveHappened || (!verifies && kind !== 'refused'),
    cause,
  });
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
  step: string;
  startedAt: Date;
}

async function findIn(
  client: ProviderClient,
  method: string,
  { channel, step, startedAt, more }: Sought & { more?: Record<string, string> },
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
    const found = messages.find(({ metadata }) => metadata?.event_payload?.step === step);
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
const escapeSigns = (text: string) => text.replace(/[&<>]/g, (sign) => entities[sign]!);

/**
 * Characters that Slack takes (https://docs.slack.dev/reference/block-kit/blocks/section-block, and
 * https://docs.slack.dev/reference/methods/chat.postMessage): of a message without blocks, and of a
 * section. Four sections stay within what all blocks of a message may have.
 */
const most = { text: 4_000, section: 3_000, sections: 4 };

const escapedLength = (sign: string) => escapeSigns(sign).length;

/** The contents of the messages that a text and its buttons take. */
function messagesOf(text: string, buttons: Button[]): object[] {
  const written = text.trim();
  // Slack refuses a message of empty lines only.
  const pieces = (length: number) =>
    splitText(written, length, escapedLength)
      .filter((piece) => piece.trim() !== '')
      .map(escapeSigns);
  if (buttons.length === 0) return pieces(most.text).map((text) => ({ text }));
  const sections = pieces(most.section);
  const groups = Array.from({ length: Math.ceil(sections.length / most.sections) }, (_, group) =>
    sections.slice(group * most.sections, (group + 1) * most.sections),
  );
  return groups.map((group, place) => ({
    text: group.join(''),
    blocks: [...group.map(section), ...(place === groups.length - 1 ? [actions(buttons)] : [])],
  }));
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

const actions = (buttons: Button[]) => ({
  type: 'actions',
  elements: buttons.map(({ actionId, label, value, style }) => ({
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text: cutText(label, 75) },
    value,
    ...(style && { style }),
  })),
});
