import { sql } from 'drizzle-orm';
import type { Unused } from '../platform/jobs/deleteUnused.ts';

/** What better-auth leaves behind: it checks the time, and deletes only what is asked for again. */
export const unusedSignIns: Unused[] = [
  { table: 'session', key: 'id', where: sql`t."expiresAt" < now()` },
  { table: 'verification', key: 'id', where: sql`t."expiresAt" < now()` },
];
