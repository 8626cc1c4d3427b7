import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config.ts';

export type Log = Logger;

/**
 * Structured logs, one JSON object a line. They never hold a visitor's text, a key or a token: log
 * ids and counts, and pass errors as `{ err }`.
 * @param destination standard output by default
 */
export function createLog(
  level: Config['logLevel'],
  destination: DestinationStream = pino.destination(1),
): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
  };
  return pino(options, destination);
}

/**
 * What may be logged of an error. Drizzle's and providers' messages carry query parameters and
 * request bodies, so of those only the cause's message or the class remains.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an error object' };
  if ('query' in error && 'params' in error)
    return { type: 'QueryError', cause: describeError(error.cause) };
  const { code } = error as Error & { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack?.split('\n').slice(1, 8).join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
