import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostPage {
  /** Inside the body. */
  body?: string;
  headers?: Record<string, string>;
  /** Attributes of its `html`. */
  html?: string;
}

/** Somebody's web site, on an origin that is not EchoAI's. */
export interface HostSite {
  url: string;
  /** Puts a page at a path; its content security policy allows EchoAI what the docs ask for. */
  add(path: string, page: HostPage): string;
  close(): Promise<void>;
}

/**
 * @param echoai origin that the pages' strict policy allows
 * @param host `127.0.0.1` is EchoAI's site on another port, so another origin; `localhost` is another
 *   site too, where browsers that block third-party cookies (as Debian's Chromium does unless told
 *   otherwise) give the panel no storage
 */
export async function startHostSite({
  echoai,
  host = '127.0.0.1',
}: {
  echoai: string;
  host?: string;
}): Promise<HostSite> {
  const pages = new Map<string, HostPage>();
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url!, 'http://host').pathname);
    if (!page) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${echoai}; frame-src ${echoai}; require-trusted-types-for 'script'`,
      ...page.headers,
    });
    response.end(`<!doctype html>
<html ${page.html ?? 'lang="en"'}><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><h1>A shop</h1><a href="/elsewhere">Elsewhere</a>${page.body ?? ''}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://${host}:${port}`;
  return {
    url,
    add(path, page) {
      pages.set(path, page);
      return url + path;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The embed code as the docs give it. */
export function embed({
  echoai,
  key,
  attributes = '',
}: {
  echoai: string;
  key: string;
  attributes?: string;
}): string {
  return `<script src="${echoai}/widget.js" data-chatbot="${key}" ${attributes} async></script>`;
}
