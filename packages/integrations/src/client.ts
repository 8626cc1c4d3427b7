import type { Fault, ProviderAnswer } from './provider.ts';

export interface ProviderRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path at the provider's API, from `/` on; or a whole address at one of its other origins. */
  path: string;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  /** Statuses that are an answer and no error, such as 404 of a search. */
  accepts?: number[];
  /** Whether it changes nothing, though it is no GET: a search by POST. */
  isRead?: boolean;
}

/** What a provider's actions ask it with: token, limits and errors are taken care of. */
export interface ProviderClient {
  account: { id: string; name: string };
  /** Where the account's API is; an origin. */
  apiUrl: string;
  /** @throws {ProviderError} */
  request(request: ProviderRequest): Promise<ProviderAnswer>;
}

/** A request that did not come to a good end; in words for the owner. */
export class ProviderError extends Error {
  override name = 'ProviderError';
  readonly kind: Fault['kind'] | 'dry-run';
  /** Milliseconds until it is of use to ask again. */
  readonly retryAfterMs: number | undefined;
  /** Whether the provider may have done what was asked. */
  readonly mayHaveHappened: boolean;

  constructor(
    message: string,
    {
      kind,
      retryAfterMs,
      mayHaveHappened = false,
      cause,
    }: {
      kind: Fault['kind'] | 'dry-run';
      retryAfterMs?: number | undefined;
      mayHaveHappened?: boolean;
      cause?: unknown;
    },
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
    this.mayHaveHappened = mayHaveHappened;
  }
}
