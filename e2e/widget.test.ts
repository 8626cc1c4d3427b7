import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ModelServer, startModelServer } from '../apps/server/src/testing/modelServer.ts';
import { connectBrowser } from './browser.ts';
import { embed, type HostSite, startHostSite } from './hostSite.ts';
import { createShop, type RunningServer, startServer } from './startServer.ts';
import { inPanel, streamOf, visit, type WidgetPage, widgetOn } from './widgetPage.ts';

const question = 'How long do I have to return something?';

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

describe('A visitor’s conversation', () => {
  test('gets an answer with its source, which opens and gives the focus back', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await widget.panel.getByText('Hello! Ask me anything.').waitFor();
    const answer = await widget.ask(question);
    await expect
      .poll(() => answer.locator('.sources').textContent())
      .toContain('Returns and exchanges');

    const mark = answer.getByRole('button', { name: /^Source 1: Returns and exchanges/ });
    await mark.focus();
    await mark.press('Enter');
    const dialog = widget.panel.getByRole('dialog', { name: /Returns and exchanges/ });
    expect((await dialog.getByRole('blockquote').textContent())!.length).toBeGreaterThan(20);
    const link = dialog.getByRole('link');
    await expect
      .poll(() => link.getAttribute('href'))
      .toBe('https://shop.example/returns-and-exchanges');
    await expect.poll(() => link.getAttribute('target')).toBe('_blank');

    await widget.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await mark.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(
      true,
    );
    await expect.poll(() => widget.bubble.getAttribute('aria-expanded')).toBe('true');
    expect(widget.complaints).toEqual([]);
  });

  test('goes on with a follow-up, and is still there after a reload and on another page', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await widget.ask(question);
    await widget.ask('And what does it cost?');
    const said = await widget.panel.locator('.log .said').allInnerTexts();
    expect(said).toHaveLength(5);

    await widget.page.reload();
    await widget.open();
    await widget.answers.nth(2).waitFor();
    await expect.poll(() => widget.panel.locator('.log .said').allInnerTexts()).toEqual(said);
    await expect.poll(() => widget.panel.locator('button.mark').count()).toBeGreaterThan(0);
  });

  test('starts anew on request', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await widget.ask(question);
    await widget.panel.getByRole('button', { name: 'More' }).click();
    await widget.panel.getByRole('button', { name: 'New conversation' }).click();
    await widget.panel.getByText(question).waitFor({ state: 'detached' });
    await expect.poll(() => widget.answers.count()).toBe(1);

    await widget.page.reload();
    await widget.open();
    await expect.poll(() => widget.panel.getByText(question).count()).toBe(0);
  });

  test('shows a question that could not be sent, and sends the same one again', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    const sent: { clientMessageId: string }[] = [];
    await widget.page.route(
      '**/api/v1/chat',
      (route) => {
        sent.push(route.request().postDataJSON());
        return route.abort('internetdisconnected');
      },
      { times: 1 },
    );
    widget.page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/chat')) sent.push(request.postDataJSON());
    });
    await widget.composer.fill(question);
    await widget.composer.press('Enter');
    await widget.panel.getByText('There is no connection at the moment.').waitFor();
    await widget.panel.getByRole('button', { name: 'Try again' }).click();
    await widget.panel.locator('.sources').waitFor();
    await expect.poll(() => widget.panel.locator('.failure').count()).toBe(0);
    expect(new Set(sent.map(({ clientMessageId }) => clientMessageId)).size).toBe(1);
    await expect.poll(() => widget.panel.locator('.message.user').count()).toBe(1);
  });

  test('offers a question again whose answer was lost with the page', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await widget.ask(question);
    const { session } = await tokenOf(widget);
    // The turn as a browser leaves it that closes while the answer is written.
    const messages = `**/api/v1/sessions/${session}/messages`;
    await widget.page.route(messages, async (route) => {
      const response = await route.fetch();
      const { items } = await response.json();
      await route.fulfill({ response, json: { items: [{ ...items[0], state: 'pending' }] } });
    });
    await widget.page.reload();
    await widget.open();
    await widget.panel.getByText('The answer did not arrive.').waitFor();
    await widget.panel.getByRole('button', { name: 'Try again' }).click();
    await widget.panel.locator('.sources').waitFor();
  });

  test('treats a stream that just ends as an error', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    const { body, ...rest } = streamOf({ answer: 'Half of it' });
    await widget.page.route('**/api/v1/chat', (route) =>
      route.fulfill({ ...rest, body: body.slice(0, body.indexOf('event: done')) }),
    );
    await widget.composer.fill(question);
    await widget.composer.press('Enter');
    await widget.panel.getByText('The answer did not arrive.').waitFor();
    await expect.poll(() => widget.panel.getByText('Half of it').count()).toBe(0);
  });

  test('begins silently anew when the server no longer knows the visitor', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await widget.ask(question);
    await storeSession(widget, { visitorToken: 'vt_forgotten', sessionId: 'ses_forgotten' });
    await widget.page.reload();
    await widget.open();
    await widget.ask(question);
    await expect.poll(() => widget.panel.locator('.failure').count()).toBe(0);
    await expect.poll(() => widget.panel.locator('.message.user').count()).toBe(1);
  });

  test('says when to come back after too many messages', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await widget.page.route('**/api/v1/chat', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'retry-after': '17', 'content-type': 'application/problem+json' },
        body: JSON.stringify({ status: 429, code: 'rate-limited', title: 'Too many requests' }),
      }),
    );
    await widget.composer.fill(question);
    await widget.composer.press('Enter');
    await widget.panel.getByText('Please wait 17 seconds, then try again.').waitFor();
  });

  test('shows what looks like code or comes from elsewhere as text, and runs none of it', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    const requests: string[] = [];
    widget.page.on('request', (request) => requests.push(request.url()));
    await widget.page.route('**/api/v1/chat', (route) =>
      route.fulfill(
        streamOf({
          answer: [
            '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>',
            '[run](javascript:document.title="owned") [data](data:text/html,x) [ok](https://ok.example/)',
            '![picture](https://tracker.example/pixel.png) <a href="https://html.example/">html</a>',
            'Cites [1] and [7].',
          ].join('\n\n'),
          citations: [
            {
              n: 1,
              sourceId: 'src_1',
              title: '<b>Title</b>',
              url: 'javascript:alert(1)',
              text: '<i>quoted</i>',
            },
          ],
        }),
      ),
    );
    const answer = await widget.ask('Be hostile');
    const text = (await answer.textContent())!;
    expect(text).toContain('<img src=x onerror=');
    expect(text).toContain('<script>');
    expect(text).toContain('[7]');
    await expect.poll(() => answer.locator('img, script').count()).toBe(0);
    const links = await answer
      .getByRole('link')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual(['https://ok.example/', 'https://tracker.example/pixel.png']);
    await answer.locator('button.mark').click();
    const dialog = widget.panel.getByRole('dialog');
    await expect.poll(() => dialog.textContent()).toContain('<i>quoted</i>');
    await expect.poll(() => dialog.getByRole('link').count()).toBe(0);
    expect(requests.filter((request) => request.includes('tracker'))).toEqual([]);
    expect(await inPanel(widget, 'document.title')).toBe('Chat with Carrowfell');
  });

  test('does not send a message that is too long, and says by how much', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await widget.composer.fill('x'.repeat(3900));
    await widget.panel.getByText('100 characters left').waitFor();
    await widget.composer.fill('x'.repeat(4012));
    await widget.panel.getByText('12 characters too long').waitFor();
    await expect
      .poll(() => widget.panel.getByRole('button', { name: 'Send' }).isDisabled())
      .toBe(true);
  });

  test('sends by Enter, but not by the Enter that ends an input method’s word', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await widget.composer.fill('返品');
    await widget.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await widget.composer.press('Shift+Enter');
    await expect.poll(() => widget.composer.inputValue()).toBe('返品\n');
    await expect.poll(() => widget.panel.locator('.message.user').count()).toBe(0);
  });

  test('keeps two tabs of a site together', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    const other = widgetOn({ page: await widget.page.context().newPage() });
    await other.page.goto(url);
    await other.open();
    await widget.ask(question);
    await other.panel.locator('.sources').waitFor();
  });
});

describe('The FAQ tab', () => {
  test('groups, searches and answers, and leads back to the chat', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await widget.panel.getByRole('tab', { name: 'Chat' }).press('ArrowRight');
    await widget.panel.locator('summary').first().waitFor();
    await expect
      .poll(() => widget.panel.getByRole('heading', { level: 2 }).allInnerTexts())
      .toEqual(['Account', 'Offers']);
    await widget.panel.getByText('How do I reset my password?', { exact: true }).click();
    const bold = widget.panel.locator('details[open] strong');
    await expect.poll(() => bold.textContent()).toBe('Log in');

    await widget.panel.getByRole('searchbox').fill('STUDENT');
    await expect
      .poll(() => widget.panel.locator('summary').allInnerTexts())
      .toEqual(['Is there a student discount?']);
    await widget.panel.getByRole('searchbox').fill('left-handed shoes');
    await widget.panel.getByText('No question fits that.').waitFor();
    await widget.panel.getByRole('button', { name: 'Ask in the chat' }).click();
    await expect.poll(() => widget.composer.inputValue()).toBe('left-handed shoes');
    expect(widget.complaints).toEqual([]);
  });

  test('is not there when the page or the chatbot has none', async () => {
    const key = await createShop(server.client);
    const off = site.add('/no-faq', {
      body: embed({ echoai: server.url, key, attributes: 'data-faq="off"' }),
    });
    widget = await visit({ browser, url: off });
    await widget.open();
    await expect
      .poll(() => widget.panel.getByRole('tab').allInnerTexts())
      .toEqual(['Chat', 'History']);
    await widget.page.evaluate(`EchoAI.init({ chatbot: '${key}', faq: 'off', history: 'off' })`);
    await widget.panel.getByRole('tab').first().waitFor({ state: 'detached' });
  });
});

describe('An answer that a model writes', () => {
  let model: ModelServer;
  let writing: RunningServer;
  let page: string;

  beforeAll(async () => {
    model = await startModelServer();
    writing = await startServer({ chatUrl: model.url });
    const key = await createShop(writing.client);
    const other = await startHostSite({ echoai: writing.url });
    page = other.add('/', { body: embed({ echoai: writing.url, key }) });
    return async () => {
      await other.close();
      await writing.close();
      await model.close();
    };
  });

  test('appears by the sentence, behind a sign that it is being written', async () => {
    model.state.behaviour = {
      kind: 'answer',
      text: 'You can **send it back** to us [1]. Keep the label until then, no matter why [1].',
      chunkDelayMs: 150,
    };
    widget = await visit({ browser, url: page });
    await widget.open();
    // Held back until the sign was there: this model begins to write at once.
    await widget.page.route('**/api/v1/chat', async (route) => {
      await widget.panel.getByText('is writing').waitFor();
      await route.continue();
    });
    await widget.composer.fill(question);
    await widget.composer.press('Enter');
    const answer = widget.answers.nth(1);
    await answer.waitFor();
    await expect.poll(() => widget.panel.locator('.log').getAttribute('aria-busy')).toBe('true');
    expect((await answer.textContent())!).not.toContain('no matter why');
    await answer.locator('.sources').waitFor();
    await expect.poll(() => answer.locator('strong').textContent()).toBe('send it back');
  });

  test('counts on the bubble when it arrives while the chat is closed', async () => {
    model.state.behaviour = { kind: 'answer', text: 'Send it back to us [1].', chunkDelayMs: 200 };
    widget = await visit({ browser, url: page });
    await widget.page.evaluate(`
      window.unread = [];
      EchoAI.on('unread', ({ count }) => window.unread.push(count));
    `);
    await widget.open();
    await widget.composer.fill(question);
    await widget.composer.press('Enter');
    await widget.page.keyboard.press('Escape');
    await widget.page.getByRole('button', { name: 'Open chat, 1 unread' }).click();
    await widget.answers.nth(1).waitFor();
    await widget.page.keyboard.press('Escape');
    await widget.page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
    expect(await widget.page.evaluate('window.unread')).toEqual([1, 0]);
  });

  test('can be asked for again when the model fails', async () => {
    model.state.behaviour = { kind: 'break-off', text: 'You have' };
    widget = await visit({ browser, url: page });
    await widget.open();
    await widget.composer.fill(question);
    await widget.composer.press('Enter');
    await widget.panel.getByRole('button', { name: 'Try again' }).waitFor();
    model.state.behaviour = { kind: 'answer', text: 'Send it back to us [1].' };
    await widget.panel.getByRole('button', { name: 'Try again' }).click();
    await widget.panel.getByText('Send it back').waitFor();
    await widget.page.reload();
    await widget.open();
    await widget.panel.getByText('Send it back').waitFor();
    await expect.poll(() => widget.panel.locator('.said').count()).toBe(3);
  });
});

/** What the panel keeps in the storage of its own origin. */
async function tokenOf(widget: WidgetPage): Promise<{ name: string; session: string }> {
  return inPanel(
    widget,
    `(() => {
      const name = Object.keys(localStorage).find((key) => key.startsWith('echoai:'));
      return { name, session: JSON.parse(localStorage.getItem(name)).sessionId };
    })()`,
  );
}

async function storeSession(widget: WidgetPage, session: object): Promise<void> {
  const { name } = await tokenOf(widget);
  const value = JSON.stringify(session);
  await inPanel(widget, `localStorage.setItem(${JSON.stringify(name)}, ${JSON.stringify(value)})`);
}
