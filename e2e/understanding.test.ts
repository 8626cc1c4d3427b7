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
  await page.goto('/intents');
  await page.getByText('Learned, version').waitFor();
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

describe('an angry message', () => {
  it('shows its mood and its intent to the owner', async () => {
    const { sentiment, intent } = await ask(
      dashboard,
      'This is the worst service ever, I am furious and want to make a complaint',
    );
    expect(sentiment).toBeLessThan(-0.5);
    expect(intent).toBe('complaint');
    await page.goto('/conversations');
    await page.getByRole('link', { name: /Angry/ }).click();
    const message = page.getByRole('article').filter({ hasText: 'worst service ever' });
    await message.getByText(/^Angry/).waitFor();
    await message.getByText(/Intent: complaint/).waitFor();
  });

  it('is in a conversation whose memory says what there is, readable in both themes and on a phone', async () => {
    await page.getByText('Memory', { exact: true }).click();
    await page.getByText('Anonymous').waitFor();
    const places = { memory: async () => {} };
    expect(await objections(page, { phone: 390, places })).toEqual({});
  });
});
