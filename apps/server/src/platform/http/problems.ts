import { errorCodes, type Problem } from '@echoai/contract';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError } from '../errors.ts';

/** The problem details of an error; what we did not foresee is `internal`, without its message. */
export function problemOf(error: unknown, requestId?: string): Problem {
  const known =
    error instanceof AppError
      ? error
      : new AppError(
          'internal',
          'Something went wrong on our side. The request id helps to find it in the logs.',
        );
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
  const problem = problemOf(error, c.get('requestId'));
  c.header('content-type', 'application/problem+json');
  c.header('cache-control', 'no-store');
  if (error instanceof AppError && error.retryAfter !== undefined) {
    c.header('retry-after', String(Math.ceil(error.retryAfter)));
  }
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode);
}
