import { parseJson } from '@echoai/contract/json';
import { cutText } from '@echoai/contract/text';
import {
  type ProviderClient,
  ProviderError,
  type ProviderRequest,
} from '@echoai/integrations/client';
import type { Fault, Provider, ProviderAnswer } from '@echoai/integrations/provider';
import type { Transaction } from '../platform/database/database.ts';
import { type Answer, RequestError } from '../platform/http/requestPinned.ts';
import { retryAfterOf } from '../platform/http/retryAfter.ts';
import type { OpenConnection } from './connectionStore.ts';
import * as store from './connectionStore.ts';
import { holdBack, noteFailure, noteSuccess, setLimit, type Turn, takeTurn } from './flow.ts';
import { connectionGone, endsSoon, freshTokens, needsYou } from './freshTokens.ts';
import { setStatus } from './health.ts';
import { addressesOf, isAccountUrl } from './providerSettings.ts';
import { requestProvider } from './requestProvider.ts';
import type { Services } from './services.ts';

/** Bytes of an answer that are read. */
const maxBytes = 2 * 1024 * 1024;
/** A request waits so long for its turn; with a longer queue before it, it comes again later. */
const mostWaitMs = 8_000;
/** A token is kept opened for so long at most. */
const keptMs = 60_000;
/** A wait that the provider leaves open. */
const usualRetryMs = 10_000;
/** For all requests of a plain client. */
const plainMs = 20_000;

interface Kept {
  connection: OpenConnection;
  until: number;
  /** When its use was noted last. */
  notedAt?: number;
}

/** Opened connections of this process, by id. */
export type Cache = Map<string, Kept>;

interface Which {
  services: Services;
  cache: Cache;
  organisationId: string;
  provider: Provider;
  connectionId: string;
  signal: AbortSignal;
}

/**
 * What a provider's actions ask with: each request takes its turn in the connection's queue, goes
 * with a token that is good, is repeated once with a new one when the provider says that it ended,
 * and leaves the connection's health as it found it to be.
 */
export async function createConnectionClient(which: Which): Promise<ConnectionClient> {
  const { account, apiUrl } = await openKept(which);
  const { provider, services } = which;
  return {
    account,
    apiUrl: apiUrl ?? addressesOf(provider, services.config).apiUrl,
    request: (request) => ask(which, request),
    urlOf: (request) => urlOf(request, { provider, config: services.config, apiUrl }).href,
  };
}

/**
 * A client that neither queues nor minds the connection's health: for what is asked before a
 * connection is kept, and as it ends. Its requests throw a RequestError without an answer.
 */
export function createPlainClient({
  services,
  provider,
  account,
  apiUrl,
  accessToken,
}: {
  services: Pick<Services, 'config'>;
  provider: Provider;
} & Pick<OpenConnection, 'account' | 'apiUrl' | 'accessToken'>): ProviderClient {
  const signal = AbortSignal.timeout(plainMs);
  return {
    account,
    apiUrl: apiUrl ?? addressesOf(provider, services.config).apiUrl,
    async request(request) {
      const answer = await send({ services, provider, signal }, { apiUrl, accessToken }, request);
      const fault = faultOf(provider, answer, request);
      if (fault) throw new ProviderError(fault.message, { kind: fault.kind });
      return answer;
    },
  };
}

export interface ConnectionClient extends ProviderClient {
  /** Where a request would go. */
  urlOf(request: ProviderRequest): string;
}

async function ask(which: Which, request: ProviderRequest): Promise<ProviderAnswer> {
  const turn = await waitForTurn(which);
  const connection = await openKept(which, turn);
  try {
    const answer = await send(which, connection, request);
    if (faultOf(which.provider, answer, request)?.kind !== 'expired')
      return await settle(which, { turn, answer, request });
    // Not done, since it was not let in: so it may be sent again, whatever it is.
    const { generation: staleGeneration } = connection;
    const renewed = keep(which, await freshTokens({ ...which, staleGeneration }));
    const second = await send(which, renewed, request);
    return await settle(which, { turn, answer: second, request, wasRenewed: true });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw await unanswered(which, { request, error });
  }
}

/** @throws {ProviderError} when the queue is too long, or the breaker is open */
async function waitForTurn({
  services,
  organisationId,
  connectionId,
  provider,
  signal,
}: Which): Promise<Turn> {
  const turn = await services.database.withOrganisation(organisationId, (tx) =>
    takeTurn(tx, { connectionId, mostWaitMs }),
  );
  if (!turn) throw connectionGone();
  if (turn.isRefused) {
    const message =
      turn.isRefused === 'breaker'
        ? `${provider.title} failed several times. Requests are kept back for a while.`
        : `${provider.title} takes no more requests for now. This one is in the queue.`;
    throw new ProviderError(message, { kind: 'rate-limited', retryAfterMs: turn.waitMs });
  }
  if (turn.waitMs > 0) await sleep(turn.waitMs, signal);
  return turn;
}

/**
 * The connection with a good token: kept, or opened and, when it is too old, renewed.
 * @param found what another process made of it meanwhile counts here too
 */
async function openKept(
  which: Which,
  found?: Pick<Turn, 'generation' | 'status'>,
): Promise<OpenConnection> {
  const kept = which.cache.get(which.connectionId);
  const isGood =
    kept &&
    kept.until > Date.now() &&
    !endsSoon(kept.connection) &&
    (!found || (kept.connection.generation === found.generation && found.status !== 'needs-you'));
  return isGood ? kept.connection : keep(which, await freshTokens(which));
}

function keep({ cache, connectionId }: Which, connection: OpenConnection): OpenConnection {
  const now = Date.now();
  for (const [id, { until }] of cache) if (until <= now) cache.delete(id);
  const notedAt = cache.get(connectionId)?.notedAt;
  cache.set(connectionId, { connection, until: now + keptMs, ...(notedAt && { notedAt }) });
  return connection;
}

/** @throws {RequestError} without an answer @throws {ProviderError} for one that cannot be read */
async function send(
  {
    services: { config },
    provider,
    signal,
  }: Pick<Which, 'provider' | 'signal'> & { services: Pick<Services, 'config'> },
  { apiUrl, accessToken }: Pick<OpenConnection, 'apiUrl' | 'accessToken'>,
  request: ProviderRequest,
): Promise<ProviderAnswer> {
  const url = urlOf(request, { provider, config, apiUrl });
  const content = contentOf(request);
  const answer = await requestProvider({
    provider,
    config,
    method: request.method,
    url: url.href,
    headers: {
      ...(content && { 'content-type': content.type }),
      accept: 'application/json',
      ...request.headers,
      authorization: `Bearer ${accessToken}`,
    },
    body: content?.text,
    signal,
    maxBytes,
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: await bodyOf(answer, { provider, request }),
  };
}

/** Where a request goes: below the account's own address, or at one of the provider's other origins. */
function urlOf(
  { path, query = {} }: ProviderRequest,
  {
    provider,
    config,
    apiUrl,
  }: { provider: Provider; config: Services['config']; apiUrl: string | null },
): URL {
  const addresses = addressesOf(provider, config);
  const base = apiUrl ?? addresses.apiUrl;
  const url = new URL(path.startsWith('/') ? base + path : addresses.at(path));
  if (!isAccountUrl(url.origin, provider, addresses))
    throw new ProviderError(`${url.host} is not an address of ${provider.title}.`, {
      kind: 'refused',
    });
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

function contentOf({ json, form }: ProviderRequest): { text: string; type: string } | null {
  if (json !== undefined)
    return { text: JSON.stringify(json), type: 'application/json; charset=utf-8' };
  if (!form) return null;
  return { text: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
}

const isRead = ({ method, isRead = method === 'GET' }: ProviderRequest) => isRead;

async function bodyOf(
  answer: Answer,
  { provider, request }: { provider: Provider; request: ProviderRequest },
): Promise<unknown> {
  const text = await answer.text().catch((error: unknown) => {
    if (!(error instanceof RequestError) || error.mayHaveHappened) throw error;
    // Too long, or no text: what was asked was done all the same.
    throw new ProviderError(error.message, {
      kind: 'unavailable',
      mayHaveHappened: !isRead(request),
      cause: error,
    });
  });
  if (text.trim() === '') return null;
  try {
    return parseJson(text);
  } catch (cause) {
    if (answer.status >= 400) return null;
    throw new ProviderError(`${provider.title} answered with something that is no JSON.`, {
      kind: 'unavailable',
      mayHaveHappened: !isRead(request),
      cause,
    });
  }
}

/** What is wrong with an answer; null for a good one. */
function faultOf(
  provider: Provider,
  answer: ProviderAnswer,
  { accepts = [] }: Pick<ProviderRequest, 'accepts'>,
): Fault | null {
  const { status, headers, body } = answer;
  if (accepts.includes(status)) return null;
  const own = provider.faultOf?.(answer);
  if (own !== undefined) return own;
  if (status >= 200 && status < 300) return null;
  const said = saidIn(body);
  const message = `${provider.title} answered ${status}${said ? `: ${said}` : '.'}`;
  const later = retryAfterOf(headers);
  if (status === 401) return { kind: 'expired', message };
  if (status === 429) return { kind: 'rate-limited', message, ...later };
  if (status >= 500 || status < 400) return { kind: 'unavailable', message, ...later };
  return { kind: 'refused', message };
}

function saidIn(body: unknown): string {
  const { message, error } = (Array.isArray(body) ? body[0] : (body ?? {})) as {
    message?: unknown;
    error?: unknown;
  };
  const said = [message, (error as { message?: unknown } | undefined)?.message, error];
  return cutText(String(said.find((text) => typeof text === 'string') ?? ''), 300);
}

/** Statuses of a gateway that may have passed the request on, and of a server that broke off. */
const maybeDone = [500, 502, 504];

/** What an answer means for the connection. @returns a good one @throws {ProviderError} */
async function settle(
  which: Which,
  {
    turn,
    answer,
    request,
    wasRenewed = false,
  }: { turn: Turn; answer: ProviderAnswer; request: ProviderRequest; wasRenewed?: boolean },
): Promise<ProviderAnswer> {
  const { services, organisationId, connectionId, provider } = which;
  const fault = faultOf(provider, answer, request);
  if (!fault || fault.kind === 'refused') {
    await succeeded(which, { turn, answer });
    if (!fault) return answer;
    throw new ProviderError(fault.message, { kind: 'refused' });
  }
  const { message, retryAfterMs } = fault;
  if (fault.kind === 'expired' || fault.kind === 'needs-you')
    throw await needsYou(which, {
      reason: wasRenewed ? `${message} A new token did not help.` : message,
      generation: which.cache.get(connectionId)?.connection.generation,
    });
  const isBusy = fault.kind === 'rate-limited';
  const forMs = retryAfterMs ?? usualRetryMs;
  await services.database.withOrganisation(organisationId, async (tx) => {
    if (!isBusy) return noteTrouble(tx, { which, reason: message });
    await holdBack(tx, { connectionId, forMs });
    const of = { services, organisationId, connectionId };
    await setStatus(tx, { ...of, status: 'rate-limited', reason: message });
  });
  throw new ProviderError(message, {
    kind: fault.kind,
    retryAfterMs: isBusy ? forMs : retryAfterMs,
    mayHaveHappened:
      !isRead(request) && (fault.mayHaveHappened ?? maybeDone.includes(answer.status)),
  });
}

/** A connection that answers is healthy; most were before, and nothing is written. */
async function succeeded(
  { services, cache, organisationId, provider, connectionId }: Which,
  { turn, answer }: { turn: Turn; answer: ProviderAnswer },
): Promise<void> {
  const limit = provider.limitOf?.(answer.headers) ?? null;
  const kept = cache.get(connectionId);
  const isNewLimit = limit !== null && limit.requests !== turn.requests;
  const wasTroubled = turn.failures > 0 || turn.isTrial || turn.status !== 'healthy';
  const isUnnoted = (kept?.notedAt ?? 0) < Date.now() - keptMs;
  if (!wasTroubled && !isNewLimit && !isUnnoted) return;
  if (kept) kept.notedAt = Date.now();
  await services.database.withOrganisation(organisationId, async (tx) => {
    await store.noteUse(tx, connectionId);
    if (isNewLimit) await setLimit(tx, { connectionId, limit, burst: provider.limit.burst });
    if (!wasTroubled) return;
    await noteSuccess(tx, connectionId);
    await setStatus(tx, { services, organisationId, connectionId, status: 'healthy' });
  });
}

/** No answer: whether it was done is open, unless nobody was reached, or it only reads. */
async function unanswered(
  which: Which,
  { request, error }: { request: ProviderRequest; error: RequestError },
): Promise<ProviderError> {
  const { message, mayHaveHappened } = error;
  await which.services.database.withOrganisation(which.organisationId, (tx) =>
    noteTrouble(tx, { which, reason: message }),
  );
  return new ProviderError(message, {
    kind: 'unavailable',
    mayHaveHappened: mayHaveHappened && !isRead(request),
    cause: error,
  });
}

/** One failure more: after several in a row the breaker is open, and the connection degraded. */
async function noteTrouble(
  tx: Transaction,
  { which: { services, organisationId, connectionId }, reason }: { which: Which; reason: string },
): Promise<void> {
  if (!(await noteFailure(tx, connectionId))) return;
  const of = { services, organisationId, connectionId };
  await setStatus(tx, { ...of, status: 'degraded', reason });
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(new ProviderError('It was cancelled while it waited.', { kind: 'unavailable' }));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
  });
}
