import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectBrowser } from './browser.ts';
import { embed, type HostSite, startHostSite } from './hostSite.ts';
import { createShop, type RunningServer, startServer } from './startServer.ts';
import { isFocused, tab, visit, type WidgetPage } from './widgetPage.ts';

const question = 'How long do I have to return something?';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let server: RunningServer;
let site: HostSite;
let browser: Browser;
let url: string;
let widget: WidgetPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), connectBrowser()]);
  site = await startHostSite({ echoai: server.url });
  const key = await createShop(server.client);
  url = site.add('/', { body: embed({ echoai: server.url, key }) });
});
afterEach(() => widget?.close());
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
});

describe('On a phone', () => {
  test('the chat fills the screen, and closes by its own button', async () => {
    widget = await visit({ browser, url, ...phone });
    await widget.open();
    const frame = widget.page.locator('echoai-widget iframe');
    expect(await frame.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await widget.bubble.isVisible()).toBe(false);
    await widget.panel.getByRole('button', { name: 'Close chat' }).click();
    await widget.page.getByRole('button', { name: 'Open chat' }).waitFor();
  });

  test('the composer stays above an on-screen keyboard', async () => {
    widget = await visit({ browser, url, ...phone });
    await widget.open();
    await widget.ask(question);
    await widget.page.evaluate(`
      Object.defineProperty(visualViewport, 'height', { value: 500 });
      Object.defineProperty(visualViewport, 'offsetTop', { value: 40 });
      visualViewport.dispatchEvent(new Event('resize'));
    `);
    const frame = widget.page.locator('echoai-widget iframe');
    await expect.poll(() => frame.boundingBox()).toMatchObject({ y: 40, height: 500 });
    const { y, height } = (await widget.composer.boundingBox())!;
    expect(y + height).toBeLessThan(540);
    // The end of the conversation moves up with it.
    const sources = (await widget.panel.locator('.sources').boundingBox())!;
    expect(sources.y + sources.height).toBeLessThan(y);
  });
});

describe.each(['light', 'dark'] as const)('In the %s theme', (colorScheme) => {
  test('nothing stands in the way of assistive technology', async () => {
    widget = await visit({ browser, url, colorScheme, bypassCSP: true });
    await widget.bubble.waitFor();
    expect(await violations(widget)).toEqual([]);
    await widget.open();
    await widget.ask(question);
    expect(await violations(widget)).toEqual([]);

    await widget.panel.locator('button.mark').first().click();
    expect(await violations(widget)).toEqual([]);
    await widget.page.keyboard.press('Escape');

    await widget.page.route('**/api/v1/chat', (route) => route.abort());
    await widget.composer.fill('x'.repeat(3990));
    await widget.composer.press('Enter');
    await widget.panel.getByRole('button', { name: 'Try again' }).waitFor();
    await widget.panel.getByRole('button', { name: 'More' }).click();
    expect(await violations(widget)).toEqual([]);
    await widget.page.keyboard.press('Escape');

    await widget.panel.getByRole('tab', { name: 'FAQ' }).click();
    await widget.panel.locator('summary').first().click();
    expect(await violations(widget)).toEqual([]);
  });
});

describe('The FAQ tab by keyboard', () => {
  test('hands a question over to the chat, whether found or only searched for', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await tab(widget, 'Chat').press('ArrowRight');
    await widget.panel.locator('summary').first().waitFor();
    await widget.page.keyboard.press('Tab');
    await widget.page.keyboard.press('Tab');
    await widget.page.keyboard.type('fórgotten');
    await widget.panel.getByText('1 question found').waitFor();
    await widget.page.keyboard.press('Tab');
    await widget.page.keyboard.press('Enter');
    await widget.page.keyboard.press('Tab');
    await widget.page.keyboard.press('Enter');
    await expect.poll(() => isFocused(widget)).toBe(true);
    await expect.poll(() => widget.composer.inputValue()).toBe('How do I reset my password?');

    await tab(widget, 'FAQ').click();
    await widget.panel.getByRole('searchbox').fill('left-handed shoes');
    await widget.panel.getByText('No question fits that.').waitFor();
    await widget.page.keyboard.press('Tab');
    await widget.page.keyboard.press('Enter');
    await expect.poll(() => isFocused(widget)).toBe(true);
    await expect.poll(() => widget.composer.inputValue()).toBe('left-handed shoes');
  });
});

test('nothing moves for those who asked for that', async () => {
  widget = await visit({ browser, url, reducedMotion: 'reduce' });
  await widget.open();
  await widget.page.route('**/api/v1/chat', () => {});
  await widget.composer.fill(question);
  await widget.composer.press('Enter');
  const dot = widget.panel.locator('.typing i').first();
  expect(await dot.evaluate(animationOf)).toBe('none');
});

const animationOf = (element: {
  ownerDocument: {
    defaultView: { getComputedStyle(of: object): { animationName: string } } | null;
  };
}) => element.ownerDocument.defaultView!.getComputedStyle(element).animationName;

/** What axe finds wrong on the page and in the panel, as rule and element. */
async function violations({ page }: WidgetPage): Promise<string[]> {
  // Transitions of colours would be measured half-way.
  await page.waitForTimeout(200);
  const found: string[] = [];
  for (const frame of page.frames()) {
    await frame.evaluate(axe.source);
    const results = await frame.evaluate<axe.AxeResults>('axe.run()');
    for (const { id, nodes } of results.violations) {
      // The host page is a bare one.
      if (frame === page.mainFrame() && ['region', 'landmark-one-main'].includes(id)) continue;
      found.push(...nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    }
  }
  return found;
}
