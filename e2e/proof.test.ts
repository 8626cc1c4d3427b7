import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { environmentOf } from '../apps/server/src/connections/testing/connecting.ts';
import { type SlackStandIn, startSlack } from '../apps/server/src/testing/providers/slack.ts';
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

/** A template gets a Slack node, is refused with the reason, is put right, goes live and is tried. */

const kind = 'Slack: post message';
let slack: SlackStandIn;
let dashboard: Dashboard;
let page: Page;
let builder: ReturnType<typeof builderOn>;
let workflowId: string;

beforeAll(async () => {
  slack = await startSlack();
  dashboard = await openDashboard(environmentOf('slack', slack));
  ({ page } = dashboard);
  builder = builderOn(page);
  await page.setViewportSize({ width: 1360, height: 860 });
  page.on('dialog', (dialog) => dialog.accept());
  await becomeOwner(dashboard);
  await ask(dashboard, 'Hello, do you ship to Vienna?');
});
afterAll(async () => {
  await dashboard?.browser.close();
  await slack?.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const card = () => builder.card(new RegExp(`^${kind}, action`));
const problem = (text: string | RegExp) => builder.problems().getByText(text);
const stored = async () => {
  await builder.saved();
  return callApi<{ draft: { nodes: { data: { config: Record<string, unknown> } }[] } }>(
    page,
    'get',
    `/workflows/${workflowId}`,
  );
};

/** The rectangle of a part of the page. */
async function boxOf(selector: string) {
  return (await page.locator(selector).first().boundingBox())!;
}

/** Whether all of the new card is on the canvas, and no other card, overview or panel covers it. */
async function isInSight(): Promise<boolean> {
  const { x, y, width, height } = (await card().boundingBox())!;
  const pane = await boxOf('.react-flow');
  const isWithin =
    x >= pane.x &&
    y >= pane.y &&
    x + width <= pane.x + pane.width &&
    y + height <= pane.y + pane.height;
  const others = page.locator(
    '.react-flow__node:not(.selected), .react-flow__minimap, .react-flow__controls',
  );
  const boxes = await Promise.all((await others.all()).map((one) => one.boundingBox()));
  return (
    isWithin &&
    !boxes.some(
      (box) =>
        box &&
        box.x < x + width &&
        x < box.x + box.width &&
        box.y < y + height &&
        y < box.y + box.height,
    )
  );
}

describe('the proof of an automation', () => {
  it('begins with a connection and a template', async () => {
    await page.getByRole('link', { name: 'Integrations' }).first().click();
    await button('Connect Slack').click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('Acme is connected').waitFor();
    await page.goto('/automations');
    await button('New automation').click();
    await page.getByLabel('Alert the team about an unhappy visitor').check();
    await button('Create automation').click();
    await builder.card(/^A visitor is unhappy, trigger/).waitFor();
    workflowId = new URL(page.url()).searchParams.get('id')!;
    await builder.noProblems();
  });

  it('shows a node that is dropped on another one, says to connect it, and does so', async () => {
    const target = await builder.card(/^Alert the team/).boundingBox();
    const canvas = (await builder.canvas().boundingBox())!;
    await button(kind).dragTo(builder.canvas(), {
      targetPosition: { x: target!.x - canvas.x + 60, y: target!.y - canvas.y + 40 },
    });
    await card().waitFor();
    await expect.poll(isInSight).toBe(true);
    await problem(`“${kind}” is not connected yet.`).waitFor();
    expect(await page.getByText('never runs').count()).toBe(0);
    expect(await button('Delete this node').count()).toBe(0);
    await button('Connect after Alert the team').first().click();
    await expect.poll(() => problem('is not connected yet').count()).toBe(0);
  });

  it('has the only connection chosen, and nothing else made up', async () => {
    const { draft } = await stored();
    const { config } = draft.nodes.at(-1)!.data;
    expect(config).toMatchObject({
      kind: 'slack_post_message',
      connectionId: expect.stringMatching(/^con_(?!example)/),
      to: '',
      text: '',
    });
    const form = builder.form(kind);
    expect(await form.getByLabel('Slack connection').inputValue()).toBe('Acme');
    expect(await form.getByLabel('Message', { exact: true }).getAttribute('placeholder')).toMatch(
      /^Such as An unhappy visitor wrote/,
    );
  });

  it('refuses to publish, says why, and leads to the field', async () => {
    expect(await page.getByText('No problems: it can be activated').count()).toBe(0);
    await page.getByRole('switch', { name: /^Active/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Correct this first:').waitFor();
    await dialog.getByText(`${kind} · Channel or person`).waitFor();
    await dialog.getByText('This must be chosen.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
    await button('Cancel').click();
    await problem(/“Channel or person” must be chosen/).click();
    const label = 'document.activeElement?.labels?.[0]?.textContent';
    await expect.poll(() => page.evaluate(label)).toBe('Channel or person');
  });

  it('refuses a channel that is not there, also to whoever asks the API', async () => {
    const { draft } = await stored();
    const nodes = draft.nodes.map((node) =>
      node.data.config.kind === 'slack_post_message'
        ? {
            ...node,
            data: {
              ...node.data,
              config: { ...node.data.config, to: 'C0123456789', text: 'Look' },
            },
          }
        : node,
    );
    await callApi(page, 'patch', `/workflows/${workflowId}`, { graph: { ...draft, nodes } });
    await page.reload();
    await problem(/names “C0123456789”, which the connected account does not have/).click();
    await builder.form(kind).getByRole('alert').getByText('does not have').waitFor();
    const origin = new URL(page.url()).origin;
    const answer = await page.request.post(`/api/v1/workflows/${workflowId}/activate`, {
      data: {},
      headers: { origin },
    });
    expect(await answer.json()).toMatchObject({ code: 'workflow-invalid' });
  });

  it('takes it once a channel is chosen, and publishes it', async () => {
    const form = builder.form(kind);
    const lookups = '**/api/v1/workflow-references';
    const held = Promise.withResolvers<void>();
    await page.route(lookups, async (route) => {
      await held.promise;
      await route.continue();
    });
    await form.getByLabel('Channel or person', { exact: true }).fill('supp');
    await page.getByRole('option', { name: /support/ }).click();
    await form.getByLabel('Message', { exact: true }).fill('Unhappy: {{ event.text }}');
    // Nothing is called sound while the channel is still being looked up.
    await page.getByText('Checking …').waitFor();
    held.resolve();
    await builder.noProblems();
    await page.unroute(lookups);
    await builder.saved();
    await page.getByRole('switch', { name: /^Active/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('is active, version 1').waitFor();
  });

  it('is tried on a real message, and says that it would not have started', async () => {
    await page.getByRole('tab', { name: 'Try' }).click();
    const begin = page.getByLabel('Begin with');
    await expect
      .poll(() => begin.locator('option:checked').textContent())
      .toBe('Hello, do you ship to Vienna?');
    await button('Simulate').click();
    await page.getByText(/It would not have started: mood [−\d.]+ is not below −0\.4\./).waitFor();
    await page
      .getByRole('textbox', { name: 'Input as JSON' })
      .first()
      .fill('{"text": "Awful!", "sentiment": -0.9}');
    await button('Simulate').click();
    await expect.poll(() => page.getByText('It would not have started').count()).toBe(0);
    const effects = page.getByRole('list', { name: 'Effects' });
    await expect.poll(() => effects.textContent()).toContain('Unhappy: Awful!');
  });

  it('has nothing that axe objects to, wide and on a phone, light and dark', async () => {
    const places = {
      proof: async () => {
        await page.setViewportSize({ width: 1360, height: 860 });
        await page.goto(`/automations/edit?id=${workflowId}`);
        await card().click();
        await builder.form(kind).waitFor();
      },
      trial: async () => {
        await page.goto(`/automations/edit?id=${workflowId}`);
        await page.getByRole('tab', { name: 'Try' }).click();
        await expect
          .poll(() => page.getByLabel('Begin with').locator('option:checked').textContent())
          .toMatch(/Vienna/);
        await button('Simulate').click();
        await page.getByText('It would not have started').waitFor();
      },
    };
    expect(await objections(page, { phone: 390, places })).toEqual({});
  });
});
