import { AppError } from './errors.ts';

/** Errors whose message we wrote, of nothing that came from outside; the others say who they are. */
const inOwnWords = new Set([
  'ConfigurationError',
  'DirectoryInUseError',
  'EmbeddingSizeError',
  'NestedConnectionError',
  'UnreadableSecret',
]);

/** Codes of Node and its libraries, such as `ECONNRESET`, and of PostgreSQL, such as `23505`. */
const knownCode = /^(E[A-Z0-9_]{2,40}|UND_ERR_[A-Z_]{1,40}|HPE_[A-Z_]{1,40}|[0-9A-Z]{5})$/;
const name = /^\w{1,60}$/;
const maxDepth = 5;

/**
 * What may be logged of an error: who it is and where it came from, but no text from outside. A parser
 * quotes what it could not read, a provider repeats the request, Drizzle prints the parameters of the
 * statement, PostgreSQL a value: so the message of an error is logged only if we wrote it.
 */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an error object' };
  const { cause, errors } = error as Error & { errors?: unknown };
  return {
    type: typeOf(error),
    ...(inOwnWords.has(error.name) ? { message: error.message } : {}),
    ...factsOf(error as unknown as Record<string, unknown>),
    stack: framesOf(error),
    ...(cause === undefined || depth >= maxDepth ? {} : { cause: describeError(cause, depth + 1) }),
    // Several attempts to connect, each with an error of its own.
    ...(Array.isArray(errors) && depth < maxDepth
      ? { errors: errors.slice(0, 3).map((each) => describeError(each, depth + 1)) }
      : {}),
  };
}

function typeOf(error: Error): string {
  if ('query' in error && 'params' in error) return 'QueryError';
  const names = [error.name === 'Error' ? error.constructor.name : error.name, error.name];
  return names.find((text) => name.test(text)) ?? 'Error';
}

/** Codes, statuses and names of our own tables: nothing that a stranger could have written. */
function factsOf(error: Record<string, unknown>): Record<string, unknown> {
  const { code, status, responseCode, syscall, severity, table, column, constraint, routine } =
    error;
  const isPostgres = typeof severity === 'string' && typeof code === 'string';
  const facts = {
    code:
      error instanceof AppError || (typeof code === 'string' && knownCode.test(code))
        ? code
        : undefined,
    status: typeof status === 'number' ? status : undefined,
    // A mail server's.
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    syscall: typeof syscall === 'string' && name.test(syscall) ? syscall : undefined,
    ...(isPostgres ? { severity, table, column, constraint, routine } : {}),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** Where it was thrown. The message stands before the frames, and may look like one. */
function framesOf({ stack = '', message }: Error): string {
  const from = stack.indexOf(message);
  const frames = from < 0 ? '' : stack.slice(from + message.length);
  return frames
    .split('\n')
    .filter((line) => /^\s+at \S.*:\d+:\d+\)?$/.test(line))
    .slice(0, 7)
    .join('\n');
}
