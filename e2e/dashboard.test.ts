import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  type Dashboard,
  openDashboard,
  sidewaysScroll,
  violations,
} from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';

const owner = { name: 'Ada', email: 'ada@shop.example', password: 'correct horse battery' };

let dashboard: Dashboard;
let page: Page;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(async () => {
  await page.unrouteAll();
  expect(dashboard.complaints.splice(0)).toEqual([]);
});

const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const link = (name: string) => page.getByRole('link', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function signIn(password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(password);
  await button('Sign in').click();
}

/** The row of the table of sources, or of the list, that holds a text. */
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const item = (text: string) => page.getByRole('listitem').filter({ hasText: text });

// One owner's first day, in order.
describe('the dashboard', () => {
  it('sends who is not signed in to sign-in, which says where the first owner comes from', async () => {
    await page.goto('/knowledge?tab=faqs');
    await page.waitForURL('**/sign-in?next=*');
    await page.getByText('This installation has no owner yet').waitFor();
  });

  it('explains a set-up link that is not valid, and keeps what was typed', async () => {
    await page.goto('/setup?token=wrong');
    await page.getByLabel('Name').fill(owner.name);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await button('Create account').click();
    await page.getByText('This link is not valid').waitFor();
    expect(await page.getByLabel('Password').inputValue()).toBe(owner.password);
    await page.goto('/setup');
    await heading('The link is not complete').waitFor();
  });

  it('makes the owner with the one-time link, signed in to the demo workspace', async () => {
    await page.goto(dashboard.setupUrl);
    await page.getByLabel('Name').fill(owner.name);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await button('Show').click();
    expect(await page.getByLabel('Password').getAttribute('type')).toBe('text');
    await button('Create account').click();
    await heading('First steps').waitFor();
    await page.getByRole('complementary').getByText('Demo').waitFor();
    await page.getByText('Set OPENAI_API_KEY to have them written by a model').waitFor();
  });

  it('says that the link was used once there is an owner', async () => {
    await page.goto(dashboard.setupUrl);
    await heading('This link was used').waitFor();
  });

  it('signs out, refuses a wrong password in words, and leads back to where one was', async () => {
    await page.goto('/settings');
    await button('Sign out').click();
    await page.waitForURL('**/sign-in');
    await page.goto('/knowledge?tab=faqs');
    await page.waitForURL('**/sign-in?next=*');
    await signIn('not my password');
    await page.getByText('E-mail or password is not right').waitFor();
    await signIn(owner.password);
    await page.waitForURL('**/knowledge?tab=faqs');
    await page.getByText('13 FAQs').waitFor();
  });

  it('keeps a chatbot’s name and colour as they are typed, and undoes the last change', async () => {
    await page.goto('/chatbots');
    await link('Carrowfell assistant').click();
    await page.getByLabel('Name', { exact: true }).fill('Carrowfell helper');
    await page.getByText('Saved', { exact: true }).waitFor();
    await button('Violet').click();
    await page.getByText('Saving …').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await heading('Carrowfell helper').waitFor();
    expect(await page.getByLabel('Colour', { exact: true }).inputValue()).toBe('#7048b6');

    await page.getByLabel('Tone').selectOption('Formal');
    await button('Undo').click();
    await expect.poll(() => page.getByLabel('Tone').inputValue()).toBe('friendly');
  });

  it('says beside the field what cannot be saved, and keeps it', async () => {
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('');
    await page.getByText('This must not be empty.').waitFor();
    await name.fill('Carrowfell helper');
    await page.getByLabel('Allow a site').fill('no site');
    await button('Add').click();
    await page.getByText('Enter the address of a site').waitFor();
    await page.getByLabel('Allow a site').fill('shop.example/contact');
    await button('Add').click();
    await button('Remove https://shop.example').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    await button('Remove https://shop.example').click();
    await page.getByText('Any site may use the chatbot now').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  it('shows the embed code with the publishable key', async () => {
    const code = page.getByText(
      /<script src=".*\/widget\.js" data-chatbot="pk_\w+" async><\/script>/,
    );
    await code.waitFor();
    await page.getByRole('tab', { name: 'React' }).click();
    await page.getByText('<ChatWidget').waitFor();
  });

  it('shows the identity secret when asked, makes a new one, and says how to sign', async () => {
    const secret = page.locator('code', { hasText: /^is_/ });
    expect(await secret.count()).toBe(0);
    await button('Show').click();
    const before = await secret.textContent();
    await button('Make a new one …').click();
    await button('Make a new one').click();
    await expect.poll(() => secret.textContent()).not.toBe(before);
    await page.getByText('createHmac(').waitFor();
    await page.getByRole('tab', { name: 'Python' }).click();
    await page.getByText('hmac.new(').waitFor();
    await button('Hide').click();
    expect(await secret.count()).toBe(0);
  });

  it('saves what was typed when the server was out of reach, once it answers again', async () => {
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.getByLabel('Welcome message').fill('Good day! Ask away.');
    await page.getByText('The server cannot be reached. Check your connection').waitFor();
    await page.unroute('**/api/v1/**');
    await button('Try again').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await expect
      .poll(() => page.getByLabel('Welcome message').inputValue())
      .toBe('Good day! Ask away.');
  });

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
    await row('Umbrella hire').getByText('Ready').waitFor({ timeout: 45_000 });
    await row('Umbrella hire').getByRole('link').click();
    await page.getByText('An umbrella costs €4 a day.').waitFor();
    await page.getByText('Price', { exact: true }).waitFor();
  });

  it('edits the text, and reads the passages again', async () => {
    const text = page.getByRole('textbox', { name: 'Text' });
    await text.fill((await text.inputValue()).replace('€4', '€5'));
    await button('Save').click();
    await page.getByText('An umbrella costs €5 a day.').waitFor({ timeout: 30_000 });
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
    expect(await row('Umbrella hire').count()).toBe(0);
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
    await row('quilt care').getByText('Ready').waitFor({ timeout: 30_000 });
    const failed = row('prices.pdf');
    await failed.getByText('Failed').waitFor({ timeout: 30_000 });
    expect(await failed.getByRole('paragraph').nth(1).textContent()).toMatch(/PDF/);
    await failed.getByRole('button', { name: 'Retry' }).click();
    await failed.getByText('Failed').waitFor({ timeout: 30_000 });
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

  it('makes a secret key that is shown once and works until it is revoked', async () => {
    await page.goto('/settings');
    await button('New secret key').click();
    await page.getByLabel('Name', { exact: true }).fill('Nightly import');
    await button('Create key').click();
    const key = (await page.getByRole('dialog').getByText(/^sk_/).textContent())!.trim();
    await button('Done').click();
    const status = async () => {
      const headers = { authorization: `Bearer ${key}` };
      return (await fetch(`${dashboard.server.url}/api/v1/chatbots`, { headers })).status;
    };
    expect(await status()).toBe(200);
    expect(await page.getByText(key).count()).toBe(0);
    await button('Revoke Nightly import').click();
    await button('Revoke key').click();
    await page.getByText('Nightly import was revoked').waitFor();
    expect(await status()).toBe(401);
  });

  it('makes a chatbot, and deletes it once its name is typed', async () => {
    await page.goto('/chatbots');
    await button('New chatbot').click();
    await page.getByLabel('Name', { exact: true }).fill('Second');
    await button('Create chatbot').click();
    await heading('Second').waitFor();
    await link('Knowledge').last().click();
    await page.getByText('Nothing to answer from yet').waitFor();
    await page.goBack();
    await button('Delete this chatbot …').click();
    expect(await button('Delete chatbot').isDisabled()).toBe(true);
    await page.getByLabel('Type “Second” to confirm').fill('Second');
    await button('Delete chatbot').click();
    await page.getByText('Second was deleted').waitFor();
    await link('Carrowfell helper').waitFor();
    expect(await link('Second').count()).toBe(0);
  });

  it('says when the server is out of reach, and goes on when it is back', async () => {
    await page.goto('/chatbots');
    await page.route('**/api/v1/**', (route) => route.abort());
    await link('Settings').click();
    await page.getByText('The server cannot be reached. What you see').waitFor();
    await page.unroute('**/api/v1/**');
    await button('Try now').click();
    await page
      .getByText('The server cannot be reached. What you see')
      .waitFor({ state: 'detached' });
  });

  it('has a page for what is not there', async () => {
    const response = await page.goto('/nowhere');
    expect(response?.status()).toBe(404);
    await heading('There is no such page').waitFor();
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
      await link('Carrowfell helper').click();
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

  it.each(['light', 'dark'] as const)(
    'finds nothing to object to in the %s theme, wide and at 360 px',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const found: Record<string, string[]> = {};
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        for (const [place, open] of Object.entries(places)) {
          await open();
          const wrong = await violations(page);
          if ((await sidewaysScroll(page)) > 0) wrong.push('scrolls sideways');
          if (wrong.length > 0) found[`${place} at ${width} px`] = wrong;
        }
      }
      expect(found).toEqual({});
    },
    180_000,
  );
});

const file = (name: string, text: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});
