import type { SessionEvent } from '@echoai/contract';
import type { VisitorApi } from './api.ts';
import type { Conversation } from './conversation.ts';
import { CallError } from './failure.ts';
import { readServerEvents } from './serverEvents.ts';
import type { SessionStore } from './session.ts';

/** In milliseconds: longest silence of a stream that is alive, of which the server says so every 15 s. */
const silenceLimit = 45_000;
/** How long the page may be hidden before it listens no more, in milliseconds. */
const hiddenLimit = 120_000;

interface Listening {
  api: Pick<VisitorApi, 'request'>;
  conversation: Pick<Conversation, 'receive' | 'following' | 'delay'>;
  session: Pick<SessionStore, 'read'>;
}

/** Listens to the conversation's events while the page is looked at. @returns ends it */
export function follow(listening: Listening): () => void {
  let left = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    left = new AbortController();
    void listen({ ...listening, signal: left.signal });
  };
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => left.abort(), hiddenLimit);
    else if (left.signal.aborted) start();
  };
  start();
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    clearTimeout(timer);
    left.abort();
  };
}

/**
 * Hands on what happens in the conversation, and connects again when the stream ends; not when the
 * conversation is another one, or no longer this visitor's.
 * @param second length of a second, in milliseconds
 */
export async function listen({
  api,
  conversation,
  session,
  signal,
  second = 1000,
}: Listening & { signal: AbortSignal; second?: number }): Promise<void> {
  const { sessionId = '', visitorToken } = session.read();
  for (let failures = 0; !signal.aborted; failures += 1) {
    let refusedFor = 0;
    try {
      for await (const event of connect({ api, conversation, sessionId, visitorToken, signal })) {
        if (signal.aborted || session.read().sessionId !== sessionId) return;
        conversation.receive(event);
        failures = 0;
      }
    } catch (error) {
      const failure = error instanceof CallError ? error.failure : undefined;
      if (failure?.code === 'visitor-token-required' || failure?.canRetry === false) return;
      refusedFor = failure?.retryAfter ?? 0;
      if (refusedFor) conversation.delay();
    }
    // Up to half a minute after the server takes it again, and not all visitors at once.
    const backOff = Math.min(30, 2 ** failures) * (0.5 + Math.random() / 2);
    await pause((refusedFor + backOff) * second, signal);
  }
}

async function* connect({
  api,
  conversation,
  sessionId,
  visitorToken: token,
  signal,
}: Omit<Listening, 'session'> & {
  sessionId: string;
  visitorToken: string | undefined;
  signal: AbortSignal;
}): AsyncGenerator<SessionEvent> {
  const { own, lastEventId = '' } = conversation.following();
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceLimit);
  };
  hear();
  try {
    const { body } = await api.request(`/sessions/${sessionId}/events?except=${own}`, {
      token,
      signal: AbortSignal.any([signal, silence.signal]),
      headers: { 'Last-Event-ID': lastEventId },
    });
    const heard = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        hear();
        controller.enqueue(piece);
      },
    });
    for await (const { event, data, id } of readServerEvents(body!.pipeThrough(heard))) {
      yield { event, data: JSON.parse(data), id } as SessionEvent;
    }
  } finally {
    clearTimeout(timer);
  }
}

const pause = (time: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, time);
    signal.addEventListener('abort', () => resolve());
  });
