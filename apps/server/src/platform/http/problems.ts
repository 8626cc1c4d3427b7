import { errorCodes, type Problem } from '@echoai/contract';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isUnavailable } from '../database/unavailable.ts';
import { AppError } from '../errors.ts';

/** The problem details of an error; what we did not foresee is `internal`, without its message. */
export function problemOf(error: unknown, requestId?: string): Problem {
  const known = toAppError(error);
  const { status, title } = errorCodes[known.code];
  return {
    type: `urn:echoai:problem:${known.code}`,
    title,
    status,
    code: known.code,
    detail: known.message,
    ...(requestId ? { requestId } : {}),
    ...(known.fields ? { errors: known.fields } : {}),
  };
}

export function respondWithProblem(c: Context, error: unknown): Response {
  const known = toAppError(error);
  const problem = problemOf(known, c.get('requestId'));
  c.header('content-type', 'application/problem+json');
  c.header('cache-control', 'no-store');
  if (known.retryAfter !== undefined) {
    c.header('retry-after', String(Math.ceil(known.retryAfter)));
  }
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode);
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isUnavailable(error)) {
    const detail = 'The database cannot be used at the moment. Send the request again shortly.';
    return new AppError('database-unavailable', detail, { retryAfter: 2, cause: error });
  }
  return new AppError(
    'internal',
    'Something went wrong on our side. The request id helps to find it in the logs.',
  );
}
