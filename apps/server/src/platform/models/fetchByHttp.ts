import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { text as readText } from 'node:stream/consumers';

/** Idle connections are closed after this time, as `fetch` does: a firewall may have forgotten them. */
const idleMs = 4_000;
const options = { keepAlive: true, timeout: idleMs };
const transports = {
  'http:': { send: httpRequest, agent: new HttpAgent(options) },
  'https:': { send: httpsRequest, agent: new HttpsAgent(options) },
};

/**
 * `fetch` for a model's client, over `node:http`: its web streams and request objects cost more
 * than a turn's retrieval. The client reads the body as it comes. What it does not do (redirects,
 * proxies, bodies that are no text), `fetch` does.
 * @throws as `fetch` does: `AbortError`, and what the network says
 */
export const fetchByHttp: typeof fetch = async (input, init = {}) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const isKnown = url.protocol in transports && typeof init.body === 'string';
  if (!isKnown || input instanceof Request || process.env.NODE_USE_ENV_PROXY) {
    return fetch(input, init);
  }
  const { response, release } = await send(url, init);
  const { statusCode: status = 0, headers } = response;
  if (headers.location && status >= 300 && status < 400) {
    response.destroy();
    return fetch(input, init);
  }
  return asResponse({ message: response, url, release });
};

interface Answered {
  response: IncomingMessage;
  /** Lets the request's end be heard no more: it is answered as far as anybody reads. */
  release(): void;
}

function send(url: URL, init: RequestInit): Promise<Answered> {
  const { send: request, agent } = transports[url.protocol as keyof typeof transports];
  const { signal } = init;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) throw aborted(signal);
    const outgoing = request(url, {
      method: init.method,
      headers: Object.fromEntries(new Headers(init.headers)),
      agent,
    });
    // Not by the request's own `signal`: a job's signal is aborted when the job is done, and the end
    // of the answer may be still to come, which nobody reads.
    const abort = () => outgoing.destroy(aborted(signal!));
    signal?.addEventListener('abort', abort, { once: true });
    const release = () => signal?.removeEventListener('abort', abort);
    outgoing.once('close', release);
    let hasAnswer = false;
    outgoing.on('response', (response) => {
      hasAnswer = true;
      resolve({ response, release });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed a kept connection as it was used again, and did not see the request.
      const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET' && !hasAnswer;
      if (isStale) resolve(send(url, init));
      else reject(error);
    });
    outgoing.end(init.body as string);
  });
}

const aborted = ({ reason }: AbortSignal) =>
  Object.assign(new Error('The request was aborted', { cause: reason }), { name: 'AbortError' });

/** As much of a `Response` as a model's client uses. */
function asResponse({
  message,
  url: { href },
  release,
}: {
  message: IncomingMessage;
  url: URL;
  release: () => void;
}): Response {
  message.on('error', () => {}); // told to who reads it; nobody may
  const { statusCode: status = 0, statusMessage: statusText } = message;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const ok = status >= 200 && status < 300;
  const text = () => readText(message);
  const json = async () => JSON.parse(await text());
  const body = { [Symbol.asyncIterator]: () => readParts(message, release) };
  const response = { ok, status, statusText, url: href, headers, body, text, json };
  return response as unknown as Response;
}

/**
 * A body as it comes. A client that has read `[DONE]` reads no further, though the body's end is to
 * come: it is taken here, so that the connection is used again. Who breaks off aborts the request.
 */
function readParts(message: IncomingMessage, release: () => void): AsyncIterator<Uint8Array> {
  const parts = message.iterator({ destroyOnReturn: false }) as AsyncGenerator<Uint8Array>;
  return {
    next: () => parts.next(),
    async return() {
      release();
      await parts.return(undefined);
      message.setTimeout(idleMs, () => message.destroy());
      message.resume();
      return { done: true, value: undefined };
    },
  };
}
