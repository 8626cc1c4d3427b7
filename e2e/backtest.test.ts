import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedConversations } from '../apps/server/src/automation/backtest/testing/seedConversations.ts';
import { graphOf } from '../apps/server/src/automation/testing/graph.ts';
import { createDatabase } from '../apps/server/src/platform/database/database.ts';
import { openPglite } from '../apps/server/src/platform/database/pglite.ts';
import { freePort } from '../apps/server/src/testing/freePort.ts';
import {
  ask,
  becomeOwner,
  callApi,
  type Dashboard,
  objections,
  openDashboard,
} from './dashboardHelpers.ts';
import { cleanUp, demoDirectory, startServer } from './process.ts';

const seeded = 4_000;

let dashboard: Dashboard;
let page: Page;
let workflowId: string;

const graphWith = (tag: string, words: string[]) =>
  graphOf(
    {
      message: { kind: 'message_received', textContains: words },
      broken: {
        kind: 'if',
        condition: {
          match: 'all',
          rules: [{ field: 'event.text', operator: 'contains', value: 'broken' }],
        },
      },
      tag: { kind: 'tag_conversation', add: [tag] },
      tell: { kind: 'notify_team', title: 'A refund', text: '{{ event.text }}' },
    },
    ['message>broken', 'broken.true>tag', 'broken.false>tell', 'tag>tell'],
  );

beforeAll(async () => {
  const settings = { ECHOAI_DATA_DIR: await demoDirectory(), port: String(await freePort()) };
  dashboard = await openDashboard(settings);
  ({ page } = dashboard);
  await becomeOwner(dashboard);
  const headers = { origin: new URL(page.url()).origin };
  const body = { name: 'Refunds', graph: graphWith('refund', ['refund']) };
  const created = await page.request.post('/api/v1/workflows', { data: body, headers });
  workflowId = ((await created.json()) as { id: string }).id;
  // Conversations of the past, which nobody could type.
  await dashboard.server.end('SIGTERM');
  const database = createDatabase(await openPglite(settings.ECHOAI_DATA_DIR));
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<{ id: string; organisationId: string }>(
      sql`select id, organisation_id as "organisationId" from chatbots`,
    ),
  );
  const { id: chatbotId, organisationId } = rows[0]!;
  await seedConversations(database, { organisationId, chatbotId, count: seeded });
  await database.close();
  dashboard.server = await startServer(settings);
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const figure = (term: string) =>
  page
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${term}$`) })
    .locator('xpath=..');
const cells = (name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

const openTab = async (tab: 'backtest' | 'candidate') => {
  await page.goto(`/automations/edit?id=${workflowId}&tab=${tab}`);
  await heading('Refunds').waitFor();
};

const api = (path: string, data: object, method: 'post' | 'patch' = 'post') =>
  callApi(page, method, `/workflows/${workflowId}${path}`, data);

describe('a backtest', () => {
  it('teaches what it is, shows its progress, and is cancelled', async () => {
    await openTab('backtest');
    await heading('Would it have helped last month?').waitFor();
    await page.getByLabel('Conversations of').selectOption('The last 90 days');
    await button('Run backtest').click();
    await page.getByText(/of 8,0\d\d events/).waitFor();
    const bar = page.getByRole('progressbar', { name: /events/ });
    expect(Number(await bar.getAttribute('aria-valuenow'))).toBeLessThan(100);
    await button('Cancel').click();
    await page.getByText(/It was cancelled after [\d,]+ of 8,0\d\d events/).waitFor();
  });

  it('shows how often it starts, its branches, what it would send, and whom it would concern', async () => {
    await openTab('backtest');
    await page.getByLabel('Conversations of').selectOption('The last 90 days');
    await button('Run backtest').click();
    await heading('Result').waitFor();
    await figure('Starts').getByText('400').first().waitFor();
    await figure('Conversations').getByText('of 4,0').waitFor();
    await expect.poll(() => cells('Yes').first().textContent()).toContain('400');
    const sent = page.getByRole('list', { name: 'Would send' }).getByRole('listitem');
    await expect
      .poll(() => sent.allTextContents())
      .toEqual(expect.arrayContaining([expect.stringMatching(/Tag conversation.*400/i)]));
    const examples = page.getByRole('list', { name: 'Examples' }).getByRole('listitem');
    await expect.poll(() => examples.count()).toBe(10);
    const earlier = page.getByRole('list', { name: 'Backtests' }).getByRole('button');
    await expect
      .poll(() => earlier.allTextContents())
      .toEqual([expect.stringContaining('starts 400 ×'), expect.stringContaining('Cancelled')]);
    await examples.first().getByRole('link').click();
    await page.getByText('I want a refund, this is broken').first().waitFor();
  });

  it('compares the changed draft with the version that runs', async () => {
    await api('/activate', {});
    await api('', { graph: graphWith('complaint', ['refund', 'day 100?']) }, 'patch');
    await openTab('backtest');
    await button('Run backtest').click();
    await heading('Difference').waitFor();
    const differences = page.getByRole('list', { name: 'Examples of differences' });
    await differences.getByText('Only the draft starts').waitFor();
    await differences.getByText('The same way, other effects').waitFor();
  });
});

describe('a candidate', () => {
  it('is tried as a shadow, compared, and goes on as a canary', async () => {
    await openTab('candidate');
    await heading('Try a version').waitFor();
    await button('Begin').click();
    await heading('Version 2').waitFor();
    await ask(dashboard, 'A refund, this is broken');
    await page.getByText('0 of 1 events took another way through the candidate.').waitFor();
    await expect
      .poll(() => cells('Completed').getByRole('cell').allTextContents())
      .toEqual(['1 (100 %)', '1 (100 %)']);
    await page.getByRole('link', { name: 'Something in a conversation' }).click();
    await page.getByText('A shadow: version 2 was simulated on a real event.').waitFor();
    await page.goBack();
    await page.getByLabel('As a canary for, %').fill('40');
    await button('Go on as a canary').click();
    await page.getByText('Version 2 starts for 40 % of the visitors, for real').waitFor();
    await page.getByLabel('Share of visitors, %').fill('100');
    await button('Raise the share').click();
    await page.getByText('Version 2 starts for 100 % of the visitors').waitFor();
  });

  it('is rolled back, tried again, and promoted', async () => {
    await button('Roll back').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Roll back' }).click();
    await page.getByText(/Version 2 was rolled back/).waitFor();
    await page.getByLabel('Version', { exact: true }).selectOption('Version 2');
    await button('Begin').click();
    await button('Promote version 2').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Promote' }).click();
    await page.getByText(/Version 2 was promoted/).waitFor();
  });
});

describe('accessibility', () => {
  /** Refused where there is none, which is as well. */
  const endCandidate = () =>
    page.request.delete(`/api/v1/workflows/${workflowId}/candidate`, {
      headers: { origin: new URL(page.url()).origin },
    });
  const places = {
    'backtest with a result': async () => {
      await openTab('backtest');
      await heading('Difference').waitFor();
      await page.evaluate('scrollTo(0, 0)');
    },
    'backtest, further down': async () => {
      await page.getByText('Would do 2 things').first().click();
      await heading('Examples').scrollIntoViewIfNeeded();
    },
    'backtest by dates': async () => {
      await openTab('backtest');
      await page.getByLabel('Conversations of').selectOption('Dates');
      await page.getByLabel('To and with').waitFor();
      await page.getByRole('list', { name: 'Backtests' }).scrollIntoViewIfNeeded();
    },
    'no candidate': async () => {
      await endCandidate();
      await openTab('candidate');
      await heading('Try a version').waitFor();
      await page.getByLabel('How').selectOption({ index: 1 });
    },
    'a candidate': async () => {
      await api('/candidate', { version: 1, mode: 'canary', share: 20 });
      await openTab('candidate');
      await heading('Comparison').waitFor();
      await page.getByText('Median duration').waitFor();
    },
  };

  it('finds nothing to object to, wide and on a phone, light and dark', async () => {
    expect(await objections(page, { phone: 390, places })).toEqual({});
  });
});
