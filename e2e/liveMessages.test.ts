import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { graphOf } from '../apps/server/src/automation/testing/graph.ts';
import {
  becomeOwner,
  type Dashboard,
  objections,
  openDashboard,
  violations,
} from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';
import { inPanel, visit, type WidgetPage } from './widgetPage.ts';

let dashboard: Dashboard;
let owner: Page;
let visitor: WidgetPage;

beforeAll(async () => {
  dashboard = await openDashboard();
  owner = dashboard.page;
  await becomeOwner(dashboard);
  visitor = await visit({ browser: dashboard.browser, url: `${dashboard.server.url}/demo` });
  await visitor.open();
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(() => {
  expect(dashboard.complaints.splice(0)).toEqual([]);
  expect(visitor.complaints.splice(0)).toEqual([]);
});

const transcript = () => owner.getByRole('region', { name: 'Transcript' });
const button = (name: string) => owner.getByRole('button', { name, exact: true });
const status = (text: string) => transcript().getByRole('status').getByText(text).waitFor();
const seen = (text: string) => visitor.panel.locator('.log').getByText(text, { exact: true });
const passedOn = () => seen('Your message was passed on to the team');

async function say(text: string): Promise<void> {
  await visitor.composer.fill(text);
  await visitor.composer.press('Enter');
}

/** Answers as the owner. */
async function write(text: string): Promise<void> {
  await owner.getByLabel('Your answer').fill(text);
  await transcript().getByRole('button', { name: 'Send' }).click();
  await transcript().getByText(text).waitFor();
}

/** An automation writes into the conversation that the owner looks at. */
async function tellByAutomation(text: string): Promise<void> {
  const tell = { kind: 'send_message', text };
  const graph = graphOf({ begin: { kind: 'manual' }, tell }, ['begin>tell']);
  const { url } = dashboard.server;
  const post = async (path: string, data: object) => {
    const options = { data, headers: { origin: url } };
    const response = await owner.request.post(`${url}/api/v1${path}`, options);
    expect(response.ok(), await response.text()).toBe(true);
    return response.json();
  };
  const { id } = await post('/workflows', { name: 'Tells', graph });
  await post(`/workflows/${id}/activate`, {});
  const sessionId = new URL(owner.url()).searchParams.get('id');
  await post(`/workflows/${id}/run`, { input: {}, sessionId });
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** What axe-core finds wrong with the panel, in both themes. */
async function objectionsToPanel(name: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await visitor.page.emulateMedia({ colorScheme });
    await visitor.page.waitForTimeout(150);
    await picture(visitor.page, `panel-${name}-${colorScheme}`);
    await inPanel(visitor, axe.source);
    const { violations: wrong } = await inPanel<{ violations: unknown[] }>(visitor, 'axe.run()');
    found.push(...wrong);
  }
  return found;
}

// One conversation, in order.
describe('a visitor who asks for a person', () => {
  it('is answered by one, live and under the person’s name', async () => {
    await visitor.ask('Do you repair an old tent?');
    await owner.goto('/conversations');
    await owner.getByRole('link').filter({ hasText: 'an old tent' }).click();
    await status('The bot answers');
    await button('Take over').click();
    await status('Waits for a person');
    await visitor.panel.getByText('The team answers').waitFor();

    await owner.getByLabel('Your answer').fill('I am **Ada**. How can I help?');
    await owner.getByLabel('Your answer').press('Control+Enter');
    await status('A person answers');
    await expect.poll(() => owner.getByLabel('Your answer').inputValue()).toBe('');
    const answer = visitor.answers.filter({ hasText: 'I am Ada. How can I help?' });
    await answer.getByText('Ada', { exact: true }).first().waitFor();
  });

  it('writes back, is told that nobody answers yet, and stands in the owner’s list', async () => {
    const answers = await visitor.answers.count();
    await say('My parcel is late');
    await passedOn().waitFor();
    await expect.poll(() => visitor.answers.count()).toBe(answers);
    await transcript().getByText('My parcel is late').waitFor();
    await status('Waits for a person');
    await button('Waits for a person').click();
    await owner
      .getByRole('link', { name: /Waits for a person/ })
      .filter({ hasText: 'an old tent' })
      .waitFor();
    expect(await violations(owner)).toEqual([]);
    await picture(owner, 'conversation-waits');
    expect(await objectionsToPanel('passed-on')).toEqual([]);
  });

  it('misses nothing that was written while the chat was closed, and sees it once', async () => {
    await visitor.page.getByRole('button', { name: 'Close chat' }).first().click();
    await write('It arrives today.');
    await status('A person answers');
    await owner.getByText('Nobody waits for a person now.').waitFor();
    await visitor.open();
    await seen('It arrives today.').waitFor();
    await expect.poll(() => passedOn().count()).toBe(0);

    await visitor.page.reload();
    await visitor.open();
    await seen('It arrives today.').waitFor();
    await visitor.panel.getByText('The team answers').waitFor();
    await expect.poll(() => seen('It arrives today.').count()).toBe(1);
  });

  it('sees on the bubble how much was written meanwhile, on the next page too, until it opens', async () => {
    const closed = (name: string) => visitor.page.getByRole('button', { name, exact: true });
    await visitor.page.getByRole('button', { name: 'Close chat' }).first().click();
    await closed('Open chat').waitFor();
    await write('Before noon.');
    await closed('Open chat, 1 unread').waitFor();
    await expect.poll(() => visitor.bubble.textContent()).toBe('1');

    await visitor.page.reload();
    await closed('Open chat, 1 unread').waitFor();
    await write('Or soon after.');
    await closed('Open chat, 2 unread').waitFor();
    const another = await visitor.page.context().newPage();
    await another.goto(visitor.page.url());
    await another.getByRole('button', { name: 'Open chat, 2 unread' }).waitFor();

    await visitor.open();
    await seen('Or soon after.').waitFor();
    await expect.poll(() => visitor.bubble.textContent()).toBe('');
    await another.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
    await another.close();
    await visitor.page.reload();
    await closed('Open chat').waitFor();
    await write('The driver rings.');
    await closed('Open chat, 1 unread').waitFor();
    await tellByAutomation('Somebody must be there.');
    await closed('Open chat, 2 unread').waitFor();
    await visitor.open();
    await seen('Somebody must be there.').waitFor();
    await expect.poll(() => seen('Before noon.').count()).toBe(1);
  });

  it('is tagged by the owner, who finds the conversation by the tag', async () => {
    await button('Waits for a person').click();
    await owner.getByLabel('Add a tag').fill('  Late   Parcel ');
    await owner.getByLabel('Add a tag').press('Enter');
    await button('Remove tag late parcel').waitFor();
    await owner.getByLabel('Tag', { exact: true }).selectOption('late parcel');
    await owner.waitForURL('**/conversations?*tag=late+parcel*');
    await owner.getByRole('link').filter({ hasText: '#late parcel' }).waitFor();
    const places = { conversation: async () => {} };
    expect(await objections(owner, { phone: 390, places })).toEqual({});
    await owner.setViewportSize({ width: 1280, height: 800 });
    await button('Remove tag late parcel').click();
    await button('Remove tag late parcel').waitFor({ state: 'detached' });
    await owner.getByText('No conversation has the tag late parcel.').waitFor();
  });

  it('is answered by the bot again once the owner returns the conversation', async () => {
    await button('Return to bot').click();
    await status('The bot answers');
    await visitor.panel.getByText('Automatic answers').waitFor();
    const answer = await visitor.ask('How long do I have to return something?');
    await answer.locator('.sources').waitFor();
    await expect.poll(() => passedOn().count()).toBe(0);
  });

  it('answers an automation’s question by a click on one of its choices', async () => {
    const data = JSON.stringify({ handledBy: 'automation', choices: ['Boots', 'A quilt'] });
    await visitor.page.route('**/events?*', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: `event: state\ndata: ${data}\n\n` }),
    );
    await visitor.page.reload();
    await visitor.open();
    const choices = visitor.panel.getByRole('group', { name: 'Suggested answers' });
    await choices.getByRole('button', { name: 'Boots' }).waitFor();
    expect(await objectionsToPanel('choices')).toEqual([]);
    await choices.getByRole('button', { name: 'A quilt' }).click();
    await visitor.panel.locator('.message.user').getByText('A quilt').waitFor();
  });
});
