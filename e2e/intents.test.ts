import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, becomeOwner, type Dashboard, objections, openDashboard } from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';

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

const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const learned = () => page.getByText('Learned, version').waitFor();

async function trySentence(sentence: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Sentence' }).fill(sentence);
  await button('Try').click();
}

describe('intents in the dashboard', () => {
  it('begin with the usual ones, learned', async () => {
    await page.goto('/intents');
    await row('Order status').waitFor();
    await page.getByText('7 intents').waitFor();
    await learned();
  });

  it('show what a sentence is taken for, and that it is none of them', async () => {
    await page.getByRole('tab', { name: 'Try a sentence' }).click();
    await trySentence('my parcel still isn’t here, where is it?');
    await page.getByText(/Order status, \d+ % sure/).waitFor();
    await expect
      .poll(() => page.getByLabel('Likeliest intents').getByRole('listitem').count())
      .toBe(5);
    await trySentence('how tall is the Eiffel tower');
    await page.getByText('None of these.').waitFor();
  });

  it('are made of a title and a few examples, and recognised a moment later', async () => {
    await button('New intent').click();
    await page.getByLabel('Title').fill('Gift wrapping');
    await page.getByText('Automations know it as gift_wrapping.').waitFor();
    await page
      .getByLabel('Examples')
      .fill('Can you wrap it as a present?\nDo you offer gift wrapping?\nI want it gift wrapped');
    await button('Create intent').click();
    await heading('Gift wrapping').waitFor();
    await learned();
    await trySentence('could you gift wrap this for me');
    await page.getByText(/Gift wrapping, \d+ % sure/).waitFor();
  });

  it('say beside an example which other intent it looks like', async () => {
    await page.getByLabel('Add an example').fill('Where is my refund?');
    await button('Add').click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Refund has the same example. Keep it in one of them.' })
      .waitFor();
    await button('Remove Where is my refund?').click();
    await page.getByText('Refund has the same example.').waitFor({ state: 'detached' });
  });

  it('refuse a name that another intent has, and keep what was typed', async () => {
    await page.getByLabel('Name', { exact: true }).fill('refund');
    await page.getByText('Another intent is named refund already.').waitFor();
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('refund');
    await page.getByLabel('Name', { exact: true }).fill('gift_wrapping');
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  it('offer a visitor’s message as an example', async () => {
    for (const message of [
      'has anyone seen my package',
      'did the courier get lost with my things',
      'still nothing from you, order 1234',
    ]) {
      await ask(dashboard, message);
    }
    await page.goto('/intents?tab=suggestions');
    const first = page.getByLabel('Suggestions').getByRole('listitem').first();
    await first.waitFor();
    await first.getByRole('button', { name: /^Add / }).click();
    await page.getByText(/^Added to /).waitFor();
  });

  it('are deleted after asking', async () => {
    await page.goto('/intents');
    await row('Gift wrapping').getByRole('link').click();
    await button('Delete this intent …').click();
    await button('Delete intent').click();
    await page.getByText('Gift wrapping was deleted').waitFor();
    await page.getByText('7 intents').waitFor();
  });
});

describe('accessibility', () => {
  const places: Record<string, () => Promise<void>> = {
    intents: async () => {
      await page.goto('/intents');
      await row('Refund').waitFor();
      await learned();
    },
    'new intent': async () => {
      await page.goto('/intents');
      await button('New intent').click();
      await page.getByRole('dialog').waitFor();
    },
    try: async () => {
      await page.goto('/intents?tab=try');
      await trySentence('I want my money back');
      await page.getByText(/^Refund, \d+ % sure/).waitFor();
    },
    suggestions: async () => {
      await page.goto('/intents?tab=suggestions');
      await page
        .getByRole('tabpanel')
        .getByRole('list')
        .or(heading('Nothing to suggest now'))
        .waitFor();
    },
    intent: async () => {
      await page.goto('/intents');
      await row('Complaint').getByRole('link').click();
      await page.getByRole('list', { name: 'Examples' }).waitFor();
      await learned();
    },
  };

  it('finds nothing to object to, wide and at 360 px, light and dark', async () => {
    expect(await objections(page, { phone: 360, places })).toEqual({});
  });
});
