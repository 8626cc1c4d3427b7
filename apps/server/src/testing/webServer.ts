import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface WebRequest {
  url: string;
  method: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Somebody else's program on a local port: records requests, and answers as told. */
export async function startWebServer() {
  const state = {
    requests: [] as WebRequest[],
    answer: (response: ServerResponse, _request: WebRequest): void => {
      response.end();
    },
  };
  const server = createServer(async (incoming, response) => {
    const { url = '', method = '', headers } = incoming;
    const request = { url, method, headers, body: await text(incoming) };
    state.requests.push(request);
    state.answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type WebServer = Awaited<ReturnType<typeof startWebServer>>;
