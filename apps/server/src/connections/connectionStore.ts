import type { Connection, ConnectionStatus, LinkedRecord } from '@echoai/contract';
import { cutText } from '@echoai/contract/text';
import type { Provider } from '@echoai/integrations/provider';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { textArray, toIso } from '../platform/database/sqlValues.ts';
import { notFound } from '../platform/errors.ts';
import { newId } from '../platform/newId.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Tokens } from './oauth.ts';

/** What the database keeps of connections. Functions with a `tx` run inside `withOrganisation`. */

/** A connection without who uses it, which the store does not know. */
export type ConnectionRow = Omit<Connection, 'usedBy' | 'waiting'>;

/** @param after ids above this, in their order */
export async function listConnections(
  tx: Transaction,
  {
    after = '',
    limit,
    id = null,
    provider = null,
  }: { after?: string; limit: number; id?: string | null; provider?: string | null },
): Promise<ConnectionRow[]> {
  const { rows } = await tx.execute<ConnectionRow & Record<string, unknown>>(sql`
    select c.id, c.provider, c.name, c.account_id as "accountId", c.account_name as "accountName",
      c.scopes, c.status, c.status_reason as "statusReason", c.status_since as "statusSince",
      c.probed_at as "probedAt", c.last_used_at as "lastUsedAt", c.connected_by as "connectedBy",
      c.created_at as "createdAt"
    from connections c
    where c.id > ${after} and coalesce(${id}::text, c.id) = c.id
      and coalesce(${provider}::text, c.provider) = c.provider
    order by c.id limit ${limit}`);
  return rows.map((row) => ({
    ...row,
    statusSince: toIso(row.statusSince),
    probedAt: toIso(row.probedAt),
    lastUsedAt: toIso(row.lastUsedAt),
    createdAt: toIso(row.createdAt),
  }));
}

/** @throws {AppError} `not-found` */
export async function readConnection(tx: Transaction, id: string): Promise<ConnectionRow> {
  const [found] = await listConnections(tx, { id, limit: 1 });
  if (!found) throw notFound('connection');
  return found;
}

export async function readHistory(tx: Transaction, connectionId: string) {
  const { rows } = await tx.execute<{
    status: ConnectionStatus;
    reason: string | null;
    at: string;
  }>(sql`
    select status, reason, created_at as at from connection_changes
    where connection_id = ${connectionId} order by id desc limit 50`);
  return rows.map((row) => ({ ...row, at: toIso(row.at) }));
}

/** @throws {AppError} `not-found` */
export async function renameConnection(
  tx: Transaction,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const { rows } = await tx.execute(sql`
    update connections set name = ${name}, updated_at = now() where id = ${id} returning id`);
  if (rows.length === 0) throw notFound('connection');
}

/** @throws {AppError} `not-found` */
export async function deleteConnection(tx: Transaction, id: string): Promise<void> {
  const { rows } = await tx.execute(sql`delete from connections where id = ${id} returning id`);
  if (rows.length === 0) throw notFound('connection');
}

interface Place {
  secrets: Secrets;
  organisationId: string;
}

/**
 * Keeps a new connection; or, for an account that is connected already, its new tokens: name,
 * automations and history stay.
 * @returns its id
 */
export async function storeConnection(
  tx: Transaction,
  {
    secrets,
    organisationId,
    provider,
    account,
    apiUrl,
    tokens,
    connectedBy,
  }: Place & {
    provider: Provider;
    account: { id: string; name: string };
    apiUrl: string | null;
    tokens: Tokens;
    connectedBy: string;
  },
): Promise<{ id: string; isNew: boolean }> {
  // The id comes before the tokens, which are sealed for it.
  const { rows } = await tx.execute<{ id: string; isNew: boolean }>(sql`
    insert into connections (id, organisation_id, provider, name, account_id, account_name, scopes,
      access_token)
    values (${newId('con')}, ${organisationId}, ${provider.id}, ${cutText(account.name, 80)},
      ${account.id}, ${account.name}, '{}', '')
    on conflict (organisation_id, provider, account_id)
      do update set account_name = excluded.account_name
    returning id, access_token = '' as "isNew"`);
  const { id, isNew } = rows[0]!;
  const sealed = await sealTokens(tokens, { secrets, organisationId, id });
  const scopes = tokens.scopes ?? provider.scopes.map(({ name }) => name);
  await tx.execute(sql`
    update connections set access_token = ${sealed.accessToken},
      refresh_token = coalesce(${sealed.refreshToken}::text, refresh_token),
      expires_at = ${tokens.expiresAt?.toISOString() ?? null}, generation = generation + 1,
      api_url = ${apiUrl}, scopes = ${textArray(scopes)},
      connected_by = ${connectedBy}, refreshing_until = null, probed_at = now(), updated_at = now()
    where id = ${id}`);
  const { requests, seconds, burst } = provider.limit;
  await tx.execute(sql`
    insert into connection_flow (connection_id, organisation_id, requests, seconds, burst)
    values (${id}, ${organisationId}, ${requests}, ${seconds}, ${burst})
    on conflict (connection_id) do update set failures = 0, open_until = null, free_at = now()`);
  return { id, isNew };
}

async function sealTokens(
  { accessToken, refreshToken }: Pick<Tokens, 'accessToken' | 'refreshToken'>,
  { secrets, ...of }: Place & { id: string },
): Promise<{ accessToken: string; refreshToken: string | null }> {
  return {
    accessToken: await secrets.seal(accessToken, { ...of, field: 'access token' }),
    refreshToken:
      refreshToken && (await secrets.seal(refreshToken, { ...of, field: 'refresh token' })),
  };
}

/** A connection with its tokens, opened. */
export interface OpenConnection {
  id: string;
  provider: string;
  name: string;
  account: { id: string; name: string };
  apiUrl: string | null;
  accessToken: string;
  refreshToken: string | null;
  generation: number;
  expiresAt: Date | null;
  status: ConnectionStatus;
  statusReason: string | null;
}

/**
 * Its tokens, opened; null for a connection that is gone.
 * @throws {UnreadableSecret}
 */
export async function openConnection(
  tx: Transaction,
  { secrets, organisationId, id }: Place & { id: string },
): Promise<OpenConnection | null> {
  const { rows } = await tx.execute<
    Omit<OpenConnection, 'account' | 'expiresAt'> &
      Record<string, unknown> & { accountId: string; accountName: string; expiresAt: string | null }
  >(sql`
    select id, provider, name, account_id as "accountId", account_name as "accountName",
      api_url as "apiUrl", access_token as "accessToken", refresh_token as "refreshToken",
      generation, expires_at as "expiresAt", status, status_reason as "statusReason"
    from connections where id = ${id}`);
  const [row] = rows;
  if (!row) return null;
  const { accountId, accountName, accessToken, refreshToken, expiresAt, ...rest } = row;
  const of = { organisationId, id };
  return {
    ...rest,
    account: { id: accountId, name: accountName },
    accessToken: await secrets.open(accessToken, { ...of, field: 'access token' }),
    refreshToken:
      refreshToken && (await secrets.open(refreshToken, { ...of, field: 'refresh token' })),
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  };
}

/** Seconds after which a refresh whose process died is free for another. */
const refreshSeconds = 30;

/**
 * Whether this caller is the one to refresh tokens of a generation: others are told no until it is
 * done, or dead.
 */
export async function claimRefresh(
  tx: Transaction,
  { id, generation }: { id: string; generation: number },
): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    update connections set refreshing_until = now() + make_interval(secs => ${refreshSeconds})
    where id = ${id} and generation = ${generation}
      and coalesce(refreshing_until < now(), true)
    returning id`);
  return rows.length > 0;
}

/** The new tokens, before anybody uses them; a refresh token that did not come stays the old one. */
export async function storeRefreshed(
  tx: Transaction,
  {
    secrets,
    organisationId,
    id,
    generation,
    tokens,
  }: Place & { id: string; generation: number; tokens: Tokens },
): Promise<void> {
  const sealed = await sealTokens(tokens, { secrets, organisationId, id });
  await tx.execute(sql`
    update connections set access_token = ${sealed.accessToken},
      refresh_token = coalesce(${sealed.refreshToken}::text, refresh_token),
      expires_at = ${tokens.expiresAt?.toISOString() ?? null}, generation = generation + 1,
      refreshing_until = null, updated_at = now()
    where id = ${id} and generation = ${generation}`);
}

export async function releaseRefresh(tx: Transaction, id: string): Promise<void> {
  await tx.execute(sql`update connections set refreshing_until = null where id = ${id}`);
}

/** Notes that it is used, and works; once a minute is enough to know, and spares the row. */
export async function noteUse(tx: Transaction, id: string): Promise<void> {
  await tx.execute(sql`
    update connections set last_used_at = now(), probed_at = now()
    where id = ${id} and coalesce(last_used_at < now() - interval '1 minute', true)`);
}

export async function noteProbe(tx: Transaction, id: string): Promise<void> {
  await tx.execute(sql`update connections set probed_at = now() where id = ${id}`);
}

/** A text that an action kept with the connection; null without one. */
export async function readMemory(
  tx: Transaction,
  { connectionId, key }: { connectionId: string; key: string },
): Promise<string | null> {
  const { rows } = await tx.execute<{ value: string }>(sql`
    select value from connection_memory where connection_id = ${connectionId} and key = ${key}`);
  return rows[0]?.value ?? null;
}

/** Keeps a text, unless there is one already. */
export async function keepMemory(
  tx: Transaction,
  {
    organisationId,
    connectionId,
    key,
    value,
  }: { organisationId: string; connectionId: string; key: string; value: string },
): Promise<void> {
  await tx.execute(sql`
    insert into connection_memory (connection_id, organisation_id, key, value)
    values (${connectionId}, ${organisationId}, ${key}, ${value})
    on conflict (connection_id, key) do nothing`);
}

/** Records at providers that are about a visitor. */
export async function linkRecord(
  tx: Transaction,
  {
    organisationId,
    externalUserId,
    sessionId,
    connectionId,
    record,
  }: {
    organisationId: string;
    externalUserId: string;
    sessionId: string | null;
    connectionId: string;
    record: { type: string; id: string; url: string | null };
  },
): Promise<void> {
  await tx.execute(sql`
    insert into contact_links (external_user_id, connection_id, organisation_id, record_type,
      record_id, url, session_id)
    select ${externalUserId}, ${connectionId}, ${organisationId}, ${record.type}, ${record.id},
      ${record.url}, (select id from conversation_sessions where id = ${sessionId})
    where exists (select from external_users where id = ${externalUserId})
      and exists (select from connections where id = ${connectionId})
    on conflict (external_user_id, connection_id, record_type, record_id)
      do update set url = excluded.url, updated_at = now(),
        session_id = coalesce(excluded.session_id, contact_links.session_id)`);
}

/** The records that are about the visitor of a conversation, the latest first. */
export async function listRecords(
  tx: Transaction,
  conversationId: string,
): Promise<LinkedRecord[]> {
  const { rows } = await tx.execute<LinkedRecord & Record<string, unknown>>(sql`
    select c.provider, c.name as "connectionName", l.record_type as type, l.record_id as id, l.url,
      l.updated_at as "updatedAt"
    from conversation_sessions s
    join contact_links l on l.external_user_id = s.external_user_id or l.session_id = s.id
    join connections c on c.id = l.connection_id
    where s.id = ${conversationId} order by l.updated_at desc limit 50`);
  return rows.map((row) => ({ ...row, updatedAt: toIso(row.updatedAt) }));
}
