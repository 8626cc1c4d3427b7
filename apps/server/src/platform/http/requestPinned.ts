import type { LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { cutText } from '@echoai/contract/text';
import { decodeText } from './decodeText.ts';
import { UnpackError, unpack } from './unpack.ts';

/** A request that got no answer, or one that cannot be read; in words for whoever set it up. */
export class RequestError extends Error {
  override name = 'RequestError';
  /** Whether trying again is of no use. */
  readonly isPermanent: boolean;
  /** Whether the other side may have done what was asked: it was sent, and nothing was answered. */
  readonly mayHaveHappened: boolean;

  constructor(
    message: string,
    options: { isPermanent?: boolean; mayHaveHappened?: boolean; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.isPermanent = options.isPermanent ?? false;
    this.mayHaveHappened = options.mayHaveHappened ?? false;
  }
}

export interface Answer {
  status: number;
  /** By name in small letters. */
  headers: Record<string, string>;
  /** Whether something was done before another address was asked for the answer. */
  hasActed: boolean;
  /**
   * The body. It is either read or closed.
   * @throws RequestError for more than `maxBytes`, and for what is no text
   */
  text(): Promise<string>;
  close(): void;
}

/** Bytes of an answer that are read, unless said. */
const usualMaxBytes = 64 * 1024;

/**
 * One request, over a connection of its own to one of `addresses`: what the host's name means by
 * now is not asked again. Proxies of the environment are not used.
 * @param signal ends it at any time, the reading of the body included
 * @throws RequestError
 */
export function requestPinned({
  url,
  addresses,
  hasActed,
  body,
  maxBytes = usualMaxBytes,
  ...options
}: {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  addresses: LookupAddress[];
  hasActed: boolean;
  signal: AbortSignal;
  maxBytes?: number | undefined;
}): Promise<Answer> {
  const { signal } = options;
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    let isConnected = false;
    const failed = (cause: unknown) => {
      const mayHaveHappened = isConnected || hasActed;
      const what = signal.aborted ? 'did not answer in time' : causeOf(cause);
      return new RequestError(`${url.host} ${what}.`, { mayHaveHappened, cause });
    };
    const outgoing = (isSecure ? httpsRequest : httpRequest)(url, {
      ...options,
      agent: false,
      lookup: lookupOf(addresses),
    });
    outgoing.on('socket', (socket) => {
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isConnected = true;
      });
    });
    outgoing.on('error', (error) => reject(failed(error)));
    outgoing.on('response', (message) => {
      message.on('error', () => {}); // told to who reads it; nobody may
      resolve({
        status: message.statusCode ?? 0,
        headers: headersOf(message),
        hasActed,
        text: () => textOf(message, { url, failed, maxBytes }),
        close: () => outgoing.destroy(),
      });
    });
    outgoing.end(body);
  });
}

const lookupOf =
  (addresses: LookupAddress[]): LookupFunction =>
  (_hostname, { all }, callback) => {
    if (all) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };

function headersOf({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
  );
}

async function textOf(
  message: IncomingMessage,
  {
    url,
    failed,
    maxBytes,
  }: { url: URL; failed: (cause: unknown) => RequestError; maxBytes: number },
): Promise<string> {
  const type = message.headers['content-type'] ?? '';
  const refuse = (what: string) => {
    message.destroy();
    const text = `The answer of ${url.host} ${what}.`;
    return new RequestError(text, { isPermanent: true });
  };
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of message as AsyncIterable<Buffer>) {
      parts.push(part);
      size += part.length;
      if (size > maxBytes) throw refuse(`is longer than ${maxBytes / 1024} kB`);
    }
  } catch (error) {
    throw error instanceof RequestError ? error : failed(error);
  }
  if (size > 0 && !isText(type)) throw refuse(`is no text but ${cutText(type, 100)}`);
  const encoding = message.headers['content-encoding'];
  try {
    return decodeText(await unpack(Buffer.concat(parts), { encoding, maxBytes }), type);
  } catch (error) {
    throw error instanceof UnpackError ? refuse(error.message) : error;
  }
}

const isText = (type: string) =>
  type === '' ||
  /^text\/|[/+](json|xml|yaml|javascript|x-www-form-urlencoded)\b|ndjson/i.test(type);

function causeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return words[code ?? ''] ?? `could not be reached: ${code ?? (error as Error).message}`;
}

const words: Record<string, string> = {
  ECONNREFUSED: 'takes no connections',
  ECONNRESET: 'closed the connection',
  HPE_HEADER_OVERFLOW: 'sent headers that are too long',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that nobody vouches for',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate that nobody vouches for',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate that nobody vouches for',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has the certificate of another name',
};
