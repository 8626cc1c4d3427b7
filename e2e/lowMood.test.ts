import type { Workflow } from '@echoai/contract';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builderOn } from './builderPage.ts';
import {
  ask,
  becomeOwner,
  callApi,
  type Dashboard,
  objections,
  openDashboard,
} from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';
import { visit } from './widgetPage.ts';

/** One automation from the first node to its replay, as an owner goes about it. */

let dashboard: Dashboard;
let page: Page;
let builder: ReturnType<typeof builderOn>;
/** Of the automation that was built with the mouse. */
let workflowId: string;
let executionUrl: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  builder = builderOn(page);
  await page.setViewportSize({ width: 1360, height: 860 });
  page.on('dialog', (dialog) => dialog.accept());
  await becomeOwner(dashboard);
  await page.goto('/automations');
  await page.getByRole('switch', { name: 'Active: Unhappy visitors' }).click();
  await page.getByText('Unhappy visitors is off').waitFor();
  // Yesterday's conversations: two of them angry.
  await ask(dashboard, 'How long do I have to return something?');
  await ask(dashboard, 'This is the worst shop ever, I am furious');
  await ask(dashboard, 'Terrible, awful, disgusting service, I hate it');
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const button = (name: string) => page.getByRole('button', { name, exact: true });
const tab = (name: string) => page.getByRole('tab', { name }).click();
const way = () => page.getByRole('region', { name: 'Way taken' });

/** The edges of the stored draft, in alphabetical order. */
async function storedEdges(): Promise<string[]> {
  await builder.saved();
  const id = new URL(page.url()).searchParams.get('id');
  const { draft } = await callApi<Workflow>(page, 'get', `/workflows/${id}`);
  return draft.edges.map(({ source, target }) => `${source}>${target}`).sort();
}

const wanted = ['sentiment>tag_conversation', 'tag_conversation>notify_team'];

describe('“low mood: tag it and tell the team”', () => {
  it('is built with the mouse, broken, understood and mended', async () => {
    await builder.createEmpty('Low mood');
    workflowId = new URL(page.url()).searchParams.get('id')!;
    await button('Choose a trigger').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mood changes' }).click();
    await builder.card('Mood changes, trigger').click();
    const form = builder.form('Mood changes');
    await form.getByLabel('When').selectOption({ label: 'A message is below' });
    await form.getByLabel('Sentiment').fill('-0.4');
    await builder.palette().getByRole('button', { name: 'Tag conversation' }).click();
    await builder.card(/^Tag conversation, action/).waitFor();
    await builder.palette().getByRole('button', { name: 'Notify the team' }).click();
    await builder.noProblems();
    expect(await storedEdges()).toEqual(wanted);

    await builder.palette().getByRole('button', { name: 'Schedule', exact: true }).click();
    await builder.problems().getByText('is a trigger beside “Mood changes”').waitFor();
    await button('Remove this trigger').first().click();
    await builder.noProblems();
    expect(await storedEdges()).toEqual(wanted);
  });

  it('is built with the keyboard alone', async () => {
    await builder.createEmpty('Low mood by keyboard');
    await builder.addByKeyboard(['mood changes', 'tag conv', 'notify']);
    await builder.noProblems();
    expect(await storedEdges()).toEqual(wanted);
  });

  it('is tried on yesterday’s conversations, and published', async () => {
    await page.goto(`/automations/edit?id=${workflowId}&tab=backtest`);
    await button('Run backtest').click();
    await page.getByRole('heading', { name: 'Result', exact: true }).waitFor();
    const examples = page.getByRole('list', { name: 'Examples' }).getByRole('listitem');
    await expect.poll(() => examples.count()).toBe(2);
    await page.getByRole('switch', { name: 'Active: Low mood' }).click();
    await page.getByRole('dialog').getByLabel('Note').fill('The first one.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Low mood is active, version 1').waitFor();
  });

  it('acts on an angry message of the widget: the tag, the notice, and the way that it took', async () => {
    const widget = await visit({ browser: dashboard.browser, url: `${dashboard.server.url}/demo` });
    await widget.open();
    await widget.ask('I am furious, this is the worst shop ever');
    await widget.close();

    await page.goto('/automations');
    await page.getByRole('button', { name: /^Notifications, 1 unread/ }).click();
    await page.getByRole('dialog', { name: 'Notifications' }).getByRole('link').first().click();
    await page.waitForURL(/\/automations\/execution/);
    executionUrl = page.url();
    for (const name of [/^Mood changes, trigger, Done/, /^Tag conversation, action, Done/])
      await way().getByRole('group', { name }).waitFor();
    await way()
      .getByRole('group', { name: /^Notify the team, action, Done/ })
      .waitFor();

    await page.getByRole('link', { name: 'A conversation' }).click();
    await page.getByRole('button', { name: 'Remove tag refund' }).waitFor();
    await page.getByText('1 execution').waitFor();
  });

  it('is replayed from its tag, and does nothing by that', async () => {
    await page.goto(executionUrl);
    await way()
      .getByRole('group', { name: /^Tag conversation/ })
      .click();
    await button('Replay from here …').click();
    await button('Replay').click();
    await page.getByText('Replayed from “Tag conversation”: nothing was sent.').waitFor();
    const effects = page.getByRole('list', { name: 'Effects' }).getByRole('listitem');
    await expect.poll(() => effects.count()).toBe(2);
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  });

  it('can be read on a narrow phone, light and dark, with nothing that axe objects to', async () => {
    const places = {
      'low mood built': async () => {
        await page.goto(`/automations/edit?id=${workflowId}`);
        await builder.card('Mood changes, trigger').waitFor();
      },
      'low mood backtest': async () => {
        await page.goto(`/automations/edit?id=${workflowId}`);
        await tab('Backtest');
        await page.getByRole('heading', { name: 'Result', exact: true }).waitFor();
      },
      'low mood execution': async () => {
        await page.goto(executionUrl);
        await way().getByRole('group').first().waitFor();
      },
    };
    expect(await objections(page, { phone: 360, places })).toEqual({});
  });
});
