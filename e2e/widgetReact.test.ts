import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectBrowser } from './browser.ts';
import { type HostSite, startHostSite } from './hostSite.ts';
import { createShop, type RunningServer, startServer } from './startServer.ts';
import { inPanel, visit, type WidgetPage } from './widgetPage.ts';

const email = 'visitor@shop.example';

let server: RunningServer;
let site: HostSite;
let browser: Browser;
let url: string;
let identity: object;
let widget: WidgetPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), connectBrowser()]);
  site = await startHostSite({ echoai: `${server.url} 'unsafe-inline'` });
  const key = await createShop(server.client);
  const { items } = await server.client.chatbots.list();
  const chatbotId = items[0]!.id;
  const { secret } = await server.client.chatbots.identity({ params: { chatbotId } });
  const expiresAt = Math.floor(Date.now() / 1000) + 600;
  const signature = createHmac('sha256', secret)
    .update([chatbotId, 'anna', email, expiresAt].join('\n'))
    .digest('hex');
  identity = { externalId: 'anna', email, expiresAt, signature };
  const code = await bundle(`
    import { createElement as h, StrictMode, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    import { ChatWidget } from './packages/react/src/index.ts';
    function App() {
      const [props, setProps] = useState({ host: '${server.url}', chatbotId: '${key}', primaryColor: '#0b7285', userEmail: '${email}', enableHistory: true });
      window.setProps = (next) => setProps(next && { ...props, ...next });
      return props && h(ChatWidget, props);
    }
    createRoot(document.getElementById('root')).render(h(StrictMode, null, h(App)));
  `);
  url = site.add('/', {
    body: `<div id="root"></div><script>${code.replaceAll('</script', '<\\/script')}</script>`,
    // React applications set a script's address, which trusted types would need a policy for.
    headers: {
      'content-security-policy': `default-src 'none'; script-src ${server.url} 'unsafe-inline'; frame-src ${server.url}`,
    },
  });
});
afterEach(() => widget?.close());
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
});

test('The React component shows one widget in strict mode, follows its props and cleans up', async () => {
  widget = await visit({ browser, url });
  await widget.open();
  await expect.poll(() => widget.page.locator('echoai-widget').count()).toBe(1);
  await widget.ask('How long do I have to return something?');

  await widget.page.evaluate(
    `setProps({ welcomeMessage: 'Ahoy!', enableFAQ: false, enableHistory: false })`,
  );
  await widget.panel.getByText('Ahoy!').waitFor();
  await widget.panel.getByRole('tab').first().waitFor({ state: 'detached' });
  // A change of looks does not disturb the conversation.
  await expect.poll(() => widget.panel.locator('.sources').count()).toBe(1);

  // Signed in, the visitor takes it along; signed out, nobody sees it.
  const known = () => inPanel(widget, `Object.keys(localStorage).join().includes(':known')`);
  expect(await known()).toBe(false);
  await widget.page.evaluate(`setProps(${JSON.stringify({ identity })})`);
  await expect.poll(known).toBe(true);
  await expect.poll(() => widget.panel.locator('.sources').count()).toBe(1);
  await widget.page.evaluate(`setProps({ userEmail: '', identity: null })`);
  await widget.panel.locator('.sources').waitFor({ state: 'detached' });

  await widget.page.evaluate('setProps(null)');
  await widget.page.locator('echoai-widget').waitFor({ state: 'detached' });
  expect(widget.complaints).toEqual([]);
});

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  return outputFiles[0]!.text;
}
