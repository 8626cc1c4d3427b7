import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../platform/database/database.ts';
import type { Secrets } from '../platform/secrets.ts';

/** Where sealed texts are: a column, and what its rows are sealed for. */
const places = [
  { table: 'credentials', id: 'id', column: 'secret', field: 'secret' },
  { table: 'connections', id: 'id', column: 'access_token', field: 'access token' },
  { table: 'connections', id: 'id', column: 'refresh_token', field: 'refresh token' },
  { table: 'provider_apps', id: 'provider', column: 'secret', field: 'app' },
] as const;

/** Rows that one transaction seals anew. */
const batch = 200;

interface Row extends Record<string, unknown> {
  organisationId: string;
  id: string;
  sealed: string;
}

/**
 * Seals anew what was sealed with the secret before, in the background and some rows at a time. What
 * cannot be opened stays, for the day when its secret is back.
 * @returns how many were sealed anew, and how many cannot be read
 */
export async function resealSecrets({
  database,
  secrets,
}: {
  database: Database;
  secrets: Secrets;
}): Promise<{ resealed: number; unreadable: number }> {
  const counts = { resealed: 0, unreadable: 0 };
  for (const place of places) {
    let after: Row | null = null;
    do {
      after = await database.asPlatform((tx) => resealSome(tx, { place, after, secrets, counts }));
    } while (after);
  }
  return counts;
}

/** @returns the last row, when there may be more */
async function resealSome(
  tx: Transaction,
  {
    place: { table, id, column, field },
    after,
    secrets,
    counts,
  }: {
    place: (typeof places)[number];
    after: Row | null;
    secrets: Secrets;
    counts: { resealed: number; unreadable: number };
  },
): Promise<Row | null> {
  const [from, key, sealed] = [sql.identifier(table), sql.identifier(id), sql.identifier(column)];
  const { rows } = await tx.execute<Row>(sql`
    select organisation_id as "organisationId", ${key} as id, ${sealed} as sealed from ${from}
    where ${sealed} is not null
      and (organisation_id, ${key}) > (${after?.organisationId ?? ''}, ${after?.id ?? ''})
    order by organisation_id, ${key} limit ${batch} for update`);
  for (const row of rows) {
    if (secrets.isCurrent(row.sealed)) continue;
    const of = { organisationId: row.organisationId, id: row.id, field };
    const opened = await secrets.open(row.sealed, of).catch(() => null);
    if (opened === null) {
      counts.unreadable += 1;
      continue;
    }
    const anew = await secrets.seal(opened, of);
    await tx.execute(sql`
      update ${from} set ${sealed} = ${anew}
      where organisation_id = ${row.organisationId} and ${key} = ${row.id}`);
    counts.resealed += 1;
  }
  return rows.length === batch ? rows.at(-1)! : null;
}
