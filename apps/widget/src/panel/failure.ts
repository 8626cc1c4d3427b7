import type { ErrorCode, Problem } from '@echoai/contract';
import { inWords, texts } from './texts/texts.ts';

/** Why something could not be done. */
export interface Failure {
  code: ErrorCode | 'offline' | 'interrupted' | 'part-not-loaded' | 'not-a-fact';
  canRetry: boolean;
  /** Milliseconds after which the server expects to be back; the panel tries again by itself. */
  backAfter?: number;
  /** Seconds before which the server refuses another attempt. */
  retryAfter?: number;
  /** The server's own sentence, in English. */
  detail?: string;
  /** What is wrong with which field of the request, for whoever runs the site. */
  fields?: string;
}

/** A refusal or a broken connection, thrown by the calls in `api.ts`. */
export class CallError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

export const offline: Failure = { code: 'offline', canRetry: true };
export const interrupted: Failure = { code: 'interrupted', canRetry: true };

/** What would only be refused again. */
const final =
  /^(origin-not-allowed|identity-not-proven|unauthenticated|not-found|invalid-request|payload-too-large)$/;
/** The server is there, and for a moment cannot do anything. */
const away = /^(database-unavailable|starting|shutting-down)$/;

/** @param retryAfter seconds, from the header of a 429 or 503 */
export function failureOf(
  { code = 'internal', detail, errors }: Partial<Problem>,
  retryAfter?: number,
): Failure {
  return {
    code,
    detail,
    canRetry: !final.test(code),
    fields: errors?.map(({ path, message }) => `${path}: ${message}`).join('; '),
    ...(code === 'rate-limited' && { retryAfter }),
    ...(away.test(code) && { backAfter: 1000 * (retryAfter || 2) }),
  };
}

/** What a failure is to the visitor, and, in `hint`, to whoever runs the site; visitors can do nothing about that. */
interface Wording {
  text: string;
  hint?: string;
}

/** In the visitor's language, by the code: the server's own sentences are English. */
const wordings: Partial<Record<Failure['code'], (failure: Failure) => Wording>> = {
  offline: () => ({ text: texts.offline }),
  interrupted: () => ({ text: texts.interrupted }),
  'part-not-loaded': () => ({ text: texts.partNotLoaded }),
  'not-a-fact': () => ({ text: texts.notAFact }),
  'rate-limited': ({ retryAfter = 60 }) => ({
    text: texts.tooManyMessages(
      retryAfter < 120
        ? inWords(retryAfter, 'second')
        : inWords(Math.ceil(retryAfter / 60), 'minute'),
    ),
  }),
  'origin-not-allowed': () => ({
    text: texts.notOnThisSite,
    hint: texts.allowSite(location.origin),
  }),
  'identity-not-proven': () => ({ text: texts.notProven }),
  'mail-failed': () => ({ text: texts.emailFailed }),
  unauthenticated: unknownKey,
  'not-found': unknownKey,
  'invalid-request': ({ fields }) => ({ text: texts.notSent, hint: fields }),
  'payload-too-large': () => ({ text: texts.messageTooLong }),
  'model-overloaded': () => ({ text: texts.busy }),
  'model-timeout': () => ({ text: texts.tookTooLong }),
  'model-unavailable': () => ({ text: texts.noModel }),
  'model-misconfigured': () => ({ text: texts.noModel }),
};

/** A failure in the visitor's language. */
export const wordsOf = (failure: Failure): Wording =>
  wordings[failure.code]?.(failure) ?? { text: texts.unexpected };

function unknownKey(): Wording {
  return { text: texts.notAvailable, hint: texts.unknownKey };
}
