import type { ErrorCode } from '@echoai/contract';

/**
 * An error whose cause is known, with the stable code of the contract and a sentence that says what
 * happened and what to do. The HTTP edge turns it into problem details; nothing else does.
 */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly fields: { path: string; message: string }[] | undefined;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    options: {
      fields?: { path: string; message: string }[];
      retryAfter?: number;
      cause?: unknown;
    } = {},
  ) {
    super(detail, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.fields = options.fields;
    this.retryAfter = options.retryAfter;
  }
}

export function notFound(what: string): AppError {
  return new AppError('not-found', `This ${what} does not exist, or belongs to someone else.`);
}
