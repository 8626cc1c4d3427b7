import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const exported = fileURLToPath(new URL('../../../../dashboard/out/', import.meta.url));

/**
 * The dashboard as Next.js exported it: static shells that fetch their data. Every page has a
 * content security policy of its own, with the hashes of the inline scripts that Next wrote into it.
 * Before it is built, every page says so; the API needs none of it.
 */
export async function serveDashboard(): Promise<RequestListener> {
  if (!existsSync(exported)) return sayNotBuilt;
  const policies = await readPolicies();
  const files = sirv(exported, {
    etag: true,
    // The build packs what is worth it, see scripts/build.mjs.
    brotli: true,
    gzip: true,
    dev: false,
    extensions: ['html'],
    setHeaders(response, path) {
      const immutable = path.startsWith('/_next/static/');
      response.setHeader(
        'cache-control',
        immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      // The same page answers at /sign-in, /sign-in/ and /sign-in.html.
      const page = path.replace(/\/$/, '').replace(/\.html$/, '') || '/index';
      // A script has no policy of its own: in a worker it would be the worker's.
      const policy = policies.get(page) ?? "frame-ancestors 'none'";
      response.setHeader('content-security-policy', policy);
    },
  });
  return (request, response) => {
    files(request, response, async () => {
      response.statusCode = 404;
      const page = await readFile(join(exported, '404.html')).catch(() => 'Not found');
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', policies.get('/404') ?? "default-src 'none'");
      response.end(page);
    });
  };
}

const sayNotBuilt: RequestListener = (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('The dashboard is not built yet. Start EchoAI with `npm start`, which builds it.\n');
};

/** Content security policies by page, `/index` for the first. Empty while nothing is built. */
async function readPolicies(): Promise<Map<string, string>> {
  const names = await readdir(exported, { recursive: true }).catch(() => []);
  const policies = new Map<string, string>();
  for (const name of names.filter((file) => file.endsWith('.html'))) {
    const html = await readFile(join(exported, name), 'utf8');
    const hashes = [
      ...html.matchAll(/<script(?![^<>]*\ssrc=)[^<>]*>([\s\S]*?)(?:<\/script>|$)/g),
    ].map(([, code]) => `'sha256-${createHash('sha256').update(code!).digest('base64')}'`);
    policies.set(
      `/${name.replace(/\.html$/, '').replaceAll('\\', '/')}`,
      `default-src 'self'; script-src 'self' ${[...new Set(hashes)].join(' ')}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    );
  }
  return policies;
}
