import { api } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Hono } from 'hono';
import type { Config } from '../config.ts';
import type { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { createBodyLimit, type HttpEnv, type Implement } from '../platform/http/api.ts';
import { byId, pageOfRows, readCursor } from '../platform/http/paging.ts';
import { createRateLimit } from '../platform/http/rateLimit.ts';
import type { Models } from '../platform/models/models.ts';
import { type Accounts, askAccounts } from './accounts.ts';
import { createOwner, hasOwner, isSetupToken } from './owner.ts';

/** Sign-in, set-up, who is signed in, and secret keys. */
export function addWorkspaceRoutes({
  app,
  implement,
  accounts,
  database,
  models,
  config,
  secret,
}: {
  app: Hono<HttpEnv>;
  implement: Implement;
  accounts: Accounts;
  database: Database;
  models: Models;
  config: Pick<Config, 'publicUrl'>;
  secret: string;
}): void {
  const limitSignIn = createRateLimit('sign-in', 20);

  app.on(['GET', 'POST'], '/auth/*', createBodyLimit(64 * 1024), async (c) => {
    if (c.req.method === 'POST') await limitSignIn(c.get('address'));
    return askAccounts(() => accounts.handler(c.req.raw));
  });

  implement(api.workspace.setupState, async () => ({ needed: !(await hasOwner(database)) }));

  implement(api.workspace.setup, async ({ body, context }) => {
    await limitSignIn(context.get('address'));
    if (!isSetupToken(secret, body.token)) {
      throw new AppError(
        'forbidden',
        'This set-up link is not valid. Start prints the right one while there is no owner.',
      );
    }
    await createOwner({ accounts, database, ...body });
    return undefined;
  });

  implement(api.workspace.me, async ({ operator }) => {
    const { rows } = await database.asPlatform((tx) =>
      tx.execute<{ name: string }>(
        sql`select name from organization where id = ${operator.organisationId}`,
      ),
    );
    return {
      user: operator.user,
      organisation: { id: operator.organisationId, name: rows[0]?.name ?? '' },
      models: { chat: models.chatModel, embedding: models.embeddingModel },
      publicUrl: config.publicUrl,
    };
  });

  addKeyRoutes({ implement, accounts, database });
}

interface KeyRow extends Record<string, unknown> {
  id: string;
  name: string | null;
  start: string | null;
  createdAt: string;
  lastUsedAt: string | null;
}

function addKeyRoutes({
  implement,
  accounts,
  database,
}: {
  implement: Implement;
  accounts: Accounts;
  database: Database;
}): void {
  implement(api.keys.list, async ({ operator, query: { limit, cursor } }) => {
    const after = readCursor(cursor, byId)?.[0] ?? null;
    const { rows } = await database.asPlatform((tx) =>
      tx.execute<KeyRow>(sql`
        select id, name, start, "createdAt", "lastRequest" as "lastUsedAt" from apikey
        where "referenceId" = ${operator.organisationId} and (${after}::text is null or id < ${after})
        order by id desc limit ${limit + 1}`),
    );
    return pageOfRows({ rows: rows.map(toKey), limit, cursorOf: (key) => [key.id] });
  });

  implement(api.keys.create, async ({ operator, body }) => {
    if (!operator.user) {
      throw new AppError(
        'forbidden',
        'A secret key cannot make another. Sign in to the dashboard.',
      );
    }
    const created = await accounts.api.createApiKey({
      body: { name: body.name, organizationId: operator.organisationId, userId: operator.user.id },
    });
    return {
      ...toKey({
        ...created,
        createdAt: created.createdAt.toISOString(),
        lastUsedAt: null,
      }),
      key: created.key,
    };
  });

  implement(api.keys.remove, async ({ operator, params: { keyId } }) => {
    const { rows } = await database.asPlatform((tx) =>
      tx.execute(sql`
        delete from apikey where id = ${keyId} and "referenceId" = ${operator.organisationId} returning id`),
    );
    if (rows.length === 0) throw notFound('key');
    return undefined;
  });
}

function toKey({ id, name, start, createdAt, lastUsedAt }: KeyRow) {
  return {
    id,
    name: name ?? '',
    start: start ?? '',
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: lastUsedAt ? new Date(lastUsedAt).toISOString() : null,
  };
}
