import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, becomeOwner, type Dashboard, objections, openDashboard } from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';
import { visit } from './widgetPage.ts';

let dashboard: Dashboard;
let page: Page;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  await becomeOwner(dashboard);
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const row = (title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title, exact: true }) });
const toggle = (title: string) => page.getByRole('switch', { name: `Active: ${title}` });
const saved = () => page.getByText('Saved', { exact: true }).waitFor();
const field = (language: string) => page.getByRole('textbox', { name: language, exact: true });

async function openList(query = ''): Promise<void> {
  await page.goto(`/intents?tab=everyday${query}`);
  await row('Thanks').waitFor();
}

async function openAct(title: string): Promise<void> {
  await openList();
  await row(title).getByRole('link').click();
  await page.getByRole('heading', { name: title, exact: true }).waitFor();
}

describe('everyday messages', () => {
  it('are listed in groups, with examples and what the bot answers', async () => {
    await page.goto('/intents');
    await page.getByRole('tab', { name: 'Everyday' }).click();
    const manners = page.getByRole('region', { name: 'Manners' });
    await manners.getByText('“thank you” · “perfect, that helps”').waitFor();
    await manners.getByText('You’re welcome. Is there anything else').waitFor();
    expect(await page.getByRole('switch').count()).toBe(20);
    const distress = row('Is in distress');
    await distress.getByText('Always on').waitFor();
    await distress.getByText('Somebody in need always gets a careful reply').waitFor();
    await row('Greeting').getByText('Hello! Ask me about delivery').waitFor();
  });

  it('are found by what visitors write and what the bot says, in the language that is shown', async () => {
    await page.getByLabel('Replies in').selectOption('German');
    await page.getByRole('searchbox', { name: 'Search everyday messages' }).fill('gern');
    await row('Thanks').getByText('Gern geschehen').waitFor();
    await expect.poll(() => row('Goodbye').count()).toBe(0);
    await page.getByRole('searchbox').fill('zzz');
    await page.getByRole('heading', { name: 'Nothing has “zzz” in it' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await row('Goodbye').waitFor();
  });

  it('are answered in the owner’s words, which are saved as they are typed', async () => {
    await row('Thanks').getByRole('link').click();
    await field('German').waitFor();
    expect(await field('German').getAttribute('placeholder')).toMatch(/^Gern geschehen/);
    await field('German').fill('Gerne, {name}!');
    await page.getByText('This must not hold {name}, which stands for nothing here').waitFor();
    await field('German').fill('Sehr gern! Ihre Schuhmacherei.');
    await saved();
    await page.getByText('Instead of “Gern geschehen.').waitFor();

    const widget = await visit({ browser: dashboard.browser, url: `${dashboard.server.url}/demo` });
    await widget.open();
    const answer = await widget.ask('Danke!');
    await answer.getByText('Sehr gern! Ihre Schuhmacherei.').waitFor();
    expect(widget.complaints).toEqual([]);
    await widget.close();
    expect((await ask(dashboard, 'thank you so much')).answer).toMatch(/^You’re welcome/);

    await page.getByRole('link', { name: 'Everyday' }).click();
    await row('Thanks').getByText('Your wording in German').waitFor();
  });

  it('get the sentence that ships again by a reset', async () => {
    await row('Thanks').getByRole('link').click();
    await page.getByRole('button', { name: 'Reset German' }).click();
    await saved();
    expect(await field('German').inputValue()).toBe('');
    expect((await ask(dashboard, 'vielen Dank')).answer).toMatch(/^Gern geschehen/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => field('German').inputValue()).toBe('Sehr gern! Ihre Schuhmacherei.');
    await saved();
  });

  it('are questions like any other once they are switched off', async () => {
    expect((await ask(dashboard, 'tell me a joke')).answer).toMatch(/better at questions/);
    await openList();
    await toggle('Asks for a joke or a song').click();
    await row('Asks for a joke or a song').getByText('Counts as a question').waitFor();
    await expect
      .poll(async () => (await ask(dashboard, 'tell me a joke')).answer)
      .toMatch(/^I couldn’t find an answer/);
    await page.goto('/intents?tab=try');
    await page.getByRole('textbox', { name: 'Sentence' }).fill('tell me a joke');
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText('It is switched off').waitFor();
    await page.getByRole('textbox', { name: 'Sentence' }).fill('merci beaucoup');
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText(/^Everyday: Thanks, \d+ % sure\. Answered in French\.$/).waitFor();
  });

  it('can be worded by keyboard alone', async () => {
    await openAct('Goodbye');
    await field('English').focus();
    await page.keyboard.type('So long!');
    await page.keyboard.press('Tab');
    await saved();
    expect((await ask(dashboard, 'goodbye')).answer).toBe('So long!');
  });

  it('say which setting they share a sentence with, and lead there', async () => {
    await openAct('Greeting');
    await page.getByText('An empty field answers with the welcome message.').waitFor();
    await page.getByRole('link', { name: 'welcome message' }).click();
    await page.getByText('It is also the reply to a greeting in English').waitFor();
  });

  it('of no known kind are an empty page that leads back', async () => {
    await page.goto('/intents/everyday?bot=bot_none&act=thanks');
    await page.getByRole('heading', { name: 'There is no such message' }).waitFor();
  });
});

describe('accessibility', () => {
  const places: Record<string, () => Promise<void>> = {
    everyday: () => openList(),
    'everyday filtered': async () => {
      await openList();
      await page.getByRole('searchbox').fill('zzz');
      await page.getByRole('button', { name: 'Show all' }).waitFor();
    },
    'everyday thanks': () => openAct('Thanks'),
    'everyday greeting': () => openAct('Greeting'),
    'everyday fault': async () => {
      await openAct('Compliment');
      await field('French').fill('Merci {nom}');
      await page.getByText('This must not hold {nom}').waitFor();
    },
    'everyday always on': () => openAct('Asks for a person'),
    'everyday without a sentence': () => openAct('Asks to hear it again'),
    'everyday try': async () => {
      await page.goto('/intents?tab=try');
      await page.getByRole('textbox', { name: 'Sentence' }).fill('tell me a joke');
      await page.getByRole('button', { name: 'Try', exact: true }).click();
      await page.getByText('It is switched off').waitFor();
    },
  };

  it('finds nothing to object to, wide and at 360 px, light and dark', async () => {
    expect(await objections(page, { phone: 360, places })).toEqual({});
  });
});
