import type { ChatEvent, ChatRequest, Message, VisitorFaq, WidgetConfig } from '@echoai/contract';
import { CallError, failureOf, interrupted, offline } from './failure.ts';
import { readServerEvents } from './serverEvents.ts';

export type VisitorApi = ReturnType<typeof createVisitorApi>;

/** A turn whose stream says nothing for this long is given up, in milliseconds. */
const silenceLimit = 90_000;

/**
 * The visitor's side of `/api/v1`. Every call throws {@link CallError}.
 * @param key the publishable key
 */
export function createVisitorApi({
  key,
  fetch: send = (...args) => globalThis.fetch(...args),
}: {
  key: string;
  fetch?: typeof globalThis.fetch;
}) {
  const request = async (path: string, init: RequestInit & { token?: string } = {}) => {
    const { token, ...rest } = init;
    const response = await send(`/api/v1${path}`, {
      ...rest,
      credentials: 'omit',
      headers: {
        authorization: `Bearer ${key}`,
        ...(token ? { 'EchoAI-Visitor': token } : {}),
        ...rest.headers,
      },
    }).catch((error: unknown) => {
      throw rest.signal?.aborted ? error : new CallError(offline);
    });
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new CallError(failureOf(problem, Number(response.headers.get('retry-after'))));
  };
  const call = async <Result>({
    body,
    path,
    ...rest
  }: {
    method?: string;
    path: string;
    token?: string;
    body?: object;
    /** Sent even if the page goes away now. */
    keepalive?: boolean;
  }): Promise<Result> => {
    const response = await request(path, body ? { ...rest, ...jsonOf(body) } : rest);
    if (response.status === 204) return undefined as Result;
    return response.json().catch(() => {
      throw new CallError(offline);
    });
  };
  const read = <Result>(path: string, token?: string) => call<Result>({ path, token });

  return {
    /** Any call, with the answer as it comes. */
    request,

    /** Any call with a JSON body and answer; 204 gives undefined. */
    call,

    readConfig: () => read<WidgetConfig>(`/widget/config?key=${encodeURIComponent(key)}`),

    readFaqs: async () => (await read<{ items: VisitorFaq[] }>('/faqs')).items,

    readMessages: ({ sessionId, token }: { sessionId: string; token: string }) =>
      read<{ items: Message[]; lastEventId: string }>(
        `/sessions/${encodeURIComponent(sessionId)}/messages`,
        token,
      ),

    /** Ends after `done`; an `error` event and a stream that ends early are thrown. */
    async *chat({
      request: turn,
      token,
      signal,
    }: {
      request: ChatRequest;
      token?: string;
      signal: AbortSignal;
    }): AsyncGenerator<Exclude<ChatEvent, { event: 'error' }>> {
      const silence = new AbortController();
      let timer = setTimeout(() => silence.abort(), silenceLimit);
      try {
        const { body, headers } = jsonOf(turn);
        const response = await request('/chat', {
          method: 'POST',
          token,
          signal: AbortSignal.any([signal, silence.signal]),
          headers: { ...headers, accept: 'text/event-stream' },
          body,
        });
        for await (const { event, data } of readServerEvents(response.body!)) {
          clearTimeout(timer);
          timer = setTimeout(() => silence.abort(), silenceLimit);
          const parsed = { event, data: JSON.parse(data) } as ChatEvent;
          if (parsed.event === 'error') throw new CallError(failureOf(parsed.data));
          yield parsed;
          if (parsed.event === 'done') return;
        }
        throw new CallError(interrupted);
      } catch (error) {
        if (signal.aborted || error instanceof CallError) throw error;
        throw new CallError(interrupted);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

const jsonOf = (body: object) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
