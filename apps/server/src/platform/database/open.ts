import type { Config } from '../../config.ts';
import { createDatabase, type Database } from './database.ts';

/** Opens the database that the configuration names. Only the driver in use is loaded: each is heavy. */
export async function openDatabase({
  databaseUrl,
  dataDirectory,
}: Pick<Config, 'databaseUrl' | 'dataDirectory'>): Promise<Database> {
  if (databaseUrl) {
    const { openPostgres } = await import('./postgres.ts');
    return createDatabase(await openPostgres(databaseUrl));
  }
  const { openPglite } = await import('./pglite.ts');
  return createDatabase(await openPglite(dataDirectory));
}
