import { sql } from 'drizzle-orm';
import type { Unused } from '../platform/jobs/deleteUnused.ts';

/**
 * What better-auth leaves: it checks the time, and deletes only what is asked for again. And wrong
 * passwords that count no longer.
 */
export const unusedSignIns: Unused[] = [
  { table: 'session', key: 'id', where: sql`t."expiresAt" < now()` },
  { table: 'verification', key: 'id', where: sql`t."expiresAt" < now()` },
  {
    table: 'sign_in_attempts',
    key: 'subject',
    where: sql`t.last_at < now() - interval '1 day'`,
  },
];
