import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './dashboardHelpers.ts';
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
    await expect.poll(() => page.getByLabel('Password').inputValue()).toBe(owner.password);
    await page.goto('/setup');
    await heading('The link is not complete').waitFor();
  });

  it('makes the owner with the one-time link, signed in to the demo workspace', async () => {
    await page.goto(dashboard.setupUrl);
    await page.getByLabel('Name').fill(owner.name);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await button('Show').click();
    await expect.poll(() => page.getByLabel('Password').getAttribute('type')).toBe('text');
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

  it('changes the password, refuses a common one, and signs out every other browser', async () => {
    const other = await dashboard.browser.newContext({ baseURL: dashboard.server.url });
    const elsewhere = await other.newPage();
    await elsewhere.request.post('/auth/sign-in/email', {
      data: owner,
      headers: { origin: new URL(page.url()).origin },
    });
    const statusElsewhere = async () => (await elsewhere.request.get('/api/v1/me')).status();
    expect(await statusElsewhere()).toBe(200);

    await page.goto('/settings');
    await button('Change password …').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('All your other sessions end').waitFor();
    const next = 'cobalt ladder seventeen';
    const change = async (current: string, password: string) => {
      await dialog.getByLabel('Current password').fill(current);
      await dialog.getByLabel('New password').fill(password);
      await button('Change password').click();
    };
    await change('not my password', next);
    await dialog.getByText('This is not your password').waitFor();
    await change(owner.password, 'Passw0rd!');
    await dialog.getByText('This password is easy to guess').waitFor();
    await change(owner.password, next);
    await page.getByText('The password was changed').waitFor();
    expect(await statusElsewhere()).toBe(401);
    await other.close();

    await page.reload();
    await button('Sign out').click();
    await page.waitForURL('**/sign-in');
    await signIn(owner.password);
    await page.getByText('E-mail or password is not right').waitFor();
    await signIn(next);
    await page.getByRole('complementary').waitFor();
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
    await expect
      .poll(() => page.getByLabel('Colour', { exact: true }).inputValue())
      .toBe('#7048b6');

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
    await expect.poll(() => secret.count()).toBe(0);
    await button('Show').click();
    const before = await secret.textContent();
    await button('Make a new one …').click();
    await button('Make a new one').click();
    await expect.poll(() => secret.textContent()).not.toBe(before);
    await page.getByText('createHmac(').waitFor();
    await page.getByRole('tab', { name: 'Python' }).click();
    await page.getByText('hmac.new(').waitFor();
    await button('Hide').click();
    await expect.poll(() => secret.count()).toBe(0);
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
    await expect.poll(() => page.getByText(key).count()).toBe(0);
    await button('Revoke Nightly import').click();
    await button('Revoke key').click();
    await page.getByText('Nightly import was revoked').waitFor();
    expect(await status()).toBe(401);
  });

  it('keeps a credential that is never shown again, changes where it goes, and deletes it', async () => {
    await page.goto('/settings');
    await button('New credential').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Orders API');
    await dialog.getByLabel('Token').fill('t-123');
    await dialog.getByLabel('Hosts').fill('https://orders.example');
    await button('Create credential').click();
    await dialog.getByText('must be a host such as api.example.com').waitFor();
    await dialog.getByLabel('Hosts').fill('orders.example, *.shop.example');
    await button('Create credential').click();
    const list = page.getByRole('list', { name: 'Credentials' });
    await list.getByText('Bearer token for orders.example, *.shop.example').waitFor();
    await button('Change Orders API').click();
    await expect.poll(() => dialog.getByLabel('Token').inputValue()).toBe('');
    await dialog.getByLabel('Hosts').fill('orders.example');
    await button('Save').click();
    await list.getByText('Bearer token for orders.example', { exact: true }).waitFor();
    await button('Change Orders API').click();
    await dialog.getByLabel('Hosts').fill('orders.example, reports.example');
    await dialog.getByText('Enter the secret again to send it to reports.example').waitFor();
    await button('Save').click();
    await expect
      .poll(() => dialog.getByLabel('Token').evaluate((input) => input.matches(':invalid')))
      .toBe(true);
    await dialog.getByLabel('Token').fill('t-456');
    await button('Save').click();
    await list.getByText('Bearer token for orders.example, reports.example').waitFor();
    await button('Delete Orders API').click();
    await button('Delete credential').click();
    await page.getByText('Orders API was deleted').waitFor();
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
    await expect.poll(() => button('Delete chatbot').isDisabled()).toBe(true);
    await page.getByLabel('Type “Second” to confirm').fill('Second');
    await button('Delete chatbot').click();
    await page.getByText('Second was deleted').waitFor();
    await link('Carrowfell helper').waitFor();
    await expect.poll(() => link('Second').count()).toBe(0);
  });

  it('says when the server is out of reach, and goes on when it is back', async () => {
    await page.goto('/chatbots');
    await page.route('**/api/v1/**', (route) => route.abort());
    await link('Settings').click();
    await page.getByText('The server cannot be reached. What you see').waitFor();
    // While it is away, since afterwards the page may have tried by itself before the click.
    const asked = page.waitForRequest('**/api/v1/**');
    await button('Try now').click();
    await asked;
    await page.unroute('**/api/v1/**');
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
