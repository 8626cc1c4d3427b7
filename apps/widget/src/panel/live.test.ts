import type { SessionEvent } from '@echoai/contract';
import { beforeEach, expect, test } from 'vitest';
import { CallError, failureOf, offline } from './failure.ts';
import { listen } from './live.ts';
import type { Session } from './session.ts';

/** What each connection brings, in order; the visitor leaves when the list is used up. */
let connections: (Error | SessionEvent[])[];
let session: Session;
const asked: { path: string; lastEventId: string }[] = [];
const received: SessionEvent[] = [];
let delays = 0;
let left: AbortController;

beforeEach(() => {
  session = { sessionId: 'ses_1', visitorToken: 'token_1' };
  left = new AbortController();
  asked.length = received.length = delays = 0;
});

const state = (id: string): SessionEvent => ({
  event: 'state',
  data: { handledBy: 'person', choices: [] },
  id,
});
const listenToAll = () =>
  listen({
    api: {
      async request(path, { headers } = {}) {
        asked.push({ path, lastEventId: new Headers(headers).get('Last-Event-ID')! });
        const events = connections.shift();
        if (connections.length === 0) setTimeout(() => left.abort());
        if (events instanceof Error) throw events;
        return new Response(
          events
            ?.map(({ event, data, id }) => {
              return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
            })
            .join(': still here\n\n') ?? '',
        );
      },
    },
    conversation: {
      receive: (event) => received.push(event),
      delay: () => delays++,
      following: () => ({ own: 'tab', lastEventId: received.at(-1)?.id ?? '7-0' }),
    },
    session: { read: () => session },
    signal: left.signal,
    second: 1,
  });

test('A stream that ends is opened again where it ended, also after failures', async () => {
  connections = [[state('8-1')], new CallError(offline), new Error('odd'), [state('9-1')], []];
  await listenToAll();
  expect(received.map(({ id }) => id)).toEqual(['8-1', '9-1']);
  expect(asked.map(({ lastEventId }) => lastEventId)).toEqual(['7-0', '8-1', '8-1', '8-1', '9-1']);
  expect(asked[0]!.path).toBe('/sessions/ses_1/events?except=tab');
});

test('A server that has too many streams is asked again when it said, and the visitor sees why', async () => {
  const refused = failureOf({ code: 'rate-limited' }, 300);
  connections = [new CallError(refused), [state('8-1')], []];
  const since = performance.now();
  await listenToAll(); // a second takes a millisecond
  expect(performance.now() - since).toBeGreaterThan(300);
  expect(delays).toBe(1);
  expect(received.map(({ id }) => id)).toEqual(['8-1']);
});

test('It is not opened again when the conversation is gone, or the visitor no longer known', async () => {
  for (const code of ['not-found', 'visitor-token-required', 'unauthenticated'] as const) {
    asked.length = 0;
    connections = [new CallError(failureOf({ code })), [state('8-1')], []];
    await listenToAll();
    expect(asked).toHaveLength(1);
  }
});

test('Nothing is handed on to another conversation than the one that it is of', async () => {
  connections = [[state('8-1')], []];
  const listening = listenToAll();
  session = { sessionId: 'ses_2', visitorToken: 'token_1' };
  await listening;
  expect(received).toEqual([]);
});
