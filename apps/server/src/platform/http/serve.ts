import { createServer, type RequestListener, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { AppError } from '../errors.ts';
import type { HttpEnv } from './api.ts';
import { problemOf } from './problems.ts';
import { setSecurityHeaders } from './securityHeaders.ts';

/** Paths that belong to the API and its pages; the dashboard has all others. */
const apiPath = /^\/(api|auth|healthz|readyz|metrics|widget|widget\.js|demo|connections)(\/|\?|$)/;

/** What is behind a port: the API with its pages, and the dashboard for all other paths. */
interface Routes {
  app: Hono<HttpEnv>;
  dashboard: RequestListener;
}

/**
 * Takes a port, which says that EchoAI is starting until `open` is called. A process takes its port
 * before it touches any data: one that cannot have it changes nothing.
 * @throws an error with code `EADDRINUSE` or `EACCES` when the port cannot be had
 */
export async function takePort({
  port,
  host,
  publicUrl,
}: {
  port: number;
  host: string;
  publicUrl: string;
}): Promise<{ server: Server; open(routes: Routes): void }> {
  let answer: RequestListener = answerStarting;
  const server = createServer((request, response) => {
    setSecurityHeaders(request, response, { publicUrl });
    answer(request, response);
  });
  // A header or a body that trickles in holds its socket for at most these times.
  server.headersTimeout = 20_000;
  server.requestTimeout = 120_000;
  // Longer than proxies and browsers keep an idle connection: whoever closes it first must not be us,
  // or a request that is under way on it is lost.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    server,
    open({ app, dashboard }) {
      const api = getRequestListener(app.fetch);
      // Split on the URL before either of them sees it.
      answer = (request, response) => {
        if (apiPath.test(request.url ?? '/')) void api(request, response);
        else dashboard(request, response);
      };
    },
  };
}

/** Takes a port and serves on it at once. */
export async function serve({
  app,
  dashboard,
  ...place
}: Routes & Parameters<typeof takePort>[0]): Promise<Server> {
  const { server, open } = await takePort(place);
  open({ app, dashboard });
  return server;
}

/** Alive, not ready; a browser looks again by itself. */
const answerStarting: RequestListener = (request, response) => {
  const [path] = (request.url ?? '/').split('?'); // whatever a stranger sends, it is no reason to end
  const send = (status: number, type: string, body: string) =>
    response
      .writeHead(status, {
        'content-type': type,
        'cache-control': 'no-store',
        ...(status === 503 ? { 'retry-after': '2' } : {}),
      })
      .end(body);
  if (path === '/healthz') return send(200, 'application/json', '{"status":"ok"}');
  if (path === '/readyz')
    return send(503, 'application/json', '{"database":false,"jobs":false,"starting":true}');
  if (request.headers.accept?.includes('text/html'))
    return send(503, 'text/html; charset=utf-8', startingPage);
  const problem = problemOf(new AppError('starting', 'EchoAI is starting. Try again shortly.'));
  return send(503, 'application/problem+json', JSON.stringify(problem));
};

const startingPage = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>EchoAI is starting</title><p style="font:16px system-ui;margin:3rem">EchoAI is starting …</p></html>`;

/** Takes no new requests and waits up to ten seconds for those under way. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 10_000);
  await closed;
  clearTimeout(timer);
}
