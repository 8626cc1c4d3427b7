import { promises as dns, type LookupAddress } from 'node:dns';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { isIP } from 'node:net';
import { harmlessHeaders } from '@echoai/contract';
import { isListed, isPublicAddress } from './publicAddress.ts';
import { type Answer, RequestError, requestPinned } from './requestPinned.ts';
import { acceptedEncodings } from './unpack.ts';

export interface SafeRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** The time limit of the whole. */
  signal: AbortSignal;
  /** Hosts, addresses and ranges that may be reached though they are not of the internet. */
  allowPrivate: readonly string[];
  /** With 0 a redirect is an answer like any other. */
  maxRedirects?: number;
  /** Bytes of the answer that are read; 64 kB unless said. */
  maxBytes?: number;
  /** All addresses of a host; the system's unless said. */
  lookup?: (hostname: string) => Promise<LookupAddress[]>;
}

interface Hop {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  /** Whether an earlier hop did what was asked, and this one only fetches the answer. */
  hasActed: boolean;
}

/**
 * A request to an address that somebody typed, which must not lead into our own network: the host
 * is looked up once, each of its addresses is checked, and the connection goes to one of these.
 * Redirects are checked likewise; across origins they take only harmless headers along.
 * @throws RequestError when it is refused, or there is no answer
 */
export async function safeRequest({ maxRedirects = 5, ...request }: SafeRequest): Promise<Answer> {
  let hop: Hop = {
    url: parseUrl(request.url),
    method: request.method,
    headers: { ...ownHeaders, ...checkHeaders(request.headers) },
    body: request.body,
    hasActed: false,
  };
  for (let redirects = 0; ; redirects += 1) {
    const { signal, maxBytes } = request;
    const addresses = await addressesOf(hop, request);
    const answer = await requestPinned({ ...hop, addresses, signal, maxBytes });
    const location = isRedirect(answer.status) ? answer.headers.location : undefined;
    if (location === undefined || maxRedirects === 0) return answer;
    answer.close();
    if (redirects === maxRedirects) {
      const message = `${hop.url.host} redirects more than ${maxRedirects} times.`;
      throw new RequestError(message, { isPermanent: true });
    }
    hop = follow(hop, { status: answer.status, location });
  }
}

const ownHeaders = { 'user-agent': 'EchoAI', accept: '*/*', 'accept-encoding': acceptedEncodings };
/** What belongs to the connection, and is set by who makes it. */
const reserved =
  /^(host|connection|content-length|transfer-encoding|upgrade|expect|te|trailer|keep-alive|accept-encoding|proxy-.*)$/;

const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status);

function follow(hop: Hop, { status, location }: { status: number; location: string }): Hop {
  const url = parseUrl(location, hop);
  const headers =
    url.origin === hop.url.origin
      ? hop.headers
      : Object.fromEntries(
          Object.entries(hop.headers).filter(([name]) => harmlessHeaders.includes(name)),
        );
  const isRead = hop.method === 'GET' || hop.method === 'HEAD';
  const becomesGet = status === 303 ? !isRead : status < 303 && hop.method === 'POST';
  if (!becomesGet) return { ...hop, url, headers };
  const { 'content-type': _, ...rest } = headers;
  return { url, method: 'GET', headers: rest, body: undefined, hasActed: true };
}

function parseUrl(text: string, from?: Hop): URL {
  const refuse = (what: string) => {
    const message = `${from ? `${from.url.host} redirects to an address that` : 'The address'} ${what}.`;
    return new RequestError(message, { isPermanent: true });
  };
  if (!URL.canParse(text, from?.url.href)) throw refuse('cannot be read as one');
  const url = new URL(text, from?.url.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refuse('must begin with http:// or https://');
  if (url.username || url.password) throw refuse('must have no user name and no password');
  return url;
}

function checkHeaders(headers: Record<string, string>): Record<string, string> {
  const checked = Object.entries(headers).map(([name, value]) => {
    const key = name.toLowerCase();
    const refuse = (what: string) =>
      new RequestError(`The header ${name} ${what}.`, { isPermanent: true });
    if (reserved.test(key)) throw refuse('is set by the connection itself');
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw refuse('has characters that no header may have, such as a line break');
    }
    return [key, value] as const;
  });
  return Object.fromEntries(checked);
}

/** The host's addresses, all of which may be reached. */
async function addressesOf(
  { url, hasActed: mayHaveHappened }: Hop,
  { signal, allowPrivate, lookup = lookUp }: SafeRequest,
): Promise<LookupAddress[]> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(hostname);
  const addresses = family
    ? [{ address: hostname, family }]
    : await unlessAborted(lookup(hostname), signal).catch((cause: unknown) => {
        const what = signal.aborted ? 'was not found in time' : 'was not found';
        throw new RequestError(`The host ${hostname} ${what}.`, { mayHaveHappened, cause });
      });
  if (addresses.length === 0)
    throw new RequestError(`The host ${hostname} has no address.`, { mayHaveHappened });
  const isFine = ({ address }: LookupAddress) =>
    isPublicAddress(address) || isListed(allowPrivate, { hostname, address });
  if (addresses.every(isFine)) return addresses;
  throw new RequestError(
    `${hostname} is a private address, which automations may not reach. If it is meant, list it in ECHOAI_ALLOW_PRIVATE.`,
    { isPermanent: true },
  );
}

const lookUp = (hostname: string) => dns.lookup(hostname, { all: true });

/** Looking up a name cannot be stopped, but left alone. */
function unlessAborted<Result>(doing: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    doing.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
