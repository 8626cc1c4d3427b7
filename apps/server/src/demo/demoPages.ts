import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import type { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { marked } from 'marked';
import type { Database } from '../platform/database/database.ts';
import type { HttpEnv } from '../platform/http/api.ts';
import { createLimit } from '../platform/http/limits.ts';
import { type DemoPage, readDemoPages } from './seedDemo.ts';

/** The fictional shop's own web site, with the widget on it: what an owner's site would look like. */
export function addDemoPages({ app, database }: { app: Hono<HttpEnv>; database: Database }): void {
  const limit = createLimit({ name: 'demo pages', by: 'address', allowance: 120 });
  let pages: Promise<DemoPage[]> | undefined;
  const readPages = () => {
    pages ??= readDemoPages();
    return pages;
  };

  app.get('/demo/style.css', async (c) => {
    c.header('content-type', 'text/css; charset=utf-8');
    c.header('cache-control', 'no-cache');
    return c.body(await readFile(new URL('./demo.css', import.meta.url)));
  });

  app.get('/demo/:slug?', async (c) => {
    const all = await readPages();
    const slug = c.req.param('slug');
    const page = slug === undefined ? null : all.find((candidate) => candidate.slug === slug);
    if (page === undefined) return c.notFound();
    limit.take(c.get('address'));
    const key = await findDemoKey(database);
    // As strict as a careful shop's own: the widget must work under it.
    c.header(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    return c.html(await renderPage({ page, all, key }));
  });
}

/** The demo's chatbot: the oldest that has read the demo's pages. */
async function findDemoKey(database: Database): Promise<string | null> {
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<{ key: string }>(
      sql`select publishable_key as key from chatbots
        where exists (select from sources where chatbot_id = chatbots.id and url like '%/demo/%')
        order by id limit 1`,
    ),
  );
  return rows[0]?.key ?? null;
}

async function renderPage({
  page,
  all,
  key,
}: {
  page: DemoPage | null;
  all: DemoPage[];
  key: string | null;
}) {
  const body = page ? await marked.parse(page.text.replace(/^#\s.*\n/, '')) : '';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${page ? `${page.title} · ` : ''}${shopName}</title>
<link rel="stylesheet" href="/demo/style.css">
${key ? html`<script src="/widget.js" data-chatbot="${key}" async></script>` : ''}
</head>
<body>
<header><a class="brand" href="/demo">${shopName}</a><p>A fictional shop, to try EchoAI on</p></header>
<main>${page ? html`<article><h1>${page.title}</h1>${raw(body)}</article>` : home({ all, key })}</main>
<nav aria-label="Pages">${all.map(({ slug, title }) => html`<a href="/demo/${slug}"${page?.slug === slug ? raw(' aria-current="page"') : ''}>${title}</a>`)}</nav>
</body>
</html>`;
}

const shopName = 'Carrowfell';

function home({ all, key }: { all: DemoPage[]; key: string | null }) {
  return html`<article>
<h1>Shoes, bags and jackets that last</h1>
<p>The chat in the corner has read the ${all.length} pages of this shop and answers from them, with a link to where each answer stands.</p>
${
  key
    ? html`<p>Try one of these:</p>
<ul class="questions"><li>How long do I have to return something?</li><li>And for shoes?</li><li>Is the rain jacket waterproof?</li></ul>`
    : html`<p>The demo chatbot was deleted, so there is no chat here.</p>`
}
</article>`;
}
