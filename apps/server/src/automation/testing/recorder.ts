import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorded {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that records what it is asked, and answers as told. */
export async function startRecorder() {
  const recorded: Recorded[] = [];
  const state = {
    recorded,
    respond: (_request: Recorded, response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    },
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, body };
    recorded.push(one);
    state.respond(one, response);
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
export type Recorder = Awaited<ReturnType<typeof startRecorder>>;
