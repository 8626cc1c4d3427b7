import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ModelServer, startModelServer } from '../apps/server/src/testing/modelServer.ts';
import { connectBrowser } from './browser.ts';
import { embed, type HostSite, startHostSite } from './hostSite.ts';
import { createShop, type RunningServer, startServer } from './startServer.ts';
import { inPanel, visit, type WidgetPage } from './widgetPage.ts';

const question = 'How long do I have to return something?';
/** The model begins to write, and does not end by itself. */
const unending = { kind: 'silence', text: 'You can send it back [1]. And' } as const;

let model: ModelServer;
let server: RunningServer;
let site: HostSite;
let browser: Browser;
let url: string;
let widget: WidgetPage;

beforeAll(async () => {
  model = await startModelServer(unending);
  [server, browser] = await Promise.all([startServer({ chatUrl: model.url }), connectBrowser()]);
  site = await startHostSite({ echoai: server.url });
  const key = await createShop(server.client);
  url = site.add('/', { body: embed({ echoai: server.url, key }) });
});
afterEach(() => widget?.close());
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
  await model?.close();
});

const log = () => widget.panel.locator('.log');
const answering = () => widget.panel.getByText('You can send it back');
const isIdle = () => widget.panel.locator('.log[aria-busy=false]').waitFor();

async function say(text: string): Promise<void> {
  await widget.composer.fill(text);
  await widget.composer.press('Enter');
}

/** The conversation of the only visitor so far who waits. */
async function latestConversation() {
  const { items } = await server.client.conversations.list({ query: {} });
  return { conversationId: items[0]!.id };
}

const objections = async () => {
  await inPanel(widget, axe.source);
  const { violations } = await inPanel<{ violations: unknown[] }>(widget, 'axe.run()');
  return violations;
};

describe('A person who takes over while the bot writes', () => {
  test('ends its half answer before the visitor’s eyes, and both go on writing', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    await say(question);
    await answering().waitFor();

    const params = await latestConversation();
    await server.client.conversations.handOver({ params, body: { answeredBy: 'person' } });
    await answering().waitFor({ state: 'detached' });
    await isIdle();
    await widget.panel.getByText('The team answers').waitFor();
    await widget.panel.getByText('Your message was passed on to the team').waitFor();
    expect(await objections()).toEqual([]);

    // Each begins with its author, for who hears the page.
    const said = async () =>
      (await log().locator('.said').allInnerTexts()).map((text) => text.split('\n').at(-1));
    const expected = ['Hello! Ask me anything.', question];
    await expect.poll(said).toEqual(expected);
    await server.client.conversations.send({ params, body: { text: 'I am Ada.' } });
    await widget.panel.getByText('I am Ada.').waitFor();
    await say('Thank you, Ada');
    await isIdle();
    expect(await widget.composer.inputValue()).toBe('');
    const whole = [...expected, 'I am Ada.', 'Thank you, Ada'];
    await expect.poll(said).toEqual(whole);

    await widget.page.reload();
    await widget.open();
    await expect.poll(said).toEqual(whole);
    await widget.panel.getByText('The team answers').waitFor();
    await expect.poll(() => answering().count()).toBe(0);
    expect(await objections()).toEqual([]);
    expect(widget.complaints).toEqual([]);
  });

  test('leaves no half answer to a page that is loaded again at that moment, and returns it to the bot', async () => {
    widget = await visit({ browser, url });
    await widget.open();
    model.state.behavioursInTurn.push({ kind: 'answer', text: 'Hello!' });
    await say('Hello');
    await isIdle();
    await say(question);
    await answering().waitFor();
    const params = await latestConversation();
    await Promise.all([
      widget.page.reload(),
      server.client.conversations.handOver({ params, body: { answeredBy: 'person' } }),
    ]);
    await widget.open();
    await isIdle();
    await widget.panel.getByText('The team answers').waitFor();
    await expect.poll(() => answering().count()).toBe(0);

    model.state.behaviour = { kind: 'answer', text: 'Yes, send it back [1].' };
    await server.client.conversations.handOver({ params, body: { answeredBy: 'bot' } });
    await widget.panel.getByText('Automatic answers').waitFor();
    const answer = await widget.ask('How long do I have to send something back?');
    await expect.poll(() => answer.textContent()).toContain('Yes, send it back');
    expect(widget.complaints).toEqual([]);
  });
});
