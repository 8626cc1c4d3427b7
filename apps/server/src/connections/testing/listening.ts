import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';

/** A server on a socket, which knows its own address: for what providers send by themselves. */
export async function startListening(
  environment: Record<string, string>,
): Promise<{ server: TestServer; url: string; close(): Promise<void> }> {
  let server: TestServer | undefined;
  const http = createServer((request, response) => {
    void getRequestListener(server!.app.fetch)(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  server = await startTestServer({ environment: { ...environment, ECHOAI_PUBLIC_URL: url } });
  return {
    server,
    url,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await server!.close();
    },
  };
}
