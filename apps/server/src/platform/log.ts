import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config.ts';
import { describeError } from './describeError.ts';

export type Log = Logger;

/**
 * Structured logs, one JSON object a line. They never hold text from outside, a key or a token: log
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
