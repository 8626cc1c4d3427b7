import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectBrowser } from './browser.ts';
import { embed, type HostSite, startHostSite } from './hostSite.ts';
import { createShop, type RunningServer, startServer } from './startServer.ts';
import { inPanel, streamOf, visit, type WidgetPage } from './widgetPage.ts';

let server: RunningServer;
let site: HostSite;
let browser: Browser;
let key: string;
let widget: WidgetPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), connectBrowser()]);
  site = await startHostSite({ echoai: server.url });
  key = await createShop(server.client, { welcomeMessage: 'Hi! How can we help?' });
});
afterEach(() => widget?.close());
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
});

const pageIn = (html: string, attributes = '') =>
  site.add(`/${encodeURIComponent(html + attributes).replace(/%/g, '')}`, {
    body: embed({ echoai: server.url, key, attributes }),
    html,
  });

test('On a German page the widget speaks German from its first word on, whatever is spoken in it', async () => {
  const seen: string[] = [];
  widget = await visit({ browser, url: pageIn('lang="de-AT"'), locale: 'fr-FR' });
  widget.page.on('request', (request) => seen.push(request.url()));
  const { page, panel } = widget;
  await page.getByRole('button', { name: 'Chat öffnen' }).click();
  const composer = panel.getByRole('textbox', { name: 'Ihre Nachricht' });
  await composer.waitFor();
  expect(await composer.getAttribute('placeholder')).toBe('Stellen Sie eine Frage');
  expect(await inPanel(widget, 'document.documentElement.lang')).toBe('de-AT');
  await panel.getByText('Hallo! Wie können wir Ihnen helfen?').waitFor();
  await page.getByRole('button', { name: 'Chat schließen' }).first().waitFor();

  await composer.fill('How long do I have to return something?');
  await composer.press('Enter');
  await panel.locator('.message.assistant .sources').waitFor();
  await panel.getByRole('list', { name: 'Quellen' }).waitFor();
  expect(await panel.getByRole('tab').allTextContents()).toEqual(['Chat', 'FAQ', 'Verlauf']);
  await panel.getByRole('tab', { name: 'FAQ' }).click();
  await panel.getByRole('searchbox', { name: 'Fragen durchsuchen' }).waitFor();
  await panel.getByRole('tab', { name: 'Verlauf' }).click();
  await panel.getByText('Ihre Gespräche von anderen Geräten ansehen').waitFor();
  await panel.getByRole('button', { name: 'Mehr' }).click();
  await panel.getByRole('button', { name: 'Was ich über Sie weiß' }).click();
  await panel.getByText('Ich habe mir nichts über Sie gemerkt.').waitFor();
  expect(await violations(widget)).toEqual([]);
  const languages = seen.filter((url) => /panel-(german|french|spanish|dutch)-/.test(url));
  expect(languages).toMatchObject([expect.stringContaining('panel-german-')]);
  expect(widget.complaints).toEqual([]);
});

test('What the server refuses is said in the visitor’s language', async () => {
  // The page names a language that the panel does not speak; the visitor’s browser names one it does.
  widget = await visit({ browser, url: pageIn('lang="ja"'), locale: 'pl-PL' });
  const { page, panel } = widget;
  let refusal: { status: number; code: string; headers?: Record<string, string> };
  await page.route('**/api/v1/chat', (route) =>
    route.fulfill({
      status: refusal.status,
      headers: { 'content-type': 'application/problem+json', ...refusal.headers },
      body: JSON.stringify({ code: refusal.code, title: 'English', detail: 'English.' }),
    }),
  );
  await page.getByRole('button', { name: 'Otwórz czat' }).click();
  const composer = panel.getByRole('textbox', { name: 'Twoja wiadomość' });
  for (const [next, words] of [
    [{ status: 504, code: 'model-timeout' }, 'Odpowiedź trwała zbyt długo.'],
    [{ status: 502, code: 'model-unavailable' }, 'W tej chwili nie można napisać odpowiedzi.'],
    [
      { status: 429, code: 'rate-limited', headers: { 'retry-after': '300' } },
      'czas oczekiwania: 5 minut',
    ],
    [{ status: 500, code: 'internal' }, 'Coś poszło nie tak po naszej stronie.'],
  ] as const) {
    refusal = next;
    await composer.fill('Cześć');
    await composer.press('Enter');
    await panel.locator('.failure').last().getByText(words).waitFor();
  }
  expect(await panel.locator('.log').textContent()).not.toContain('English');
});

test('The owner may name the language, and English stays where nothing names another', async () => {
  widget = await visit({ browser, url: pageIn('lang="en"', 'data-language="nl"') });
  await widget.page.getByRole('button', { name: 'Chat openen' }).waitFor();
  await widget.page.goto(pageIn('lang="ja"'));
  await widget.bubble.waitFor();
  expect(await widget.bubble.getAttribute('aria-label')).toBe('Open chat');
});

test('The chatbot’s own language is spoken where neither page nor visitor name one', async () => {
  const { items } = await server.client.chatbots.list({ query: {} });
  const params = { chatbotId: items.find((chatbot) => chatbot.publishableKey === key)!.id };
  await server.client.chatbots.update({ params, body: { languages: ['it', 'en'] } });
  widget = await visit({ browser, url: pageIn('lang="ja"'), locale: 'ja-JP' });
  await widget.page.getByRole('button', { name: 'Apri la chat' }).waitFor();
  await server.client.chatbots.update({ params, body: { languages: null } });
});

const arabic = 'يمكنك إرجاع المنتج خلال 30 يومًا [1].\n\nRefunds take 5 days.';

test.each(['light', 'dark'] as const)(
  'On a page that runs from right to left everything stands mirrored, and each text runs as it is written (%s)',
  async (colorScheme) => {
    const folder = process.env.ECHOAI_SCREENSHOTS;
    const url = pageIn('lang="ar" dir="rtl"', 'data-position="end"');
    widget = await visit({ browser, url, colorScheme, bypassCSP: true });
    const { page, panel, bubble, composer } = widget;
    await widget.open();
    expect((await bubble.boundingBox())!.x).toBe(20);
    const citations = [{ n: 1, sourceId: 'src_1', title: 'الإرجاع', text: 'خلال 30 يومًا.' }];
    await page.route('**/api/v1/chat', (route) =>
      route.fulfill(streamOf({ answer: arabic, citations })),
    );
    await composer.fill('كم يومًا لدي لإرجاع المنتج؟');
    await composer.press('Enter');
    const answer = panel.locator('.message.assistant .said').last();
    await answer.getByText('Refunds').waitFor();

    const box = async (selector: string) => (await panel.locator(selector).first().boundingBox())!;
    if (folder) await page.screenshot({ path: `${folder}/rtl-${colorScheme}.png` });
    const main = await box('.log');
    const own = await box('.user .said');
    expect(own.x - main.x).toBeLessThan(main.width / 2);
    // Its text runs from the right, though the unseen name before it is English.
    expect(await answer.evaluate(directionOf)).toBe('rtl');
    const close = await box('.header > .icon:last-child');
    expect(close.x).toBeLessThan((await box('.who')).x);
    expect(await violations(widget)).toEqual([]);
    await answer.locator('button.mark').click();
    expect(await panel.locator('blockquote').evaluate(directionOf)).toBe('rtl');
    expect(await violations(widget)).toEqual([]);
    await page.keyboard.press('Escape');
    if (folder) {
      await page.screenshot({ path: `${folder}/rtl-${colorScheme}.png` });
      await page.setViewportSize({ width: 360, height: 640 });
      await page.screenshot({ path: `${folder}/rtl-${colorScheme}-360.png` });
    }
  },
);

const directionOf = (element: {
  ownerDocument: {
    defaultView: { getComputedStyle(of: object): { direction: string } } | null;
  };
}) => element.ownerDocument.defaultView!.getComputedStyle(element).direction;

/** What axe finds wrong on the page and in the panel, as rule and element. */
async function violations({ page }: WidgetPage): Promise<string[]> {
  // Transitions of colours would be measured half-way.
  await page.waitForTimeout(200);
  const found: string[] = [];
  for (const frame of page.frames()) {
    await frame.evaluate(axe.source);
    const results = await frame.evaluate<axe.AxeResults>('axe.run()');
    for (const { id, nodes } of results.violations) {
      if (frame === page.mainFrame() && ['region', 'landmark-one-main'].includes(id)) continue;
      found.push(...nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    }
  }
  return found;
}
