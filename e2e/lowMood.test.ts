import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, becomeOwner, type Dashboard, objections, openDashboard } from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';
import { visit } from './widgetPage.ts';

/** One automation from the first node to its replay, as an owner goes about it. */

let dashboard: Dashboard;
let page: Page;
/** Of the automation that was built with the mouse. */
let workflowId: string;
let executionUrl: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  await page.setViewportSize({ width: 1360, height: 860 });
  page.on('dialog', (dialog) => dialog.accept());
  await becomeOwner(dashboard);
  // Yesterday's conversations: two of them angry.
  await ask(dashboard, 'How long do I have to return something?');
  await ask(dashboard, 'This is the worst shop ever, I am furious');
  await ask(dashboard, 'Terrible, awful, disgusting service, I hate it');
  await page.goto('/automations');
  await page.getByRole('switch', { name: 'Active: Unhappy visitors' }).click();
  await page.getByText('Unhappy visitors is off').waitFor();
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const button = (name: string) => page.getByRole('button', { name, exact: true });
const tab = (name: string) => page.getByRole('tab', { name }).click();
const canvas = () => page.getByRole('region', { name: 'Canvas' });
const way = () => page.getByRole('region', { name: 'Way taken' });
const palette = () => page.getByRole('complementary', { name: 'Palette' });
const problems = () => page.getByRole('list', { name: 'Diagnostics' }).getByRole('listitem');
const noProblems = () => page.getByText('No problems: it can be activated').waitFor();
const focused = () => page.evaluate('document.activeElement?.getAttribute("aria-label") ?? ""');

async function createEmpty(name: string): Promise<void> {
  await page.goto('/automations');
  await button('New automation').click();
  await page.getByLabel('Nothing').check();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await button('Create automation').click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
  await button('Choose a trigger').waitFor();
}

/** The labels of the stored nodes, from the trigger on. */
async function storedNodes(): Promise<string[]> {
  await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const id = new URL(page.url()).searchParams.get('id');
  const response = await page.request.get(`/api/v1/workflows/${id}`);
  const { draft } = (await response.json()) as {
    draft: { nodes: { id: string }[]; edges: { source: string; target: string }[] };
  };
  return draft.edges.map(({ source, target }) => `${source}>${target}`).sort();
}

const wanted = ['sentiment>tag_conversation', 'tag_conversation>notify_team'];

describe('“low mood: tag it and tell the team”', () => {
  it('is built with the mouse, broken, understood and mended', async () => {
    await createEmpty('Low mood');
    workflowId = new URL(page.url()).searchParams.get('id')!;
    await button('Choose a trigger').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mood changes' }).click();
    await canvas().getByRole('group', { name: 'Mood changes, trigger' }).click();
    const form = page.getByRole('complementary', { name: 'Configuration of Mood changes' });
    await form.getByLabel('When').selectOption({ label: 'A message is below' });
    await form.getByLabel('Sentiment').fill('-0.4');
    await palette().getByRole('button', { name: 'Tag conversation' }).click();
    await canvas()
      .getByRole('group', { name: /^Tag conversation, action/ })
      .waitFor();
    await palette().getByRole('button', { name: 'Notify the team' }).click();
    await noProblems();
    expect(await storedNodes()).toEqual(wanted);

    await palette().getByRole('button', { name: 'Schedule', exact: true }).click();
    await problems().getByText('is a trigger beside “Mood changes”').waitFor();
    await button('Remove this trigger').first().click();
    await noProblems();
    expect(await storedNodes()).toEqual(wanted);
  });

  it('is built with the keyboard alone', async () => {
    await createEmpty('Low mood by keyboard');
    for (let stop = 0; stop < 60 && (await focused()) !== 'Canvas'; stop++)
      await page.keyboard.press('Tab');
    for (const kind of ['mood changes', 'tag conv', 'notify']) {
      await page.keyboard.press('a');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type(kind);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(focused).toMatch(new RegExp(`^${kind}`, 'i'));
    }
    await noProblems();
    expect(await storedNodes()).toEqual(wanted);
  });

  it('is tried on yesterday’s conversations, and published', async () => {
    await page.goto(`/automations/edit?id=${workflowId}&tab=backtest`);
    await button('Run backtest').click();
    await page.getByRole('heading', { name: 'Result', exact: true }).waitFor({ timeout: 60_000 });
    const examples = page.getByRole('list', { name: 'Examples' }).getByRole('listitem');
    expect(await examples.count()).toBe(2);
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
    expect(await effects.count()).toBe(2);
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'can be read on a narrow phone in the %s theme, with nothing that axe objects to',
    async (colorScheme) => {
      const places = {
        'low mood built': async () => {
          await page.goto(`/automations/edit?id=${workflowId}`);
          await canvas().getByRole('group', { name: 'Mood changes, trigger' }).waitFor();
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
      expect(await objections(page, { colorScheme, phone: 360, places })).toEqual({});
      await page.setViewportSize({ width: 1360, height: 860 });
    },
    120_000,
  );
});
