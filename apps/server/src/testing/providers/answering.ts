import { appendFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Answer, Fault, Recorded } from './standIn.ts';

/** Answers as the provider does. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const isText = typeof body === 'string';
  const isJson = !isText || /^\s*[[{]/.test(body);
  const type = `${isJson ? 'application/json' : 'text/plain'}; charset=utf-8`;
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': type }),
    ...headers,
  });
  response.end(body === undefined || isText ? body : JSON.stringify(body));
}

/** Answers as no provider should. */
export function fail(
  response: ServerResponse,
  fault: Exclude<Fault['answer'], 'drop-after'>,
): void {
  if (fault === 'hang') return;
  if (fault === 'drop-before') {
    response.socket?.destroy();
    return;
  }
  if (typeof fault === 'object') {
    if ('redirect' in fault) send(response, { status: 302, headers: { location: fault.redirect } });
    else send(response, fault);
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  if (fault === 'malformed') response.end('{"ok":true,"results":[{"id":');
  else if (fault === 'huge') sendHuge(response);
  else trickle(response);
}

function sendHuge(response: ServerResponse): void {
  const block = 'x'.repeat(1024 * 1024);
  let left = 64;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(block)) return void response.once('drain', more);
    }
    if (!response.destroyed) response.end('"}');
  };
  response.write('{"huge":"');
  more();
}

function trickle(response: ServerResponse): void {
  response.write('{"slow":"');
  const timer = setInterval(() => response.write('.'), 100);
  response.on('close', () => clearInterval(timer));
}

/** Adds what was asked and answered to a file, a line each, for `npm run eval:providers`. */
export function keep(provider: string, asked: Recorded, answer: Answer): void {
  const file = process.env.RECORD_EXCHANGES;
  if (!file) return;
  const { method, path, query, headers, body } = asked;
  const contentType = headers['content-type'];
  const exchange = { provider, method, path, query: [...query], contentType, body, answer };
  appendFileSync(file, `${JSON.stringify(exchange)}\n`);
}
