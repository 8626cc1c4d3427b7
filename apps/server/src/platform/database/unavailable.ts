/**
 * The database cannot be reached, or the connection broke before it answered. Whether a commit that
 * was under way happened is not known. The same work can be tried again in a moment.
 */
export class DatabaseUnavailableError extends Error {
  override name = 'DatabaseUnavailableError';
  constructor(cause: unknown) {
    super(`The database cannot be reached: ${(cause as Error)?.message}`, { cause });
  }
}

/**
 * Whether an error, however it was wrapped since, comes from a database that cannot be reached, or
 * whose disk is full: what was asked is not at fault, and can be asked again later.
 */
export function isUnavailable(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
    if (at instanceof DatabaseUnavailableError) return true;
    if ((at as DriverError).code === diskFull) return true;
  }
  return false;
}

/** PostgreSQL's own code, which no socket has. */
const diskFull = '53100';

/**
 * An error of node-postgres as the rest of EchoAI should see it. Only the driver calls it: the codes of
 * a socket say nothing about the database when they come from elsewhere.
 */
export function readDriverError(error: unknown): unknown {
  const { code = '', message = '', errors = [] } = error as DriverError;
  const isLost =
    lostStates.test(code) ||
    socketCodes.has(code) ||
    lostMessages.test(message) ||
    // Several addresses of one host were tried, and none answered.
    (errors.length > 0 && errors.every(({ code = '' }) => socketCodes.has(code)));
  return isLost ? new DatabaseUnavailableError(error) : error;
}

interface DriverError {
  code?: string;
  message?: string;
  errors?: { code?: string }[];
}

/** Connection exceptions, shutdown, crash, recovery, and a server without a free connection. */
const lostStates = /^(08\w{3}|57P0[1235]|53300)$/;

const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What node-postgres and its pool say without a code. */
const lostMessages =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/;
