import { timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Config, ConfigurationError } from '../config.ts';
import type { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import { deriveKey } from '../platform/secret.ts';
import { type Accounts, newAccountId } from './accounts.ts';
import { refuseWeakPassword, weaknessOf } from './passwords.ts';

/** The one-time token of the set-up link: the same in every process, worthless once an owner exists. */
export function setupToken(secret: string): string {
  return deriveKey(secret, 'first owner').slice(0, 40);
}

export function isSetupToken(secret: string, token: string): boolean {
  const expected = Buffer.from(setupToken(secret));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export async function hasOwner(database: Database): Promise<boolean> {
  const { rows } = await database.asPlatform((tx) =>
    tx.execute(sql`select 1 from member where role = 'owner' limit 1`),
  );
  return rows.length > 0;
}

/**
 * Creates the installation's first owner, who joins its first organisation.
 * @throws {AppError} `conflict` when there is an owner already, `invalid-request` for a weak password
 */
export async function createOwner({
  accounts,
  database,
  name,
  email,
  password,
}: {
  accounts: Accounts;
  database: Database;
  name: string;
  email: string;
  password: string;
}): Promise<void> {
  await refuseWeakPassword(password, [email, name]);
  const { password: passwords } = await accounts.$context;
  const passwordHash = await passwords.hash(password);
  await database.asPlatform(async (tx) => {
    // Two people opening the link at once: the second waits here, and is then refused.
    await tx.execute(sql`lock table member in exclusive mode`);
    const { rows: owners } = await tx.execute(
      sql`select 1 from member where role = 'owner' limit 1`,
    );
    if (owners.length > 0) {
      throw new AppError('conflict', 'This installation has an owner already. Sign in instead.');
    }
    const userId = newAccountId('user');
    await tx.execute(sql`
      insert into "user" (id, name, email, "emailVerified")
      values (${userId}, ${name}, ${email.toLowerCase()}, true)`);
    await tx.execute(sql`
      insert into account (id, "accountId", "providerId", "userId", password)
      values (${newAccountId('account')}, ${userId}, 'credential', ${userId}, ${passwordHash})`);
    await tx.execute(sql`
      insert into member (id, "organizationId", "userId", role)
      select ${newAccountId('member')}, id, ${userId}, 'owner'
      from organization order by "createdAt", id limit 1`);
  });
}

/**
 * Creates the first owner as the environment says, unless there is one. Of processes that start
 * together, one does.
 * @throws {ConfigurationError} for a password that is easy to guess
 */
export async function createConfiguredOwner({
  accounts,
  database,
  admin,
}: {
  accounts: Accounts;
  database: Database;
  admin: NonNullable<Config['admin']>;
}): Promise<void> {
  if (await hasOwner(database)) return;
  const weakness = await weaknessOf(admin.password, [admin.email]);
  if (weakness) throw new ConfigurationError(`ECHOAI_ADMIN_PASSWORD cannot be used. ${weakness}`);
  try {
    await createOwner({ accounts, database, name: 'Owner', ...admin });
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return;
    throw error;
  }
}

/** Whether anybody has made anything here: an owner, or a chatbot. */
export async function isInUse(database: Database): Promise<boolean> {
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<{ used: boolean }>(
      sql`select exists (select from member) or exists (select from chatbots) as used`,
    ),
  );
  return rows[0]!.used;
}

/** Creates the first organisation if there is none. @returns the id of the first one */
export async function ensureOrganisation(database: Database, name: string): Promise<string> {
  return database.asPlatform(async (tx) => {
    await tx.execute(sql`lock table organization in exclusive mode`);
    const { rows } = await tx.execute<{ id: string }>(
      sql`select id from organization order by "createdAt", id limit 1`,
    );
    if (rows[0]) return rows[0].id;
    const organisationId = newAccountId('organization');
    await tx.execute(
      sql`insert into organization (id, name, slug) values (${organisationId}, ${name}, ${organisationId})`,
    );
    return organisationId;
  });
}
