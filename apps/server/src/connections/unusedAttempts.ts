import { sql } from 'drizzle-orm';
import type { Unused } from '../platform/jobs/deleteUnused.ts';

/** Consents that were begun and never given. */
export const unusedAttempts: Unused[] = [
  { table: 'connection_attempts', key: 'state_hash', where: sql`t.expires_at < now()` },
];
