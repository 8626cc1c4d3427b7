import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../testing/patience.ts';
import { type SafeRequest, safeRequest } from './safeRequest.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let handlers: Record<string, Handler> = {};
let seen: { url: string; method: string; headers: IncomingMessage['headers']; body: string }[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const { url = '', method = '', headers } = request;
  seen.push({ url, method, headers, body });
  (handlers[url] ?? ((_, answer) => answer.end('fine')))(request, response);
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
beforeEach(() => {
  handlers = {};
  seen = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const here = [{ address: '127.0.0.1', family: 4 }];
const redirect =
  (location: string, status = 302): Handler =>
  (_, response) =>
    response.writeHead(status, { location }).end();

/** Asks hosts that are all this machine; `shop.example` is allowed to be. */
function ask(path: string, request: Partial<SafeRequest> = {}) {
  return safeRequest({
    method: 'GET',
    url: path.startsWith('/') ? `http://shop.example:${port}${path}` : path,
    headers: {},
    signal: AbortSignal.timeout(limits.wait),
    allowPrivate: ['shop.example'],
    lookup: async () => here,
    ...request,
  });
}

describe('a request to an address that somebody typed', () => {
  it('is answered, by the host that the name meant when it was checked', async () => {
    let lookups = 0;
    const lookup = async () => {
      lookups += 1;
      return lookups === 1 ? here : [{ address: '10.0.0.1', family: 4 }];
    };
    const answer = await ask('/', { lookup, headers: { 'X-Key': 'secret' } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('fine');
    expect(lookups).toBe(1);
    expect(seen[0]!.headers).toMatchObject({ host: `shop.example:${port}`, 'x-key': 'secret' });
  });

  it.each([
    'http://127.0.0.1/',
    'http://0177.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://169.254.169.254/latest/meta-data',
    'http://evil.example/',
  ])('%s into our own network is refused before anything is sent', async (url) => {
    await expect(ask(url)).rejects.toMatchObject({
      message: expect.stringContaining('ECHOAI_ALLOW_PRIVATE'),
      isPermanent: true,
      mayHaveHappened: false,
    });
    expect(seen).toEqual([]);
  });

  it('is refused when one of the host’s addresses is private', async () => {
    const lookup = async () => [{ address: '8.8.8.8', family: 4 }, ...here];
    await expect(ask('http://evil.example/', { lookup })).rejects.toThrow(/is a private address/);
  });

  it.each(['ftp://shop.example/', 'file:///etc/passwd', 'http://a:b@shop.example/', 'shop'])(
    '%s is no address to ask',
    async (url) => {
      await expect(ask(url)).rejects.toMatchObject({ isPermanent: true });
    },
  );

  it('sets no header that belongs to the connection, and none that breaks out of its line', async () => {
    for (const name of ['Host', 'content-length', 'Expect'])
      await expect(ask('/', { headers: { [name]: 'x' } })).rejects.toThrow(/is set by/);
    await expect(ask('/', { headers: { 'X-A': 'b\r\nX-C: d' } })).rejects.toThrow(/line break/);
    expect(seen).toEqual([]);
  });
});

describe('a redirect', () => {
  it('is followed, with the secrets that belong to the same origin', async () => {
    handlers['/'] = redirect('/there');
    const answer = await ask('/', { headers: { authorization: 'secret' } });
    expect(await answer.text()).toBe('fine');
    expect(seen[1]).toMatchObject({ url: '/there', headers: { authorization: 'secret' } });
  });

  it('to another origin takes no secrets along', async () => {
    handlers['/'] = redirect(`http://other.example:${port}/there`, 307);
    const headers = {
      Authorization: 'secret',
      'X-Api-Key': 'secret',
      'Content-Type': 'text/plain',
    };
    const allowPrivate = ['127.0.0.1'];
    await ask('/', { method: 'POST', headers, body: 'hello', allowPrivate });
    expect(seen[1]).toMatchObject({ method: 'POST', body: 'hello' });
    expect(seen[1]!.headers).toMatchObject({ 'content-type': 'text/plain' });
    expect(JSON.stringify(seen[1]!.headers)).not.toContain('secret');
  });

  it.each([
    'http://evil.example/',
    'http://[::1]/',
    'http://169.254.169.254/',
    'file:///etc/passwd',
  ])('to %s is refused', async (location) => {
    handlers['/'] = redirect(location);
    await expect(ask('/')).rejects.toMatchObject({ isPermanent: true, mayHaveHappened: false });
    expect(seen).toHaveLength(1);
  });

  it('ends after five', async () => {
    for (let n = 0; n < 9; n += 1) handlers[`/${n}`] = redirect(`/${n + 1}`);
    await expect(ask('/0')).rejects.toThrow(/more than 5 times/);
    expect(seen).toHaveLength(6);
    seen = [];
    handlers['/5'] = (_, response) => response.end('arrived');
    expect(await (await ask('/0')).text()).toBe('arrived');
  });

  it('is an answer like any other where none are followed', async () => {
    handlers['/'] = redirect('/there');
    expect((await ask('/', { maxRedirects: 0 })).status).toBe(302);
  });

  it('after which only the answer is fetched has done what was asked', async () => {
    handlers['/'] = redirect('/result', 303);
    handlers['/result'] = (request) => request.socket.destroy();
    await expect(ask('/', { method: 'POST', body: '{}' })).rejects.toMatchObject({
      mayHaveHappened: true,
    });
    expect(seen[1]).toMatchObject({ method: 'GET', body: '' });
    handlers['/result'] = (_, response) => response.writeHead(500).end();
    expect(await ask('/', { method: 'POST', body: '{}' })).toMatchObject({ hasActed: true });
  });
});

describe('a request without an answer', () => {
  it('did nothing when nobody took the connection', async () => {
    const closed = createSocketServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port: free } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await expect(ask(`http://shop.example:${free}/`)).rejects.toMatchObject({
      message: `shop.example:${free} takes no connections.`,
      isPermanent: false,
      mayHaveHappened: false,
    });
  });

  it('did nothing when the host is unknown', async () => {
    const lookup = () => Promise.reject(new Error('ENOTFOUND'));
    await expect(ask('/', { lookup })).rejects.toMatchObject({
      message: 'The host shop.example was not found.',
      isPermanent: false,
      mayHaveHappened: false,
    });
    const never = () => new Promise<never>(() => {});
    await expect(ask('/', { lookup: never, signal: AbortSignal.timeout(50) })).rejects.toThrow(
      /not found in time/,
    );
  });

  it('did nothing when the certificate was not one', async () => {
    const request = ask(`https://shop.example:${port}/`);
    await expect(request).rejects.toMatchObject({ mayHaveHappened: false });
  });

  it('may have done something once it was sent', async () => {
    handlers['/reset'] = (request) => request.socket.destroy();
    await expect(ask('/reset', { method: 'POST' })).rejects.toMatchObject({
      message: `shop.example:${port} closed the connection.`,
      mayHaveHappened: true,
    });
    handlers['/silent'] = () => {};
    const signal = AbortSignal.timeout(100);
    await expect(ask('/silent', { method: 'POST', signal })).rejects.toMatchObject({
      message: `shop.example:${port} did not answer in time.`,
      mayHaveHappened: true,
    });
  });
});

describe('an answer', () => {
  it('has at most 64 kB', async () => {
    handlers['/'] = (_, response) => response.end('x'.repeat(64 * 1024));
    expect(await (await ask('/')).text()).toHaveLength(64 * 1024);
    handlers['/'] = (_, response) => response.end('x'.repeat(64 * 1024 + 1));
    await expect((await ask('/')).text()).rejects.toMatchObject({
      message: expect.stringContaining('longer than 64 kB'),
      isPermanent: true,
      mayHaveHappened: false,
    });
  });

  it('that drips ends with the time limit of the whole', async () => {
    handlers['/'] = (_, response) => {
      response.write('x');
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    };
    const answer = await ask('/', { signal: AbortSignal.timeout(150) });
    await expect(answer.text()).rejects.toThrow(/did not answer in time/);
  });

  it('is text of its own encoding, and nothing else', async () => {
    handlers['/'] = (_, response) => {
      response.setHeader('content-type', 'text/plain; charset=iso-8859-1');
      response.end(Buffer.from([0xe9]));
    };
    expect(await (await ask('/')).text()).toBe('é');
    handlers['/'] = (_, response) => {
      response.setHeader('content-type', 'image/png').end('…');
    };
    await expect((await ask('/')).text()).rejects.toThrow(/no text but image\/png/);
  });
});
