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
const link = (name: string) => page.getByRole('link', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
/** The row of the table of sources, or of the list, that holds a text. */
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const item = (text: string) => page.getByRole('listitem').filter({ hasText: text });

// One owner's day, in order.
describe('knowledge and conversations in the dashboard', () => {
  it('adds a text, which becomes ready with its passages', async () => {
    await page.goto('/knowledge');
    await button('Add text').click();
    await page.getByLabel('Title').fill('Umbrella hire');
    await page
      .getByLabel('Text', { exact: true })
      .fill(
        '# Umbrella hire\n\n## Price\n\nAn umbrella costs **€4** a day.\n\n## Return\n\nBring it back within three days.',
      );
    await page.getByRole('dialog').getByRole('button', { name: 'Add text' }).click();
    await row('Umbrella hire').getByText('Ready').waitFor();
    await row('Umbrella hire').getByRole('link').click();
    await page.getByText('An umbrella costs €4 a day.').waitFor();
    await page.getByText('Price', { exact: true }).waitFor();
  });

  it('edits the text, and reads the passages again', async () => {
    const text = page.getByRole('textbox', { name: 'Text' });
    await text.fill((await text.inputValue()).replace('€4', '€5'));
    await button('Save').click();
    await page.getByText('An umbrella costs €5 a day.').waitFor();
  });

  it('shows for a question what the chat would answer from', async () => {
    await page.goto('/knowledge?tab=try');
    await page
      .getByRole('textbox', { name: 'Question' })
      .fill('What does it cost to hire an umbrella?');
    await button('Try').click();
    await page.getByText('The chat would answer from these passages.').waitFor();
    const first = page.getByRole('tabpanel').getByRole('listitem').first();
    await first.getByText('An umbrella costs €5 a day.').waitFor();
    await first.getByText(/Score [01]\.\d\d/).waitFor();
    await page.getByRole('textbox', { name: 'Question' }).fill('xylophone quarks');
    await button('Try').click();
    await page.getByText('The chat would say that it does not know.').waitFor();
  });

  it('deletes the text after asking', async () => {
    await page.goto('/knowledge');
    await page.getByLabel('Filter sources').fill('umbrella');
    await page.getByText('1 source', { exact: true }).waitFor();
    await row('Umbrella hire').getByRole('link').click();
    await button('Delete').click();
    await button('Delete source').click();
    await page.getByText('Umbrella hire was deleted').waitFor();
    await row('Shipping and delivery').waitFor();
    await expect.poll(() => row('Umbrella hire').count()).toBe(0);
  });

  it('refuses a file that cannot be read before any of it is sent', async () => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/sources'))
        sent.push(request.url());
    });
    await page
      .locator('input[type=file]')
      .setInputFiles([file('archive.txt', 'PK\u0000\u0003'), file('fake.pdf', 'no PDF at all')]);
    await expect.poll(() => page.getByText('Only text (.txt), Markdown (.md)').count()).toBe(2);
    expect(sent).toEqual([]);
    await button('Dismiss archive.txt').click();
    await button('Dismiss fake.pdf').click();
  });

  it('says how much of a file could not be read, and why', async () => {
    const html = `<p>Welcome to it.</p>${'<nav>All of the festival</nav>'.repeat(3)}`;
    await dashboard.page.locator('input[type=file]').setInputFiles([file('festival.html', html)]);
    await row('festival')
      .getByText(/of the text could not be read/)
      .waitFor();
  });

  it('shows that a file calls itself a draft, by the title and date that it gives', async () => {
    const text = '---\ntitle: Autumn hours\ndate: 2026-09-01\ndraft: true\n---\nWe close at four.';
    await page.locator('input[type=file]').setInputFiles([file('hours_2026.md', text)]);
    const draft = row('Autumn hours');
    await draft.getByText('Marked as a draft. It still answers visitors.').waitFor();
    await draft.getByText('Markdown · hours_2026.md · dated 2026-09-01').waitFor();
    await draft.getByRole('link').click();
    await page.getByText('This source is marked as a draft.').waitFor();
    await page.goto('/knowledge');
  });

  it('uploads several files, and says of each that it cannot read why', async () => {
    await page
      .locator('input[type=file]')
      .setInputFiles([
        file('quilt-care.md', '# Quilt care\n\nWash the quilt at 30 degrees.'),
        file('prices.pdf', '%PDF-1.4 this is not a PDF'),
        file('music.mp3', 'ID3'),
      ]);
    await page.getByText('Only text (.txt), Markdown (.md)').waitFor();
    await button('Dismiss music.mp3').click();
    await row('quilt care').getByText('Ready').waitFor();
    const failed = row('prices.pdf');
    await failed.getByText('Failed').waitFor();
    await expect.poll(() => failed.getByRole('paragraph').nth(1).textContent()).toMatch(/PDF/);
    await failed.getByRole('button', { name: 'Retry' }).click();
    await failed.getByText('Failed').waitFor();
  });

  it('writes, moves, switches off, deletes and restores an FAQ', async () => {
    await page.goto('/knowledge?tab=faqs');
    await button('Add FAQ').click();
    await page.getByRole('textbox', { name: 'Question' }).fill('Do you rent umbrellas?');
    await page.getByLabel('Answer').fill('Yes, at **every** shop.');
    await page.getByLabel('Category (optional)').fill('Rain');
    await page.getByRole('dialog').getByRole('button', { name: 'Add FAQ' }).click();
    await item('Do you rent umbrellas?').getByText('Yes, at every shop.').waitFor();

    await button('Edit Do you rent umbrellas?').click();
    await page.getByLabel('Answer').fill('Yes, in Galway.');
    await button('Save FAQ').click();
    await item('Do you rent umbrellas?').getByText('Yes, in Galway.').waitFor();

    await button('Move up Do you rent umbrellas?').press('Enter');
    const entries = page.getByRole('tabpanel').getByRole('listitem');
    await expect.poll(() => entries.nth(-2).textContent()).toContain('Do you rent umbrellas?');
    // Sent after the move, so that once it is stored, both are.
    const stored = page.waitForResponse((response) =>
      Boolean(response.request().postData()?.includes('isActive')),
    );
    await page.getByRole('switch', { name: 'Active: Do you rent umbrellas?' }).press('Space');
    await item('Do you rent umbrellas?').getByText('Off').waitFor();
    await stored;
    await page.reload();
    await item('Do you rent umbrellas?').getByText('Off').waitFor();
    await expect.poll(() => entries.nth(-2).textContent()).toContain('Do you rent umbrellas?');

    await button('Delete Do you rent umbrellas?').click();
    await item('Do you rent umbrellas?').waitFor({ state: 'detached' });
    await button('Undo').click();
    await item('Do you rent umbrellas?').waitFor();
    await page.getByLabel('Search FAQs').fill('umbrella');
    await page.getByText('1 FAQ', { exact: true }).waitFor();
  });

  it('shows a conversation with its answer, whose citation opens what it quotes', async () => {
    await ask(dashboard, 'What is the capital of Mongolia?');
    const reply = await ask(dashboard, 'How hot may I wash the quilt?');
    expect(reply.citations[0]?.text).toContain('Wash the quilt at 30 degrees');

    await page.goto('/conversations');
    await page.getByRole('link').filter({ hasText: 'Mongolia' }).getByText('Unanswered').waitFor();
    await page.getByRole('link').filter({ hasText: 'wash the quilt' }).click();
    const transcript = page.getByRole('region', { name: 'Transcript' });
    await transcript.getByText('How hot may I wash the quilt?').waitFor();
    await page.getByRole('button', { name: /^Citation 1/ }).click();
    await page.getByRole('dialog').getByText('Wash the quilt at 30 degrees').waitFor();
    await link('Open in knowledge').click();
    await heading('quilt care').waitFor();
  });

  it('moves through the conversations by keyboard', async () => {
    await page.goto('/conversations');
    await page.getByRole('link').filter({ hasText: 'Mongolia' }).waitFor();
    const transcript = page.getByRole('region', { name: 'Transcript' });
    await page.keyboard.press('j');
    await transcript.getByText('How hot may I wash the quilt?').waitFor();
    await page.keyboard.press('ArrowDown');
    await transcript.getByText('What is the capital of Mongolia?').waitFor();
    await page.keyboard.press('Escape');
    await transcript.getByText('Choose a conversation').waitFor();
  });
});

describe('accessibility', () => {
  const places: Record<string, () => Promise<void>> = {
    home: () => visit('/', 'Latest conversations'),
    chatbots: () => visit('/chatbots', 'Chatbots'),
    'new chatbot': async () => {
      await visit('/chatbots', 'Chatbots');
      await button('New chatbot').click();
    },
    'chatbot settings': async () => {
      await visit('/chatbots', 'Chatbots');
      await link('Carrowfell assistant').click();
      await heading('Put it on your site').waitFor();
    },
    sources: async () => {
      await visit('/knowledge', 'Knowledge');
      await row('prices.pdf').waitFor();
    },
    'add text': async () => {
      await visit('/knowledge', 'Knowledge');
      await button('Add text').click();
      await page.getByRole('dialog').waitFor();
    },
    source: async () => {
      await visit('/knowledge', 'Knowledge');
      await row('quilt care').getByRole('link').click();
      await page.getByText('Wash the quilt at 30 degrees').waitFor();
    },
    faqs: async () => {
      await visit('/knowledge?tab=faqs', 'Knowledge');
      await item('Do you rent umbrellas?').waitFor();
    },
    question: async () => {
      await visit('/knowledge?tab=try&q=Can+I+return+shoes', 'Knowledge');
      await page.getByText('The chat would').waitFor();
    },
    conversations: async () => {
      await visit('/conversations', 'Conversations');
      await page.getByRole('link').filter({ hasText: 'Mongolia' }).waitFor();
    },
    transcript: async () => {
      await visit('/conversations', 'Conversations');
      await page.getByRole('link').filter({ hasText: 'wash the quilt' }).click();
      await page.getByRole('button', { name: /^Citation 1/ }).click();
      await page.getByRole('dialog').waitFor();
    },
    settings: () => visit('/settings', 'Secret keys'),
    'sign-in': () => visit('/sign-in', 'Sign in'),
    'set-up': () => visit('/setup?token=wrong', 'This link was used'),
    'not found': () => visit('/nowhere', 'There is no such page'),
  };
  const visit = async (path: string, title: string) => {
    await page.goto(path);
    await heading(title).waitFor();
  };

  it('finds nothing to object to, wide and at 360 px, light and dark', async () => {
    expect(await objections(page, { phone: 360, places })).toEqual({});
  });
});

const file = (name: string, text: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});
