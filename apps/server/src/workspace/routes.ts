import { api } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Config } from '../config.ts';
import type { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { createBodyLimit, type HttpEnv, type Implement } from '../platform/http/api.ts';
import { createLimit } from '../platform/http/limits.ts';
import { byId, pageOfRows, readCursor } from '../platform/http/paging.ts';
import type { Models } from '../platform/models/models.ts';
import { type Accounts, askAccounts } from './accounts.ts';
import { browserCookie, readBrowser } from './knownBrowser.ts';
import { modelNotices } from './modelNotices.ts';
import { createOwner, hasOwner, isSetupToken } from './owner.ts';
import { createSignInQueue } from './signInQueue.ts';

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
  const limitSignIn = createLimit({ name: 'sign-in', by: 'address', allowance: 20 });

  const limitReads = createLimit({ name: 'account-reads', by: 'address', allowance: 240 });
  const limitSetUp = createLimit({ name: 'set-up', by: 'address', allowance: 60 });
  const queue = createSignInQueue();
  app.on(['GET', 'POST'], '/auth/*', createBodyLimit(64 * 1024), async (c) => {
    const address = c.get('address');
    const answer = () => askAccounts(() => accounts.handler(c.req.raw));
    if (c.req.method === 'GET') {
      limitReads.take(address);
      return answer();
    }
    limitSignIn.take(address);
    // Of what is posted here only this one never looks at a password.
    if (c.req.path === '/auth/sign-out') return answer();
    const isKnown = readBrowser(secret, getCookie(c, browserCookie)) !== null;
    const response = await queue.run({ address, isKnown }, answer);
    if (response.status !== 429) return response;
    const { message } = (await response.json()) as { message: string };
    const retryAfter = Number(response.headers.get('retry-after'));
    throw new AppError('rate-limited', message, { retryAfter });
  });

  implement(api.workspace.setupState, async ({ context }) => {
    limitSetUp.take(context.get('address'));
    return { needed: !(await hasOwner(database)) };
  });

  implement(api.workspace.setup, async ({ body, context }) => {
    limitSignIn.take(context.get('address'));
    if (!isSetupToken(secret, body.token)) {
      throw new AppError(
        'forbidden',
        'This set-up link is not valid. Start prints the right one while there is no owner.',
      );
    }
    const who = { address: context.get('address'), isKnown: true };
    await queue.run(who, () => createOwner({ accounts, database, ...body }));
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
      models: {
        chat: models.chatModel,
        fast: models.fastModel,
        embedding: models.embeddingModel,
        notices: await modelNotices({ database, models, ...operator }),
      },
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
