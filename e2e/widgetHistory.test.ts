import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { identify, type KnownShop, keptIn, openKnownShop } from './knownShop.ts';
import { inPanel, isFocused, tab, visit, type WidgetPage, widgetOn } from './widgetPage.ts';

const question = 'How long do I have to return something?';

let shop: KnownShop;
let widget: WidgetPage;

beforeAll(async () => {
  shop = await openKnownShop();
});
afterEach(() => widget?.close());
afterAll(() => shop?.close());

const past = ({ panel }: WidgetPage) => panel.getByRole('list', { name: 'Your conversations' });

describe('A visitor whom the site vouches for', () => {
  test('finds the conversation in another browser, and continues it', async () => {
    widget = await shop.visitAs(shop.proofOf('anna', 'anna@shop.example'));
    await widget.ask(question);
    await widget.close();

    widget = await shop.visitAs(shop.proofOf('anna', 'anna@shop.example'));
    await expect.poll(() => widget.panel.getByText(question).count()).toBe(0);
    await tab(widget, 'Chat').press('End');
    await past(widget).getByRole('button').first().waitFor();
    const [entry] = await past(widget).getByRole('button').all();
    await expect.poll(() => entry!.textContent()).toContain(question);
    await entry!.press('Enter');
    await widget.panel.locator('.sources').waitFor();
    await expect.poll(() => isFocused(widget)).toBe(true);
    await widget.ask('And what does it cost?');
    await expect.poll(() => widget.panel.locator('.message.user').count()).toBe(2);

    await tab(widget, 'History').click();
    await expect.poll(() => past(widget).getByRole('button').count()).toBe(1);
    await expect.poll(() => past(widget).locator('[aria-current]').count()).toBe(1);
    await expect.poll(() => widget.panel.getByText('from other devices').count()).toBe(0);
    expect(widget.complaints).toEqual([]);
  });

  test('takes a conversation along that was begun before signing in, and a reload keeps it', async () => {
    widget = await shop.visitAs(null);
    await widget.ask(question);
    const proof = shop.proofOf('berta');
    await identify(widget, proof);
    await expect.poll(() => keptIn(widget, 'known')).toMatchObject({ claim: expect.any(String) });
    await expect.poll(() => widget.panel.getByText(question).count()).toBe(1);
    expect(await keptIn(widget, 'browser')).toBeNull();

    await widget.page.reload();
    await widget.bubble.waitFor();
    await identify(widget, proof);
    await widget.open();
    await widget.panel.locator('.sources').waitFor();
    await widget.ask('And what does it cost?');
    await expect.poll(() => widget.panel.locator('.failure').count()).toBe(0);
  });

  test('leaves nothing to the next person at the same computer', async () => {
    widget = await shop.visitAs(shop.proofOf('carla', 'carla@shop.example'));
    await widget.ask(question);
    await tab(widget, 'FAQ').click();
    await widget.panel.getByRole('searchbox').fill('Carla was here');

    await identify(widget, shop.proofOf('dora'));
    await widget.panel.getByText(question).waitFor({ state: 'detached' });
    await expect.poll(() => tab(widget, 'Chat').getAttribute('aria-selected')).toBe('true');
    await tab(widget, 'FAQ').click();
    await expect.poll(() => widget.panel.getByRole('searchbox').inputValue()).toBe('');
    await tab(widget, 'History').click();
    await widget.panel.getByText('You have no conversations yet.').waitFor();

    // Nor to somebody on a page that says nothing, in the same browser.
    await widget.page.reload();
    await widget.open();
    await expect.poll(() => widget.panel.getByText(question).count()).toBe(0);
    await tab(widget, 'History').click();
    await widget.panel.getByText('You have no conversations yet.').waitFor();
  });

  test('is signed out by a reset', async () => {
    widget = await shop.visitAs(shop.proofOf('emil'));
    await widget.ask(question);
    await widget.page.evaluate('EchoAI.reset()');
    await widget.panel.getByText(question).waitFor({ state: 'detached' });
    expect(await inPanel(widget, 'localStorage.length')).toBe(0);
    await tab(widget, 'History').click();
    await widget.panel.getByText('You have no conversations yet.').waitFor();
  });
});

describe('A visitor whom nothing proves', () => {
  test('sees nothing of the one with the same e-mail', async () => {
    widget = await shop.visitAs(shop.proofOf('frida', 'frida@shop.example'));
    await widget.ask(question);
    await widget.close();

    widget = await shop.visitAs({ email: 'frida@shop.example' });
    await widget.ask('Is there a student discount?');
    await tab(widget, 'History').click();
    const entries = past(widget).getByRole('button');
    await entries.first().waitFor();
    await expect.poll(() => entries.count()).toBe(1);
    await expect.poll(() => entries.textContent()).toContain('student discount');
    await widget.close();

    // A forged signature is no proof either; the chat works all the same.
    const warnings: string[] = [];
    widget = await visit({ browser: shop.browser, url: shop.url });
    widget.page.on('console', (message) => warnings.push(message.text()));
    await widget.bubble.waitFor();
    await identify(widget, { ...shop.proofOf('frida'), signature: 'f'.repeat(64) });
    await widget.open();
    await expect.poll(() => warnings.join()).toMatch(/signature does not match/);
    await tab(widget, 'History').click();
    await widget.panel.getByText('You have no conversations yet.').waitFor();
    await tab(widget, 'Chat').click();
    await widget.ask(question);
    await expect.poll(() => widget.panel.locator('.failure').count()).toBe(0);
  });

  test('proves an address by a code, for this tab alone', async () => {
    widget = await shop.visitAs(null);
    await widget.ask(question);
    await tab(widget, 'History').click();
    const address = widget.panel.getByLabel('E-mail address');
    await address.fill('gerda@shop.example');
    await address.press('Enter');
    const code = widget.panel.getByLabel('Code');
    await expect.poll(() => isFocused(widget, code)).toBe(true);
    await expect.poll(() => code.getAttribute('autocomplete')).toBe('one-time-code');
    await expect
      .poll(() => widget.panel.getByRole('button', { name: /^Send again in/ }).isDisabled())
      .toBe(true);
    await code.fill('1234567');
    await code.press('Enter');
    await widget.panel.getByText('The code is not right, or no longer valid.').waitFor();
    await code.fill(shop.mails.at(-1)!.subject.slice(0, 8));
    await code.press('Enter');
    await widget.panel.getByText('Signed in as gerda@shop.example').waitFor();
    // The conversation at hand came along.
    await past(widget).getByText(question).waitFor();
    await expect.poll(() => widget.panel.getByText('from other devices').count()).toBe(0);

    const other = widgetOn({ page: await widget.page.context().newPage() });
    await other.page.goto(shop.url);
    await other.open();
    await tab(other, 'History').click();
    await other.panel.getByText('You have no conversations yet.').waitFor();

    await widget.panel.getByRole('button', { name: 'Not you?' }).click();
    await widget.panel.getByText('Signed in as').waitFor({ state: 'detached' });
    await expect.poll(() => widget.panel.getByText(question).count()).toBe(0);
    expect(await inPanel(widget, 'sessionStorage.length + localStorage.length')).toBe(0);
    expect(widget.complaints.filter((text) => !/403/.test(text))).toEqual([]);
  });

  test('reads that signing in is not set up where there is no mail server', async () => {
    widget = await visit({ browser: shop.browser, url: shop.url });
    await widget.page.route('**/widget/config?*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), canSendCode: false } });
    });
    await widget.page.reload();
    await widget.open();
    await tab(widget, 'History').click();
    await widget.panel.getByText('Signing in by e-mail is not set up here').waitFor();
    await expect.poll(() => widget.panel.getByLabel('E-mail address').count()).toBe(0);
  });

  test('has all of it in memory where storage is blocked', async () => {
    widget = await visit({ browser: shop.browser, url: 'about:blank' });
    await widget.page.addInitScript(`
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('', 'SecurityError'); } });
      }
    `);
    await widget.page.goto(shop.url);
    await widget.bubble.waitFor();
    await identify(widget, shop.proofOf('hanna'));
    await widget.open();
    await widget.ask(question);
    await tab(widget, 'History').click();
    await past(widget).getByText(question).waitFor();
    await identify(widget, null);
    await widget.panel.getByText(question).waitFor({ state: 'detached' });
    expect(widget.complaints).toEqual([]);
  });
});
