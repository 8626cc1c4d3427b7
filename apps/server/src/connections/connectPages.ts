import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { AppError } from '../platform/errors.ts';
import type { HttpContext, HttpEnv } from '../platform/http/api.ts';
import { createLimit } from '../platform/http/limits.ts';
import { ConnectError, completeConnect } from './connect.ts';
import type { Services } from './services.ts';

const browserCookie = 'echoai_connect';
/** What came of it, for the dashboard to show: readable there, and not by way of a link. */
const resultCookie = 'echoai_connected';

/** What knows the browser again when it comes back from the provider; made if it has none. */
export function browserOf(context: HttpContext, { config }: Pick<Services, 'config'>): string {
  const kept = getCookie(context, browserCookie);
  const browser = kept && /^[\w-]{43}$/.test(kept) ? kept : randomBytes(32).toString('base64url');
  setCookie(context, browserCookie, browser, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: config.publicUrl.startsWith('https:'),
    path: '/',
    maxAge: 3_600,
  });
  return browser;
}

/** Where providers send browsers back to. */
export function addConnectPages({
  app,
  services,
}: {
  app: Hono<HttpEnv>;
  services: Services;
}): void {
  const limit = createLimit({ name: 'consents', by: 'address', allowance: 60 });

  app.get('/connections/callback/:provider', async (context) => {
    limit.take(context.get('address'));
    context.header('cache-control', 'no-store');
    context.header('referrer-policy', 'no-referrer');
    const providerId = context.req.param('provider');
    const result = await completeConnect({
      services,
      providerId,
      query: new URL(context.req.url).searchParams,
      browser: getCookie(context, browserCookie) ?? null,
    }).then(
      ({ name, isNew, connectionId }) => ({ provider: providerId, connectionId, name, isNew }),
      (error: unknown) => {
        const isSaid = error instanceof ConnectError || error instanceof AppError;
        if (!isSaid) services.log.error({ err: error, provider: providerId }, 'a consent failed');
        const message = isSaid ? error.message : 'Something of ours failed; the log says more.';
        return { provider: providerId, error: message };
      },
    );
    setCookie(context, resultCookie, JSON.stringify(result), {
      sameSite: 'Lax',
      path: '/',
      maxAge: 120,
    });
    return context.redirect('/integrations', 303);
  });
}
