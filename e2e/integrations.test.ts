import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type HubSpotStandIn, startHubSpot } from '../apps/server/src/testing/providers/hubspot.ts';
import { builderOn } from './builderPage.ts';
import {
  becomeOwner,
  callApi,
  type Dashboard,
  objections,
  openDashboard,
} from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';

/** Providers as an owner connects them, uses them in an automation, loses and gets them back. */

let hubSpot: HubSpotStandIn;
let dashboard: Dashboard;
let page: Page;
let builder: ReturnType<typeof builderOn>;

beforeAll(async () => {
  hubSpot = await startHubSpot();
  dashboard = await openDashboard({ HUBSPOT_BASE_URL: hubSpot.url });
  ({ page } = dashboard);
  builder = builderOn(page);
  await page.setViewportSize({ width: 1360, height: 860 });
  page.on('dialog', (dialog) => dialog.accept());
  await becomeOwner(dashboard);
});
afterAll(async () => {
  await dashboard?.browser.close();
  await hubSpot?.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const connections = (provider: string) =>
  page.getByRole('list', { name: `Connections of ${provider}` }).getByRole('listitem');

describe('an owner', () => {
  it('is led through making the app, and sees a refused consent explained', async () => {
    await page.getByRole('link', { name: 'Integrations' }).first().click();
    await button('Set up HubSpot').click();
    const setUp = page.getByRole('dialog', { name: 'Set up HubSpot' });
    await setUp
      .getByText(`${dashboard.server.url}/connections/callback/hubspot`, { exact: true })
      .waitFor();
    await setUp.getByText(/crm\.objects\.contacts\.write/).waitFor();
    await setUp.getByLabel('Client ID').fill(hubSpot.app.clientId);
    await setUp.getByLabel('Client secret').fill(hubSpot.app.clientSecret);
    await button('Save and connect').click();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('alert').getByText('The consent was refused at HubSpot').waitFor();
    await button('Close the notice').click();
  });

  it('connects, and finds account, health and rights on the page', async () => {
    await button('Connect HubSpot').click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('Account 62515 is connected').waitFor();
    await connections('HubSpot').getByText('Healthy').waitFor();
    await page
      .getByRole('region', { name: 'HubSpot' })
      .getByText('What it is allowed to do')
      .click();
    await page.getByText('Create and update contacts, and add notes').waitFor();
  });

  it('uses it in an automation, with the provider’s own lists to choose from', async () => {
    await builder.createEmpty('Leads');
    await button('Choose a trigger').click();
    await page.getByRole('dialog').getByRole('button', { name: 'By hand' }).click();
    const kind = 'HubSpot: create or update contact';
    await builder.palette().getByRole('button', { name: kind }).click();
    await builder
      .canvas()
      .getByRole('group', { name: new RegExp(`^${kind}, action`) })
      .click();
    const form = page.getByRole('complementary', { name: `Configuration of ${kind}` });
    await form.getByLabel('HubSpot connection').click();
    await page.getByRole('option', { name: /Account 62515/ }).click();
    await form.getByLabel('E-mail address').fill('{{ event.input.email }}');
    await form.getByRole('button', { name: 'Add' }).first().click();
    await form.getByLabel('Property', { exact: true }).fill('first');
    await page.getByRole('option', { name: /First name/i }).click();
    await form.getByLabel('Value', { exact: true }).fill('Ada');
    await builder.saved();

    await form.getByText('Test with this connection').click();
    await form.getByLabel('event.input.email').fill('ada@shop.example');
    await form.getByRole('button', { name: 'Show the request' }).click();
    await form.getByText('It would send this. Nothing was sent.').waitFor();
    await form.getByText(/batch\/upsert/).waitFor();
    expect(hubSpot.data.contacts.size).toBe(0);
    await form.getByRole('button', { name: 'Send it now' }).click();
    await form.getByText('It was sent, and gave this.').waitFor();
    expect([...hubSpot.data.contacts.values()]).toMatchObject([
      { properties: { email: 'ada@shop.example', firstname: 'Ada' } },
    ]);
  });

  it('sees executions wait when the grant is taken back, and go on when it is given again', async () => {
    const workflowId = new URL(page.url()).searchParams.get('id')!;
    await callApi(page, 'post', `/workflows/${workflowId}/activate`, {});
    hubSpot.oauth.revokeAll();
    const { executionId } = await callApi<{ executionId: string }>(
      page,
      'post',
      `/workflows/${workflowId}/run`,
      { input: { email: 'grace@shop.example' } },
    );
    await page.goto(`/automations/execution?id=${executionId}`);
    await page.getByText('Waits for its connection').first().waitFor();
    await page.goto('/integrations');
    await connections('HubSpot').getByText('Needs you').waitFor();
    await connections('HubSpot').getByText('One execution waits for it').waitFor();
    await page.getByRole('button', { name: /^Notifications, 1 unread/ }).click();
    await page.getByText('The connection “Account 62515” needs you').waitFor();
    await page.keyboard.press('Escape');

    await button('Connect again').click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('Account 62515 is connected again').waitFor();
    await connections('HubSpot').getByText('Healthy').waitFor();
    await expect
      .poll(() => [...hubSpot.data.contacts.values()].map(({ properties }) => properties.email))
      .toContain('grace@shop.example');
    await page.goto(`/automations/execution?id=${executionId}`);
    await page.getByText('Completed').first().waitFor();
  });
});

describe.each(['light', 'dark'] as const)('in a %s theme', (colorScheme) => {
  it('nothing stands in the way of assistive technology or a phone', {
    timeout: 120_000,
  }, async () => {
    const open = async () => {
      await page.goto('/integrations');
      await connections('HubSpot').getByText('Healthy').waitFor();
    };
    const places = {
      integrations: open,
      'integration-details': async () => {
        await open();
        await button(/^Details/).click();
        await page.getByRole('dialog').getByText('Needs you').waitFor();
      },
      'integration-set-up': async () => {
        await open();
        await button('App of HubSpot').click();
        await page.getByRole('dialog').getByLabel('Client ID').waitFor();
      },
    };
    expect(await objections(page, { colorScheme, phone: 360, places })).toEqual({});
  });
});
