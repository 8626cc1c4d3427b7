import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphOf } from '../apps/server/src/automation/testing/graph.ts';
import { becomeOwner, callApi, type Dashboard, openDashboard } from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';
import { visit, type WidgetPage } from './widgetPage.ts';

let dashboard: Dashboard;
let visitor: WidgetPage;
let workflowId: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  const { page } = dashboard;
  await becomeOwner(dashboard);
  const tell = { kind: 'send_message', text: '{{ event.input.text }}' };
  const graph = graphOf({ begin: { kind: 'manual' }, tell }, ['begin>tell']);
  const created = await callApi<{ id: string }>(page, 'POST', '/workflows', {
    name: 'Deep',
    graph,
  });
  workflowId = created.id;
  await callApi(page, 'POST', `/workflows/${workflowId}/activate`, {});
  visitor = await visit({ browser: dashboard.browser, url: `${dashboard.server.url}/demo` });
  await visitor.open();
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});

/** Markdown that is nested deep, each in its own way. */
const deep = {
  quotes: `${'>'.repeat(4_000)}deep quote`,
  lists: `${'- '.repeat(3_000)}deep list`,
  emphasis: `${'*a '.repeat(1_500)}deep stress${'*'.repeat(1_500)}`,
};

describe('messages whose Markdown is nested thousands deep', () => {
  it('are shown as they are in the conversation and in the widget, with the others beside them', async () => {
    await visitor.ask('Do you ship to Ireland?');
    const { page } = dashboard;
    const { items } = await callApi<{ items: { id: string }[] }>(page, 'GET', '/conversations');
    const sessionId = items[0]!.id;
    for (const text of [...Object.values(deep), 'This is **short**.'])
      await callApi(page, 'POST', `/workflows/${workflowId}/run`, { input: { text }, sessionId });

    const log = visitor.panel.locator('.log');
    await log.locator('strong', { hasText: 'short' }).waitFor();
    await page.goto(`/conversations/?id=${sessionId}`);
    const transcript = page.getByRole('region', { name: 'Transcript' });
    await transcript.locator('strong', { hasText: 'short' }).waitFor();
    for (const text of ['deep quote', 'deep list', 'deep stress']) {
      await log.getByText(text).waitFor();
      await transcript.getByText(text).waitFor();
    }
    expect(await transcript.getByText('Do you ship to Ireland?').count()).toBeGreaterThan(0);

    // The panel reads the history again when its page does.
    await visitor.page.reload();
    await visitor.open();
    await log.getByText('deep quote').waitFor();
    expect([...dashboard.complaints, ...visitor.complaints]).toEqual([]);
  });
});
