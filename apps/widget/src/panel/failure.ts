import type { ErrorCode, Problem } from '@echoai/contract';

/** Why something could not be done, in words for the visitor. */
export interface Failure {
  code: ErrorCode | 'offline' | 'interrupted';
  text: string;
  /** For whoever runs the site; visitors can do nothing about it. */
  ownerHint?: string;
  canRetry: boolean;
  /** Milliseconds after which the server expects to be back; the panel tries again by itself. */
  backAfter?: number;
  /** Seconds before which the server refuses another attempt. */
  retryAfter?: number;
}

/** A refusal or a broken connection, thrown by the calls in `api.ts`. */
export class CallError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.text);
    this.failure = failure;
  }
}

export const offline: Failure = {
  code: 'offline',
  text: 'There is no connection at the moment.',
  canRetry: true,
};

export const interrupted: Failure = {
  code: 'interrupted',
  text: 'The answer did not arrive.',
  canRetry: true,
};

/** @param retryAfter seconds, from the header of a 429 or 503 */
export function failureOf(problem: Partial<Problem>, retryAfter?: number): Failure {
  const code = problem.code ?? 'internal';
  const make = wordings[code];
  return {
    code,
    canRetry: true,
    // The server is there, and for a moment cannot do anything.
    ...(/^(database-unavailable|starting|shutting-down)$/.test(code) && {
      backAfter: 1000 * (retryAfter || 2),
    }),
    ...(make?.({ retryAfter, problem }) ?? { text: unexpected }),
  };
}

const unexpected = 'Something went wrong on our side.';

const wordings: Partial<
  Record<
    ErrorCode,
    (about: { retryAfter?: number; problem: Partial<Problem> }) => Omit<
      Failure,
      'code' | 'canRetry'
    > & {
      canRetry?: boolean;
    }
  >
> = {
  'rate-limited': ({ retryAfter }) => ({
    retryAfter,
    text: `Too many messages at once. Please wait ${waitOf(retryAfter)}, then try again.`,
  }),
  'origin-not-allowed': () => ({
    text: 'The chat cannot be used on this site.',
    ownerHint: `Is this your site? Allow ${location.origin} in the chatbot’s settings.`,
    canRetry: false,
  }),
  // The server says what is wrong with a code or a signature.
  'identity-not-proven': ({ problem }) => ({
    text: problem.detail ?? 'That could not be proven.',
    canRetry: false,
  }),
  'mail-failed': () => ({ text: 'The e-mail could not be sent.' }),
  unauthenticated: unknownKey,
  'not-found': unknownKey,
  'invalid-request': ({ problem }) => ({
    // Without fields at fault it is a sentence for whoever wrote the text.
    text: (!problem.errors && problem.detail) || 'It could not be sent as it is.',
    ownerHint: problem.errors?.map(({ path, message }) => `${path}: ${message}`).join('; '),
    canRetry: false,
  }),
  'payload-too-large': () => ({ text: 'The message is too long.', canRetry: false }),
  'model-overloaded': () => ({
    text: 'There is a lot going on right now. Please try again in a moment.',
  }),
  'model-timeout': () => ({ text: 'The answer took too long.' }),
};

function unknownKey() {
  return {
    text: 'The chat is not available here.',
    ownerHint:
      'Is this your site? No chatbot has the key in data-chatbot. Copy the embed code again.',
    canRetry: false,
  };
}

function waitOf(seconds: number | undefined): string {
  if (!seconds) return 'a minute';
  if (seconds >= 120) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? 'a second' : `${seconds} seconds`;
}
