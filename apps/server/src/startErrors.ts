import { ConfigurationError } from './config.ts';
import { DirectoryInUseError } from './platform/database/lockDirectory.ts';
import { DamagedDatabaseError, NewerDatabaseError } from './platform/database/refusals.ts';

const saidByThemselves = [
  ConfigurationError,
  DamagedDatabaseError,
  DirectoryInUseError,
  NewerDatabaseError,
];

/** What went wrong at start and what to do, for the person in front of the terminal. */
export function explainStartError(error: unknown): string {
  if (saidByThemselves.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, port, path, address, message, stack, syscall } = withCause(error);
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop it, or choose another port: PORT=3001 npm start`;
  }
  if (code === 'EACCES' && port) {
    return `Port ${port} may not be used by this account. Choose one above 1024: PORT=3000 npm start`;
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return `The data directory cannot be written (${path}). Mend its permissions, or set ECHOAI_DATA_DIR to another one.`;
  }
  if (code === 'ENOSPC') return 'The disk is full. Free some space, then start again.';
  if (syscall === 'mkdir') {
    return `The data directory cannot be made: ${path} is a file, or lies where no directory can be. Set ECHOAI_DATA_DIR to another one.`;
  }
  if (unreachable.has(code ?? '') || /timeout/i.test(message)) {
    return `PostgreSQL cannot be reached${address ? ` at ${address}:${port}` : ''}. Is it running, and is DATABASE_URL right?`;
  }
  if (code === '28P01' || code === '28000' || code === '3D000') {
    return `PostgreSQL refused the connection: ${message}. Is DATABASE_URL right?`;
  }
  if (code === '42501') {
    return `PostgreSQL does not allow what EchoAI needs: ${message}. The role must own its database and have CREATEROLE; the vector extension may have to be created by a superuser first.`;
  }
  if (code === 'XX001' || code === 'XX002' || (code === '58P01' && /open file/.test(message))) {
    return `The database is damaged: ${message}. Restore it from your last backup (docs/operations.md, “A damaged database”).`;
  }
  if (code === '0A000' || code === '58P01') {
    return `PostgreSQL lacks what EchoAI needs: ${message}. Install pgvector (version 0.8 or newer) on PostgreSQL 17 or newer.`;
  }
  return `EchoAI could not start.\n${stack ?? message}`;
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
]);

interface SystemError extends Error {
  code?: string;
  syscall?: string;
  port?: number;
  path?: string;
  address?: string;
}

/** Drizzle wraps the driver's error, and node-postgres wraps several attempts. */
function withCause(error: unknown): SystemError {
  const outer = error as SystemError & { cause?: SystemError; errors?: SystemError[] };
  if (outer.code) return outer;
  if (outer.cause) return withCause(outer.cause);
  if (outer.errors?.[0]) return withCause(outer.errors[0]);
  return outer;
}
