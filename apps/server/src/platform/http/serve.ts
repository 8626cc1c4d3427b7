import { createServer, type RequestListener, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { HttpEnv } from './api.ts';

/** Paths that belong to the API and its pages; the dashboard has all others. */
const apiPath = /^\/(api|auth|healthz|readyz|metrics|widget|widget\.js|demo|connections)(\/|\?|$)/;

/**
 * Serves Hono and the dashboard on one port, split on the URL before either of them sees it.
 * @throws an error with code `EADDRINUSE` or `EACCES` when the port cannot be had
 */
export async function serve({
  app,
  dashboard,
  port,
  host,
}: {
  app: Hono<HttpEnv>;
  dashboard: RequestListener;
  port: number;
  host: string;
}): Promise<Server> {
  const api = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    if (apiPath.test(request.url ?? '/')) void api(request, response);
    else dashboard(request, response);
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
  return server;
}

/** Takes no new requests and waits up to ten seconds for those under way. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 10_000);
  await closed;
  clearTimeout(timer);
}
