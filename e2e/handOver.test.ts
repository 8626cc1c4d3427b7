import axe from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  becomeOwner,
  callApi,
  type Dashboard,
  objections,
  openDashboard,
} from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';
import { inPanel, visit } from './widgetPage.ts';

const handedOver = 'I’ve passed this on to our team. Somebody will answer you here.';

let dashboard: Dashboard;
let chatbotId: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  await becomeOwner(dashboard);
  const { items } = await callApi<{ items: { id: string }[] }>(dashboard.page, 'GET', '/chatbots');
  chatbotId = items.at(-1)!.id;
});
afterAll(async () => {
  await dashboard?.browser.close();
  await dashboard?.server.end('SIGTERM');
  await cleanUp();
});

test('an owner decides how visitors get a person, and reads what they will read', async () => {
  const { page } = dashboard;
  await page.goto(`/chatbots/settings?id=${chatbotId}`);
  const section = page.getByRole('region', { name: 'Handing over to a person' });
  const preview = section.getByRole('region', { name: 'What visitors read' });
  await preview.getByText(handedOver).waitFor();

  await section
    .getByLabel('When a visitor asks for a person')
    .selectOption('Ask first, with a yes and a no button');
  await section.getByLabel('Your team usually answers within').selectOption('Two hours');
  await preview.getByText('Shall I pass this on to a colleague?').waitFor();
  await preview.getByText(`${handedOver} They usually answer within two hours.`).waitFor();
  await section.getByLabel('Your team is there at certain hours only').check();
  await preview.getByText(/Nobody is there right now\. We’re back on/).waitFor();

  await section.getByRole('textbox', { name: 'Monday from' }).fill('18:00');
  await section.getByText('This must end after it begins.').waitFor();
  await section.getByRole('textbox', { name: 'Monday from' }).fill('08:30');
  await section.getByText('This must end after it begins.').waitFor({ state: 'detached' });

  await section.scrollIntoViewIfNeeded();
  expect(
    await objections(page, {
      phone: 360,
      places: { settings: () => section.scrollIntoViewIfNeeded() },
    }),
  ).toEqual({});

  await section.getByLabel('Your team is there at certain hours only').uncheck();
  await preview.getByText('While nobody is there').waitFor({ state: 'detached' });
  expect(await callApi(page, 'GET', `/chatbots/${chatbotId}`)).toMatchObject({
    handOver: 'confirm',
    answersWithin: 'two_hours',
    officeHours: null,
  });
  expect(dashboard.complaints).toEqual([]);
});

test('a visitor asks for a person by clicks and leaves an address; the owner sees why and where to write', async () => {
  const { page, browser, server } = dashboard;
  const widget = await visit({ browser, url: `${server.url}/demo` });
  const button = (name: string) => widget.panel.getByRole('button', { name, exact: true });
  await widget.open();
  await widget.ask('I want to talk to a human');
  await button('No, thanks').waitFor();

  // The choices are there again after a reload, for they are the last that was said.
  await widget.page.reload();
  await widget.open();
  await button('Yes, please').click();
  await widget.panel.getByText(`${handedOver} They usually answer within two hours.`).waitFor();
  await widget.panel.getByText('The team answers').waitFor();
  await button('Never mind').waitFor();
  expect(await button('Yes, please').count()).toBe(0);
  await inPanel(widget, axe.source);
  const { violations } = await inPanel<{ violations: unknown[] }>(widget, 'axe.run()');
  expect(violations).toEqual([]);
  const folder = process.env.SCREENSHOTS;
  if (folder) await widget.page.screenshot({ path: `${folder}/widget.png` });

  await widget.ask('you can write to maria@mail.example');
  await widget.panel.getByText('We will write to maria@mail.example.').waitFor();
  await button('Never mind').waitFor();

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/conversations');
  const line = page.getByRole('link', { name: /maria@mail\.example/ });
  await line.getByText('Waits for a person: asked for a person').waitFor();
  await line.click();
  const transcript = page.getByRole('region', { name: 'Transcript' });
  await transcript.getByRole('list', { name: 'Offered as buttons' }).first().waitFor();
  const offered = transcript.getByRole('list', { name: 'Offered as buttons' });
  expect(await offered.first().getByRole('listitem').allTextContents()).toEqual([
    'Yes, please',
    'No, thanks',
  ]);
  expect(
    await objections(page, { phone: 360, places: { transcript: () => offered.first().waitFor() } }),
  ).toEqual({});

  await button('Never mind').click();
  await widget.panel.getByText('I’m here again').waitFor();
  await widget.panel.getByText('Automatic answers').waitFor();
  await transcript.getByText('The bot answers').waitFor();
  expect(widget.complaints).toEqual([]);
  expect(dashboard.complaints).toEqual([]);
  await widget.close();
});
