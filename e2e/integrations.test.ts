import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { graphOf } from '../apps/server/src/automation/testing/graph.ts';
import { environmentOf } from '../apps/server/src/connections/testing/connecting.ts';
import { type GoogleStandIn, startGoogle } from '../apps/server/src/testing/providers/google.ts';
import { type HubSpotStandIn, startHubSpot } from '../apps/server/src/testing/providers/hubspot.ts';
import {
  type SalesforceStandIn,
  startSalesforce,
} from '../apps/server/src/testing/providers/salesforce.ts';
import { type SlackStandIn, startSlack } from '../apps/server/src/testing/providers/slack.ts';
import { builderOn } from './builderPage.ts';
import {
  becomeOwner,
  callApi,
  type Dashboard,
  objections,
  openDashboard,
} from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';
import { visit } from './widgetPage.ts';

/** Providers as an owner connects them, uses them in an automation, loses and gets them back. */

let hubSpot: HubSpotStandIn;
let slack: SlackStandIn;
let google: GoogleStandIn;
let salesforce: SalesforceStandIn;
let dashboard: Dashboard;
let page: Page;
let builder: ReturnType<typeof builderOn>;
/** Of the automation that acts in HubSpot. */
let workflowId: string;

beforeAll(async () => {
  hubSpot = await startHubSpot();
  slack = await startSlack();
  google = await startGoogle();
  salesforce = await startSalesforce();
  dashboard = await openDashboard({
    // The app of this one is entered by hand.
    HUBSPOT_BASE_URL: hubSpot.url,
    ...environmentOf('slack', slack),
    ...environmentOf('google-sheets', google),
    ...environmentOf('salesforce', salesforce),
  });
  ({ page } = dashboard);
  builder = builderOn(page);
  await page.setViewportSize({ width: 1360, height: 860 });
  page.on('dialog', (dialog) => dialog.accept());
  await becomeOwner(dashboard);
});
afterAll(async () => {
  await dashboard?.browser.close();
  for (const standIn of [hubSpot, slack, google, salesforce]) await standIn?.close();
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
    await builder.card(new RegExp(`^${kind}, action`)).click();
    const form = builder.form(kind);
    await form.getByLabel('HubSpot connection').click();
    await page.getByRole('option', { name: /Account 62515/ }).click();
    await form.getByLabel('E-mail address').fill('{{ event.input.email }}');
    await form.getByRole('button', { name: 'Add', exact: true }).first().click();
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
    workflowId = new URL(page.url()).searchParams.get('id')!;
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

describe('an angry message', () => {
  /** Ids of the connections, by provider. */
  const ids: Record<string, string> = {};

  it('finds all providers connected, each through its consent page', async () => {
    for (const name of ['Slack', 'Google Sheets', 'Salesforce']) {
      await page.goto('/integrations');
      await button(`Connect ${name}`).click();
      await page.getByRole('button', { name: 'Allow' }).click();
      await connections(name).getByText('Healthy').waitFor();
    }
    const { items } = await callApi<{ items: { id: string; provider: string }[] }>(
      page,
      'get',
      '/connections',
    );
    for (const { id, provider } of items) ids[provider] = id;
    expect(Object.keys(ids).sort()).toEqual(['google-sheets', 'hubspot', 'salesforce', 'slack']);
  });

  it('asks in Slack with buttons; approved there, it becomes a contact and a row', async () => {
    const sheet = google.data.add('Complaints', [['E-mail', 'Message']]);
    const email = 'visitor@shop.example';
    const graph = graphOf(
      {
        angry: { kind: 'sentiment', when: { mode: 'below', threshold: -0.4 } },
        ask: {
          kind: 'slack_ask_approval',
          connectionId: ids.slack,
          to: 'C0SUPPORT',
          question: 'Write it down? {{ event.text }}',
        },
        contact: { kind: 'hubspot_upsert_contact', connectionId: ids.hubspot, email },
        row: {
          kind: 'sheets_append_row',
          connectionId: ids['google-sheets'],
          spreadsheet: sheet.id,
          sheet: 'Sheet1',
          values: [
            { column: 'E-mail', value: email },
            { column: 'Message', value: '{{ event.text }}' },
          ],
        },
      },
      ['angry>ask', 'ask.approved>contact', 'contact>row'],
    );
    const { id: complaintsId } = await callApi<{ id: string }>(page, 'post', '/workflows', {
      name: 'Complaints',
      graph,
    });
    await callApi(page, 'post', `/workflows/${complaintsId}/activate`, {});
    const widget = await visit({ browser: dashboard.browser, url: `${dashboard.server.url}/demo` });
    await widget.open();
    await widget.ask('I am furious, this is the worst shop ever');
    await widget.close();
    await expect.poll(() => slack.data.messages.length).toBe(1);
    const { ts, text } = slack.data.messages[0]!;
    expect(text).toContain('the worst shop ever');
    expect([...google.data.spreadsheets.get(sheet.id)!.sheets[0]!.values]).toHaveLength(1);

    const { items } = await callApi<{ items: { id: string; eventsUrl: string | null }[] }>(
      page,
      'get',
      '/providers',
    );
    const url = items.find(({ id }) => id === 'slack')!.eventsUrl!;
    expect((await slack.click({ ts, actionId: 'echoai_approve', url })).status).toBe(200);
    const executions = await callApi<{ items: { id: string }[] }>(
      page,
      'get',
      `/executions?workflowId=${complaintsId}`,
    );
    expect(executions.items).toHaveLength(1);
    await page.goto(`/automations/execution?id=${executions.items[0]!.id}`);
    await page.getByText('Completed').first().waitFor();
    expect([...hubSpot.data.contacts.values()].map(({ properties }) => properties.email)).toContain(
      email,
    );
    const rows = google.data.spreadsheets.get(sheet.id)!.sheets[0]!.values;
    expect(rows[1]!.slice(0, 2)).toEqual([email, 'I am furious, this is the worst shop ever']);

    await page.goto('/conversations');
    await page.getByText('the worst shop ever').first().click();
    await page.getByRole('link', { name: 'HubSpot contact' }).waitFor();
  });
});

it('nothing stands in the way of assistive technology or a phone, light or dark', async () => {
  const open = async () => {
    await page.goto('/integrations');
    await connections('HubSpot').getByText('Healthy').waitFor();
  };
  const places = {
    integrations: open,
    'integration-details': async () => {
      await open();
      await connections('HubSpot')
        .getByRole('button', { name: /^Details/ })
        .click();
      await page.getByRole('dialog').getByText('Needs you').waitFor();
    },
    'integration-node': async () => {
      await page.goto(`/automations/edit?id=${workflowId}`);
      const kind = 'HubSpot: create or update contact';
      await builder.card(new RegExp(`^${kind}, action`)).click();
      const form = builder.form(kind);
      await form.getByText('exactly once, also when').waitFor();
      // On a phone it is read only.
      if (page.viewportSize()!.width < 768) return;
      await form.getByText('Test with this connection').click();
      await form.getByLabel('event.input.email').fill('ada@shop.example');
      await form.getByRole('button', { name: 'Show the request' }).click();
      await form.getByText('It would send this. Nothing was sent.').waitFor();
    },
    'webhooks-sent': async () => {
      await page.goto('/integrations');
      await page.getByRole('link', { name: 'Webhooks sent' }).click();
      await page.getByText('None was sent yet').waitFor();
    },
    'integration-set-up': async () => {
      await open();
      await button('App of HubSpot').click();
      await page.getByRole('dialog').getByLabel('Client ID').waitFor();
    },
  };
  expect(await objections(page, { phone: 360, places })).toEqual({});
});
