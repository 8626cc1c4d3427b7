import {
  type Credential,
  type CredentialSecret,
  credentialSecret,
  hostsBeyond,
} from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { textArray, toIso } from '../platform/database/sqlValues.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Secrets } from '../platform/secrets.ts';

/** What the database keeps of credentials. Functions with a `tx` run inside `withOrganisation`. */

const field = 'secret';

/** A credential without who uses it, which the store does not know. */
export type CredentialRow = Omit<Credential, 'usedBy'>;

type Row = Record<string, unknown> & CredentialRow;

/** @param after ids above this, in their order */
export async function listCredentials(
  tx: Transaction,
  { after = '', limit, id = null }: { after?: string; limit: number; id?: string | null },
): Promise<CredentialRow[]> {
  const { rows } = await tx.execute<Row>(sql`
    select c.id, c.name, c.type, c.hosts, c.created_at as "createdAt",
      c.updated_at as "updatedAt", c.last_used_at as "lastUsedAt"
    from credentials c
    where c.id > ${after} and coalesce(${id}::text, c.id) = c.id
    order by c.id limit ${limit}`);
  return rows.map((row) => ({
    ...row,
    createdAt: toIso(row.createdAt),
    updatedAt: toIso(row.updatedAt),
    lastUsedAt: toIso(row.lastUsedAt),
  }));
}

/** @throws {AppError} `not-found` */
export async function readCredential(tx: Transaction, id: string): Promise<CredentialRow> {
  const [found] = await listCredentials(tx, { id, limit: 1 });
  if (!found) throw notFound('credential');
  return found;
}

export async function insertCredential(
  tx: Transaction,
  {
    secrets,
    organisationId,
    id,
    name,
    secret,
    hosts,
  }: {
    secrets: Secrets;
    organisationId: string;
    id: string;
    name: string;
    secret: CredentialSecret;
    hosts: string[];
  },
): Promise<void> {
  const sealed = await secrets.seal(JSON.stringify(secret), { organisationId, id, field });
  await tx.execute(sql`
    insert into credentials (id, organisation_id, name, type, secret, hosts)
    values (${id}, ${organisationId}, ${name}, ${secret.type}, ${sealed}, ${textArray(hosts)})`);
}

/**
 * What is left out stays as it is. A host that no earlier one covers needs the secret again.
 * @throws {AppError} `not-found`, `invalid-request`
 */
export async function updateCredential(
  tx: Transaction,
  {
    secrets,
    organisationId,
    id,
    name = null,
    secret,
    hosts,
  }: {
    secrets: Secrets;
    organisationId: string;
    id: string;
    name?: string | null | undefined;
    secret?: CredentialSecret | undefined;
    hosts?: string[] | undefined;
  },
): Promise<void> {
  if (hosts && !secret) await refuseNewHosts(tx, { id, hosts });
  const sealed = secret
    ? await secrets.seal(JSON.stringify(secret), { organisationId, id, field })
    : null;
  const { rows } = await tx.execute(sql`
    update credentials set
      name = coalesce(${name}::text, name), type = coalesce(${secret?.type ?? null}::text, type),
      secret = coalesce(${sealed}::text, secret),
      hosts = ${hosts ? textArray(hosts) : sql`hosts`}, updated_at = now()
    where id = ${id} returning id`);
  if (rows.length === 0) throw notFound('credential');
}

async function refuseNewHosts(
  tx: Transaction,
  { id, hosts }: { id: string; hosts: string[] },
): Promise<void> {
  const { rows } = await tx.execute<{ hosts: string[] }>(
    sql`select hosts from credentials where id = ${id} for update`,
  );
  if (!rows[0]) throw notFound('credential');
  const added = hostsBeyond(rows[0].hosts, hosts);
  if (added.length === 0) return;
  const message = `Enter the secret again, since it has not been sent to ${added.join(', ')} so far.`;
  throw new AppError('invalid-request', message, { fields: [{ path: 'secret', message }] });
}

/** @throws {AppError} `not-found` */
export async function deleteCredential(tx: Transaction, id: string): Promise<void> {
  const { rows } = await tx.execute(sql`delete from credentials where id = ${id} returning id`);
  if (rows.length === 0) throw notFound('credential');
}

/** What a credential keeps and where it may go, noting that it is used; null for one that is gone. */
export async function useCredential(
  tx: Transaction,
  { secrets, organisationId, id }: { secrets: Secrets; organisationId: string; id: string },
): Promise<{ name: string; secret: CredentialSecret; hosts: string[] } | null> {
  // Once a minute is enough to know, and spares the row.
  const { rows } = await tx.execute<{ name: string; sealed: string; hosts: string[] }>(sql`
    with used as (
      update credentials set last_used_at = now()
      where id = ${id} and coalesce(last_used_at < now() - interval '1 minute', true)
    )
    select name, secret as sealed, hosts from credentials where id = ${id}`);
  const [row] = rows;
  if (!row) return null;
  const { name, hosts, sealed } = row;
  const opened = await secrets.open(sealed, { organisationId, id, field });
  return { name, hosts, secret: credentialSecret.parse(JSON.parse(opened)) };
}
