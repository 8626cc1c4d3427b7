import { readFile } from 'node:fs/promises';
import { readOrigin } from '@echoai/contract';
import type { Context, Hono } from 'hono';
import type { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import type { HttpEnv } from '../platform/http/api.ts';
import { recallKeyOwner } from './authenticateVisitor.ts';

const distribution = new URL('../../../widget/dist/', import.meta.url);

const mediaTypes: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** A file of the built widget. @throws {AppError} `not-found` before it is built */
async function readBuilt(name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(new URL(name, distribution)));
  } catch {
    throw new AppError(
      'not-found',
      'The widget is not built yet. Start EchoAI with `npm start`, which builds it.',
    );
  }
}

/** The build lies there packed as well, smallest first. */
const packings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Answers with a built file, packed as the browser likes it. */
async function sendBuilt(c: Context<HttpEnv>, name: string): Promise<Response> {
  const accepted = c.req.header('accept-encoding')?.split(/[,;]/) ?? [];
  const packing = packings.find(([coding]) => accepted.some((each) => each.trim() === coding));
  const content = await readBuilt(name + (packing?.[1] ?? ''));
  // Only now: an error is not packed.
  c.header('vary', 'accept-encoding');
  if (packing) c.header('content-encoding', packing[0]);
  return c.body(content);
}

/**
 * Who may frame the panel. What an earlier version let in, and is no web site, does not get into the
 * header; a list of such things alone allows nobody rather than everybody.
 */
function ancestorsOf(allowedOrigins: string[]): string {
  if (allowedOrigins.length === 0) return '*';
  return ["'self'", ...allowedOrigins.filter((origin) => readOrigin(origin) === origin)].join(' ');
}

/** The built widget: the loader for the host page, and the panel for its iframe. */
export function addWidgetPages({
  app,
  database,
}: {
  app: Hono<HttpEnv>;
  database: Database;
}): void {
  app.get('/widget.js', async (c) => {
    c.header('content-type', mediaTypes.js);
    // Short, so that a new version reaches all pages soon; the panel's files carry a hash.
    c.header('cache-control', 'public, max-age=300');
    c.header('cross-origin-resource-policy', 'cross-origin');
    c.header('access-control-allow-origin', '*');
    return sendBuilt(c, 'widget.js');
  });

  app.get('/widget/panel', async (c) => {
    const key = c.req.query('key') ?? '';
    const owner = await recallKeyOwner(database, { key, address: c.get('address') });
    c.header('content-type', 'text/html; charset=utf-8');
    c.header('cache-control', 'no-cache');
    // The allow-list is enforced here: a page of another site cannot frame the panel.
    c.header(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors ${ancestorsOf(owner?.allowedOrigins ?? [])}`,
    );
    // Pages with COEP frame only what says that it may be.
    c.header('cross-origin-resource-policy', 'cross-origin');
    c.header('cross-origin-embedder-policy', 'require-corp');
    c.header('referrer-policy', 'strict-origin-when-cross-origin');
    return sendBuilt(c, 'panel.html');
  });

  app.get('/widget/:file{panel-[\\w-]+\\.(js|css)}', async (c) => {
    const file = c.req.param('file');
    // Errors must not be kept for a year.
    const answer = await sendBuilt(c, file);
    answer.headers.set('content-type', mediaTypes[file.split('.').at(-1)!]!);
    answer.headers.set('cache-control', 'public, max-age=31536000, immutable');
    answer.headers.set('cross-origin-resource-policy', 'cross-origin');
    // Modules are fetched by CORS, and in a sandboxed page our own origin is another one.
    answer.headers.set('access-control-allow-origin', '*');
    return answer;
  });
}
