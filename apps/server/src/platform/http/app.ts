import { createHash, randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Database } from '../database/database.ts';
import { AppError } from '../errors.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Log } from '../log.ts';
import { createImplement, type HttpEnv, type Implement } from './api.ts';
import { createClientAddress } from './clientAddress.ts';
import { createLimit } from './limits.ts';
import { metrics, observeRequest } from './metrics.ts';
import { describeApi } from './openApi.ts';
import type { Authenticators } from './principals.ts';
import { respondWithProblem } from './problems.ts';

/**
 * The HTTP side of the platform: request ids, problem details, health, metrics and the OpenAPI
 * description. Features add their endpoints with `implement` and their pages to `app`.
 */
export function createApp({
  database,
  jobs,
  log,
  authenticators,
  publicUrl,
  trustProxy = [],
}: {
  database: Database;
  jobs: Jobs;
  log: Log;
  authenticators: Authenticators;
  publicUrl: string;
  /** Reverse proxies whose `X-Forwarded-For` is believed. */
  trustProxy?: string[];
}): { app: Hono<HttpEnv>; implement: Implement } {
  const app = new Hono<HttpEnv>();
  const told = new Set<string>();
  const clientAddress = createClientAddress(trustProxy, (peer) => {
    if (told.has(peer) || told.size === 10) return;
    told.add(peer);
    log.warn(
      { peer },
      'X-Forwarded-For is ignored, so limits count all visitors as one: if this peer is your proxy, name it in TRUST_PROXY',
    );
  });

  app.use(async (c, next) => {
    const requestId = c.req.header('x-request-id')?.match(/^[\w.-]{1,64}$/)?.[0] ?? randomUUID();
    c.set('requestId', requestId);
    const socket = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket;
    c.set('address', clientAddress(socket?.remoteAddress, c.req.header('x-forwarded-for')));
    // Set before the handler: headers set after it leave Hono's fast path.
    c.header('x-request-id', requestId);
    const startedAt = performance.now();
    await next();
    const milliseconds = performance.now() - startedAt;
    observeRequest(c.req.method, c.res.status, milliseconds);
    if (!log.isLevelEnabled('debug')) return;
    log.debug(
      { requestId, method: c.req.method, path: pathOf(c), status: c.res.status, milliseconds },
      'request',
    );
  });

  app.onError((error, c) => {
    if (!(error instanceof AppError)) {
      log.error({ err: error, requestId: c.get('requestId'), path: pathOf(c) }, 'request failed');
    }
    return respondWithProblem(c, error);
  });
  app.notFound((c) => {
    const allowed = methodsOf(app, c.req.path);
    if (allowed.length === 0 || allowed.includes(c.req.method)) {
      const detail = `Nothing is at ${c.req.method} ${c.req.path}.`;
      return respondWithProblem(c, new AppError('not-found', detail));
    }
    c.header('allow', allowed.join(', '));
    const detail = `${c.req.path} can be asked with ${allowed.join(', ')}.`;
    return respondWithProblem(c, new AppError('method-not-allowed', detail));
  });

  // Browsers ask before they send a key from another site; the request itself is checked then.
  app.options('/api/v1/*', (c) => {
    c.header('access-control-allow-origin', '*');
    c.header('access-control-allow-methods', 'GET, POST, PATCH, DELETE');
    c.header(
      'access-control-allow-headers',
      'authorization, content-type, echoai-visitor, last-event-id',
    );
    c.header('access-control-max-age', '86400');
    return c.body(null, 204);
  });

  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  /** Whoever asks while the database is being asked gets the same answer. */
  let looking: Promise<boolean> | undefined;
  app.get('/readyz', async (c) => {
    looking ??= isReachable(database).finally(() => {
      looking = undefined;
    });
    const databaseReady = await looking;
    const ready = databaseReady && jobs.isRunning();
    return c.json({ database: databaseReady, jobs: jobs.isRunning() }, ready ? 200 : 503);
  });
  const limitMetrics = createLimit({ name: 'metrics', by: 'address', allowance: 60 });
  app.get('/metrics', async (c) => {
    limitMetrics.take(c.get('address'));
    c.header('content-type', metrics.contentType);
    return c.body(await metrics.metrics());
  });
  let description: { text: string; etag: string } | undefined;
  app.get('/api/v1/openapi.json', (c) => {
    description ??= describe(publicUrl);
    c.header('etag', description.etag);
    c.header('cache-control', 'no-cache');
    if (c.req.header('if-none-match') === description.etag) return c.body(null, 304);
    c.header('content-type', 'application/json');
    return c.body(description.text);
  });

  return { app, implement: createImplement(app, authenticators) };
}

/** Made once: 300 kB that never change while the process lives. */
function describe(publicUrl: string) {
  const text = JSON.stringify(describeApi(publicUrl));
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return { text, etag: `"${hash}"` };
}

/**
 * The path as it may be logged: of a route's parameters only our own ids are kept. Some are secrets,
 * such as the token of a webhook, and a path that no route has is a stranger's text.
 */
function pathOf(c: Context<HttpEnv>): string {
  const route = matchedRoutes(c).findLast(({ path }) => path !== '/*')?.path ?? '…';
  return route.replace('*', '…').replace(/:(\w+)[^/]*/g, (_, name) => {
    const value = c.req.param(name) ?? '';
    return /^[a-z]{2,4}_[0-9a-z]{10,40}$/.test(value) ? value : '…';
  });
}

/** Methods that have a handler of their own at `path`, besides what runs for every request. */
function methodsOf(app: Hono<HttpEnv>, path: string): string[] {
  const methods = ['GET', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'DELETE'].filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method),
  );
  // Preflights are answered below /api/v1 whether anything is there or not.
  if (methods.every((method) => method === 'OPTIONS')) return [];
  return (methods.includes('GET') ? [...methods, 'HEAD'] : methods).sort();
}

async function isReachable(database: Database): Promise<boolean> {
  const timeout = new Promise<false>((resolve) => setTimeout(resolve, 2_000, false).unref());
  const query = database
    .asPlatform((tx) => tx.execute('select 1'))
    .then(
      () => true,
      () => false,
    );
  return Promise.race([query, timeout]);
}
