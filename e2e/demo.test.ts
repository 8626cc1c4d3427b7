import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectBrowser } from './browser.ts';
import { embed, startHostSite } from './hostSite.ts';
import {
  cleanUp,
  demoDirectory,
  newDirectory,
  type ServerProcess,
  spawnServer,
  startServer,
} from './process.ts';
import { visit } from './widgetPage.ts';

const question = 'How long do I have to return something?';

let server: ServerProcess;
let browser: Browser;

// The first start as a newcomer has it: the real models, nothing configured.
beforeAll(async () => {
  server = await spawnServer({ ECHOAI_DATA_DIR: await newDirectory() });
  await server.prints('EchoAI is ready');
  browser = await connectBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.end('SIGTERM');
  await cleanUp();
});

test('a newcomer asks on the demo page, gets a streamed and cited answer, follows up, reloads and goes on', async () => {
  const widget = await visit({ browser, url: `${server.url}/demo` });
  const streamed = widget.page.waitForResponse((response) => response.url().endsWith('/chat'));
  await widget.open();
  const answer = await widget.ask(question);
  expect((await streamed).headers()['content-type']).toContain('text/event-stream');
  await expect.poll(() => answer.textContent()).toContain('30 days');
  await expect
    .poll(() => answer.locator('.sources').textContent())
    .toContain('Returns and exchanges');

  expect(await (await widget.ask('And for shoes?')).textContent()).toContain('60 days');
  const said = await widget.panel.locator('.log .said').allInnerTexts();

  await widget.page.reload();
  await widget.open();
  await widget.answers.nth(2).waitFor();
  await expect.poll(() => widget.panel.locator('.log .said').allInnerTexts()).toEqual(said);
  const next = await widget.ask('Is the rain jacket waterproof?');
  await expect.poll(() => next.locator('.sources').textContent()).toContain('Mizzle rain jacket');
  expect(widget.complaints).toEqual([]);

  const [source] = await next.locator('.sources button').all();
  await source!.click();
  const link = widget.panel.getByRole('dialog').getByRole('link');
  await expect.poll(() => link.getAttribute('href')).toContain('/demo/mizzle-rain-jacket');
  await widget.close();
});

test('the same chatbot answers on a shop of another origin with a strict policy', async () => {
  const demo = await (await fetch(`${server.url}/demo`)).text();
  const key = demo.match(/data-chatbot="(pk_\w+)"/)?.[1] ?? '';
  const site = await startHostSite({ echoai: server.url });
  const url = site.add('/', { body: embed({ echoai: server.url, key }) });
  const widget = await visit({ browser, url });
  await widget.open();
  expect(await (await widget.ask(question)).textContent()).toContain('30 days');
  expect(await (await widget.ask('Who won the world cup in 1998?')).textContent()).toContain(
    'can’t help with that',
  );
  expect(widget.complaints).toEqual([]);
  await widget.close();
  await site.close();
});

test('after a start at another port, answers link to the demo’s pages there', async () => {
  const moved = await startServer({ ECHOAI_DATA_DIR: await demoDirectory() });
  const widget = await visit({ browser, url: `${moved.url}/demo` });
  await widget.open();
  const answer = await widget.ask(question);
  await answer.locator('.sources button').first().click();
  const link = widget.panel.getByRole('dialog').getByRole('link');
  await expect
    .poll(() => link.getAttribute('href'))
    .toBe(`${moved.url}/demo/returns-and-exchanges`);
  await widget.close();
  await moved.end('SIGTERM');
});
