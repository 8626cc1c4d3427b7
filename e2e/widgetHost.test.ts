import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectBrowser } from './browser.ts';
import { embed, type HostSite, startHostSite } from './hostSite.ts';
import { createShop, type RunningServer, startServer } from './startServer.ts';
import { inPanel, visit, type WidgetPage } from './widgetPage.ts';

const question = 'How long do I have to return something?';

let server: RunningServer;
let site: HostSite;
let browser: Browser;
let key: string;
let script: string;
let widget: WidgetPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), connectBrowser()]);
  site = await startHostSite({ echoai: server.url });
  key = await createShop(server.client, { color: '#ffd43b' });
  script = embed({ echoai: server.url, key });
});
afterEach(() => widget?.close());
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
});

describe('On the page of a site', () => {
  test('the widget is there once, however often its script is', async () => {
    const url = site.add('/twice', { body: script + script });
    widget = await visit({ browser, url });
    await widget.open();
    await expect.poll(() => widget.page.locator('echoai-widget').count()).toBe(1);
    expect(widget.complaints).toEqual([]);
  });

  test('the widget comes back when the page throws it out, with its conversation', async () => {
    widget = await visit({ browser, url: site.add('/spa', { body: script }) });
    await widget.open();
    await widget.ask(question);
    await widget.page.evaluate(`
      history.pushState(null, '', '/elsewhere');
      document.body.replaceChildren(Object.assign(document.createElement('main'), { textContent: 'Another view' }));
    `);
    // What stands behind the body is not touched by that, so the open chat goes on.
    await expect.poll(() => widget.panel.locator('.sources').count()).toBe(1);

    await widget.page.evaluate(`document.querySelector('echoai-widget').remove()`);
    await widget.panel.locator('.sources').waitFor();
    await expect.poll(() => widget.page.locator('echoai-widget').count()).toBe(1);
    await widget.ask('And what does it cost?');
  });

  test('a question carries the address of the page, also after a change without a load', async () => {
    widget = await visit({ browser, url: site.add('/address', { body: script }) });
    await widget.open();
    await widget.page.evaluate(`history.pushState(null, '', '/elsewhere?size=42')`);
    await widget.page.getByRole('heading').click();
    const sent = widget.page.waitForRequest('**/api/v1/chat');
    await widget.composer.click();
    await widget.ask(question);
    expect((await sent).postDataJSON().context.url).toBe(`${site.url}/elsewhere?size=42`);
  });

  test('the keyboard opens and closes the chat, and the focus follows', async () => {
    widget = await visit({ browser, url: site.add('/keyboard', { body: script }) });
    await widget.bubble.waitFor();
    const active = () =>
      widget.page.evaluate(`document.activeElement.shadowRoot?.activeElement?.tagName`);
    await widget.page.keyboard.press('Tab');
    await widget.page.keyboard.press('Tab');
    expect(await active()).toBe('BUTTON');
    await widget.page.keyboard.press('Enter');
    await widget.composer.waitFor();
    await expect.poll(active).toBe('IFRAME');
    await widget.page.keyboard.type('typed at once');
    await expect.poll(() => widget.composer.inputValue()).toBe('typed at once');
    await expect.poll(() => widget.bubble.getAttribute('aria-expanded')).toBe('true');

    await widget.page.keyboard.press('Escape');
    await expect.poll(active).toBe('BUTTON');
    await expect.poll(() => widget.bubble.getAttribute('aria-expanded')).toBe('false');
    // What is closed cannot be reached by Tab, once it has faded.
    await widget.page.waitForTimeout(200);
    await widget.page.keyboard.press('Shift+Tab');
    expect(await widget.page.evaluate('document.activeElement.tagName')).toBe('A');
  });

  test('the page drives the chat, by calls made before its script came as well', async () => {
    const first = await startHostSite({ echoai: `${server.url} 'unsafe-inline'` });
    const url = first.add('/api', {
      body: `<script>
        window.seen = [];
        window.EchoAI = [['on', 'ready', ({ title }) => seen.push(title)], ['open']];
        for (const name of ['open', 'close']) EchoAI.push(['on', name, () => seen.push(name)]);
        EchoAI.push(['on', 'message', ({ role, text }) => seen.push(role + (text ?? ''))]);
        EchoAI.push(['identify', { email: 'visitor@shop.example' }]);
      </script>${script}`,
    });
    widget = await visit({ browser, url });
    await widget.composer.waitFor();
    await widget.ask(question);
    await widget.page.evaluate(`EchoAI.toggle(); EchoAI.toggle(); EchoAI.reset()`);
    await widget.panel.getByText(question).waitFor({ state: 'detached' });
    expect(await widget.page.evaluate('seen')).toEqual([
      'Chat with Carrowfell',
      'user',
      'assistant',
      'close',
      'open',
    ]);
    expect(await inPanel(widget, 'localStorage.length')).toBe(0);

    await widget.page.evaluate(`EchoAI.destroy()`);
    await expect.poll(() => widget.page.locator('echoai-widget').count()).toBe(0);
    await widget.page.evaluate(`EchoAI.init({ chatbot: '${key}', position: 'left' })`);
    await widget.bubble.waitFor();
    expect((await widget.bubble.boundingBox())!.x).toBe(20);
    await first.close();
  });

  test('the owner’s attributes win over the chatbot’s settings', async () => {
    const attributes = 'data-color="#0b7285" data-welcome="Ahoy!" data-position="left"';
    const body = embed({ echoai: server.url, key, attributes });
    widget = await visit({ browser, url: site.add('/attributes', { body }) });
    await widget.open();
    await widget.panel.getByText('Ahoy!').waitFor();
    expect(await colorsOf(widget)).toEqual(['rgb(11, 114, 133)', 'rgb(255, 255, 255)']);
  });

  test('a bright accent gets dark text', async () => {
    widget = await visit({ browser, url: site.add('/bright', { body: script }) });
    await widget.bubble.waitFor();
    expect(await colorsOf(widget)).toEqual(['rgb(255, 212, 59)', 'rgb(22, 24, 29)']);
  });

  test('a page with cross-origin isolation can have the widget', async () => {
    for (const policy of ['require-corp', 'credentialless']) {
      const headers = {
        'cross-origin-embedder-policy': policy,
        'cross-origin-opener-policy': 'same-origin',
      };
      widget = await visit({ browser, url: site.add(`/${policy}`, { body: script, headers }) });
      await widget.open();
      await widget.ask(question);
      await widget.page.reload();
      await widget.open();
      await widget.panel.locator('.sources').waitFor();
      expect(await widget.page.evaluate('crossOriginIsolated')).toBe(true);
      expect(widget.complaints).toEqual([]);
      if (policy === 'require-corp') await widget.close();
    }
  });

  test('the chat works where storage is blocked, for as long as the page lives', async () => {
    widget = await visit({ browser, url: 'about:blank' });
    await widget.page.addInitScript(`
      Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });
    `);
    await widget.page.goto(site.add('/blocked', { body: script }));
    await widget.open();
    await widget.ask(question);
    await widget.ask('And what does it cost?');
    await expect.poll(() => widget.panel.locator('.failure').count()).toBe(0);
    expect(widget.complaints).toEqual([]);
  });

  test('the chat works on another site, whatever that means for its storage', async () => {
    const other = await startHostSite({ echoai: server.url, host: 'localhost' });
    widget = await visit({ browser, url: other.add('/', { body: script }) });
    await widget.open();
    await widget.ask(question);
    await widget.ask('And what does it cost?');
    await expect.poll(() => widget.panel.locator('.failure').count()).toBe(0);
    expect(widget.complaints).toEqual([]);
    await other.close();
  });
});

describe('Where the chatbot may not be', () => {
  test('a site that its owner did not allow cannot frame it, one that he did can', async () => {
    const only = await createShop(server.client, { allowedOrigins: [site.url] });
    const body = embed({ echoai: server.url, key: only });
    const foreign = await startHostSite({ echoai: server.url });
    widget = await visit({ browser, url: foreign.add('/', { body }) });
    await expect.poll(() => widget.complaints.join(' ')).toMatch(/frame-ancestors/);
    await widget.page.evaluate('EchoAI.open()');
    expect(await widget.bubble.isVisible()).toBe(false);
    await expect.poll(() => widget.composer.count()).toBe(0);
    await widget.close();
    await foreign.close();

    widget = await visit({ browser, url: site.add('/allowed', { body }) });
    await widget.open();
    await widget.ask(question);
  });

  test('a key that nobody has is explained to the owner of the page', async () => {
    const body = embed({ echoai: server.url, key: 'pk_nobody' });
    widget = await visit({ browser, url: site.add('/unknown', { body }) });
    await widget.bubble.click();
    await widget.panel.getByText('No chatbot has the key in data-chatbot.').waitFor();
  });
});

describe('Messages between page and panel', () => {
  test('the page hears nothing of what is said, and cannot speak for the panel', async () => {
    widget = await visit({ browser, url: site.add('/messages', { body: script }) });
    await widget.page.evaluate(`
      window.heard = [];
      addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)));
    `);
    await widget.open();
    await widget.ask(question);
    const heard = await widget.page.evaluate<string[]>('heard');
    expect(heard.join()).toContain('"assistant"');
    expect(heard.join()).not.toMatch(/return|visitorToken|ses_/);

    await widget.page.evaluate(`postMessage({ type: 'close' }, '*')`);
    await widget.page.waitForTimeout(100);
    await expect.poll(() => widget.bubble.getAttribute('aria-expanded')).toBe('true');
  });
});

/** Of bubble and icon. */
function colorsOf({ page }: WidgetPage): Promise<string[]> {
  return page.evaluate(`
    ['button', 'i'].map((name) => getComputedStyle(
      document.querySelector('echoai-widget').shadowRoot.querySelector(name)).backgroundColor)
  `);
}
