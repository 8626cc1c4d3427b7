import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../../config.ts';

/**
 * What every answer says to a browser, unless whoever makes the answer says otherwise: it is no page,
 * loads nothing, is framed by nobody, and is kept nowhere. Pages have policies of their own.
 */
const always: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** The panel is framed by the sites that its chatbot allows, which only `frame-ancestors` can say. */
const framed = /^\/widget\/panel(\?|$)/;

/**
 * Sets the headers before anything answers, at the one place that all answers come through: Hono's own,
 * those of better-auth and Inngest, the dashboard's files, errors and streams.
 */
export function setSecurityHeaders(
  { url = '/' }: Pick<IncomingMessage, 'url'>,
  response: Pick<ServerResponse, 'setHeader' | 'getHeader' | 'removeHeader' | 'writeHead'>,
  { publicUrl }: Pick<Config, 'publicUrl'>,
): void {
  for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
  if (!framed.test(url)) response.setHeader('x-frame-options', 'DENY');
  // Subdomains may be somebody else's, so they are left out.
  if (publicUrl.startsWith('https:'))
    response.setHeader('strict-transport-security', 'max-age=31536000');
  leaveKeptPagesAlone(response);
}

/**
 * The headers of a 304 take the place of those that the browser keeps with the page. So what nobody
 * chose for this answer goes: the page would be shown by a policy that forbids its own scripts.
 */
function leaveKeptPagesAlone(
  response: Pick<ServerResponse, 'getHeader' | 'removeHeader' | 'writeHead'>,
): void {
  const writeHead = response.writeHead;
  response.writeHead = function (this: ServerResponse, ...given: unknown[]) {
    if (given[0] === 304)
      for (const name of ['content-security-policy', 'cache-control'])
        if (this.getHeader(name) === always[name]) this.removeHeader(name);
    return writeHead.apply(this, given as never);
  } as typeof writeHead;
}
