import { sql } from 'drizzle-orm';
import type { Database, Transaction } from './database/database.ts';
import type { Secrets } from './secrets.ts';

/** Where sealed texts are: a column, and what its rows are sealed for. */
export interface SealedPlace {
  table: string;
  /** The column that with the organisation identifies a row. */
  id: string;
  column: string;
  field: string;
  /** Whether an earlier version stored it as it is; such a text is sealed now. */
  isPlain?(stored: string): boolean;
}

/** Rows that one transaction seals anew. */
const batch = 200;

interface Row extends Record<string, unknown> {
  organisationId: string;
  id: string;
  sealed: string;
}

/**
 * Seals with the secret of now what was sealed with the one before, or not sealed at all, in the
 * background and some rows at a time. What cannot be opened stays, for the day when its secret is back.
 * @returns how many were sealed, and how many cannot be read
 */
export async function resealSecrets({
  database,
  secrets,
  places,
}: {
  database: Database;
  secrets: Secrets;
  places: SealedPlace[];
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
    place: { table, id, column, field, isPlain = () => false },
    after,
    secrets,
    counts,
  }: {
    place: SealedPlace;
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
    const of = { organisationId: row.organisationId, id: row.id, field };
    const wasPlain = isPlain(row.sealed);
    if (!wasPlain && secrets.isCurrent(row.sealed)) continue;
    const opened = wasPlain ? row.sealed : await secrets.open(row.sealed, of).catch(() => null);
    if (opened === null) {
      counts.unreadable += 1;
      continue;
    }
    const resealed = await secrets.seal(opened, of);
    await tx.execute(sql`
      update ${from} set ${sealed} = ${resealed}
      where organisation_id = ${row.organisationId} and ${key} = ${row.id}`);
    counts.resealed += 1;
  }
  return rows.length === batch ? rows.at(-1)! : null;
}
