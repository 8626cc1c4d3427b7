import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchByHttp } from './fetchByHttp.ts';

let listener: RequestListener;
const server = createServer((request, response) => listener(request, response));
const sockets = new Set<Socket>();
server.on('connection', (socket) => sockets.add(socket));
let url: string;

beforeEach(async () => {
  sockets.clear();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const post = (init: RequestInit = {}) =>
  fetchByHttp(url, { method: 'POST', body: '{"a":"ü"}', headers: { 'x-asked': 'yes' }, ...init });

async function readParts(response: Response) {
  let text = '';
  for await (const part of response.body!) text += Buffer.from(part).toString();
  return text;
}

describe('fetch over node:http', () => {
  it('sends what it is given, and answers with status, headers and body', async () => {
    listener = async (request, response) => {
      const body = (await request.toArray()).join('');
      response.writeHead(429, { 'retry-after': '7', 'content-type': 'application/json' });
      response.end(JSON.stringify({ body, asked: request.headers['x-asked'] }));
    };
    const response = await post();
    expect([response.ok, response.status]).toEqual([false, 429]);
    expect(response.headers.get('Retry-After')).toBe('7');
    expect(await response.json()).toEqual({ body: '{"a":"ü"}', asked: 'yes' });
  });

  it('gives the parts of a body as they come, and uses the connection again', async () => {
    listener = (request, response) => {
      request.resume();
      response.write('one ');
      setTimeout(() => response.end('two'), 20);
    };
    expect(await readParts(await post())).toBe('one two');
    expect(await (await post()).text()).toBe('one two');
    expect(sockets.size).toBe(1);
  });

  it('uses a connection again of whose body only the end was not read', async () => {
    listener = (request, response) => {
      request.resume();
      response.write('[DONE]');
      setTimeout(() => response.end(), 5);
    };
    for (let turn = 0; turn < 3; turn++) {
      for await (const part of (await post()).body!) if (part.length > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(sockets.size).toBe(1);
  });

  it('is not broken off by a signal of something that ended with the last part', async () => {
    listener = (request, response) => {
      request.resume();
      response.write('[DONE]');
      setTimeout(() => response.end(), 20);
    };
    const job = new AbortController();
    for await (const part of (await post({ signal: job.signal })).body!) if (part.length > 0) break;
    job.abort();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await (await post()).text()).toBe('[DONE]');
    expect(sockets.size).toBe(1);
  });

  it('asks again on a new connection when a kept one was closed meanwhile', async () => {
    let count = 0;
    listener = (request, response) => {
      count++;
      if (count === 2) request.socket.resetAndDestroy();
      else request.resume().on('end', () => response.end(`answer ${count}`));
    };
    expect(await (await post()).text()).toBe('answer 1');
    expect(await (await post()).text()).toBe('answer 3');
  });

  it('fails when a body breaks off, and when nobody listens', async () => {
    listener = (request, response) => {
      request.resume();
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(post().then(readParts)).rejects.toThrow();
    const closed = 'http://127.0.0.1:1/';
    await expect(fetchByHttp(closed, { method: 'POST', body: '' })).rejects.toThrow('ECONNREFUSED');
  });

  it('ends with its signal, before the answer and within it', async () => {
    listener = (request) => request.resume();
    await expect(post({ signal: AbortSignal.timeout(20) })).rejects.toThrow('aborted');
    listener = (request, response) => {
      request.resume();
      response.write('half');
    };
    const stop = new AbortController();
    const response = await post({ signal: stop.signal });
    stop.abort();
    await expect(readParts(response)).rejects.toThrow('aborted');
  });

  it('follows a redirect as fetch does', async () => {
    listener = (request, response) => {
      request.resume();
      if (request.url === '/') response.writeHead(307, { location: '/there' }).end();
      else response.end(request.method);
    };
    expect(await (await post()).text()).toBe('POST');
  });
});
