import { lookup as lookUp } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Bytes of an answer that are read. */
export const maxAnswerBytes = 64 * 1024;
const maxRedirects = 5;

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A request that got no answer, and whether the other side may have heard it all the same. */
export class RequestError extends Error {
  override name = 'RequestError';
  readonly wasSent: boolean;
  /** Whether trying again is of no use. */
  readonly isPermanent: boolean;

  constructor(message: string, options: { wasSent?: boolean; isPermanent?: boolean } = {}) {
    super(message);
    this.wasSent = options.wasSent ?? false;
    this.isPermanent = options.isPermanent ?? false;
  }
}

export interface SafeRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  signal: AbortSignal;
  /** Private hosts and networks that may be reached: names, addresses or CIDR. */
  allowPrivate: readonly string[];
  /** Finds the addresses of a name; the system's resolver unless a test says otherwise. */
  resolve?: (host: string) => Promise<string[]>;
}

/**
 * A request to wherever an owner's automation says, but not into our own network: the address that
 * is connected to is checked, at each redirect again, whatever a name server says.
 * @throws RequestError
 */
export async function safeRequest(request: SafeRequest): Promise<Answer> {
  let current = request;
  for (let redirects = 0; ; redirects++) {
    const answer = await exchange(current);
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || !location) return answer;
    if (redirects === maxRedirects)
      throw new RequestError(`It was redirected more than ${maxRedirects} times.`, {
        wasSent: true,
        isPermanent: true,
      });
    current = redirected(current, location, answer.status);
  }
}

function redirected(request: SafeRequest, location: string, status: number): SafeRequest {
  const url = URL.parse(location, request.url);
  if (!url) throw new RequestError('It was redirected to no address.', { wasSent: true });
  const isSameOrigin = url.origin === new URL(request.url).origin;
  // What is for one server is none of another's business.
  const headers = isSameOrigin ? request.headers : {};
  const keepsMethod = status === 307 || status === 308 || ['GET', 'HEAD'].includes(request.method);
  if (keepsMethod) return { ...request, url: url.href, headers };
  return { ...request, url: url.href, headers, method: 'GET', body: undefined };
}

function exchange({ url, method, headers, body, signal, ...rules }: SafeRequest): Promise<Answer> {
  const target = URL.parse(url);
  if (!target || !['http:', 'https:'].includes(target.protocol))
    throw new RequestError('The address must begin with http:// or https://.', {
      isPermanent: true,
    });
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) checkAddress(host, host, rules.allowPrivate);
  const send = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    let wasSent = false;
    const fail = (error: Error & { code?: string }) => {
      if (error instanceof RequestError) reject(error);
      else reject(new RequestError(wordsFor(error, signal), { wasSent }));
    };
    const outgoing = send(
      target,
      {
        method,
        headers: {
          'user-agent': 'EchoAI',
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
        agent: false,
        signal,
        lookup: checkedLookup(rules),
      },
      (response) => read(response).then(resolve, fail),
    );
    outgoing.on('error', fail);
    outgoing.on('socket', (socket) =>
      socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        wasSent = true;
      }),
    );
    outgoing.end(body);
  });
}

/** The addresses of a name, if all of them may be reached: what is checked is what is connected to. */
function checkedLookup({
  allowPrivate,
  resolve = resolveByDns,
}: Pick<SafeRequest, 'allowPrivate' | 'resolve'>): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        try {
          for (const address of addresses) checkAddress(host, address, allowPrivate);
          const found = addresses.map((address) => ({ address, family: isIP(address) }));
          if (options.all) callback(null, found);
          else callback(null, found[0]!.address, found[0]!.family);
        } catch (error) {
          callback(error as Error, '', 4);
        }
      },
      () => callback(new RequestError(`The host ${host} is not known.`), '', 4),
    );
  };
}

async function resolveByDns(host: string): Promise<string[]> {
  return (await lookUp(host, { all: true })).map(({ address }) => address);
}

/** @throws RequestError for an address that is not a public one, unless it is allowed */
function checkAddress(host: string, address: string, allowPrivate: readonly string[]): void {
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast' || allowPrivate.some((one) => allows(one, host, parsed))) return;
  const message = `${host} is a private address, which automations may not reach. If it is meant, list it in ECHOAI_ALLOW_PRIVATE.`;
  throw new RequestError(message, { isPermanent: true });
}

function allows(one: string, host: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (one === host) return true;
  if (ipaddr.isValid(one)) return ipaddr.process(one).toString() === address.toString();
  if (!ipaddr.isValidCIDR(one)) return false;
  const [network, bits] = ipaddr.parseCIDR(one);
  return network.kind() === address.kind() && address.match(network, bits);
}

async function read(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxAnswerBytes) {
      response.destroy();
      throw new RequestError(`The answer is larger than ${maxAnswerBytes / 1024} kB.`, {
        wasSent: true,
        isPermanent: true,
      });
    }
    parts.push(part);
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: response.statusCode!,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(parts).toString('utf8'),
  };
}

function wordsFor(error: Error & { code?: string }, signal: AbortSignal): string {
  if (signal.aborted) return 'There was no answer in time.';
  const words: Record<string, string> = {
    ECONNREFUSED: 'Nothing listens at the address.',
    ECONNRESET: 'The connection broke off.',
    EHOSTUNREACH: 'The host cannot be reached.',
    ETIMEDOUT: 'The host cannot be reached.',
  };
  return words[error.code ?? ''] ?? `The request failed: ${error.message.slice(0, 200)}.`;
}
