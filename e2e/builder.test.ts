import type { Workflow } from '@echoai/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builderOn } from './builderPage.ts';
import {
  becomeOwner,
  callApi,
  type Dashboard,
  objections,
  openDashboard,
} from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';

let dashboard: Dashboard;
let page: Page;
let builder: ReturnType<typeof builderOn>;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  builder = builderOn(page);
  await page.setViewportSize({ width: 1360, height: 860 });
  page.on('dialog', (dialog) => dialog.accept());
  await becomeOwner(dashboard);
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: true });
const card = (name: string | RegExp) => builder.card(name);
const handle = (of: string, way: string) =>
  card(new RegExp(`^${of},`))
    .getByRole('listitem')
    .filter({ hasText: way })
    .locator('.react-flow__handle');

/** What is stored of the automation that is open: edges as `from.outcome>to`. */
async function stored(): Promise<{ labels: string[]; edges: string[]; workflow: Workflow }> {
  await builder.saved();
  const id = new URL(page.url()).searchParams.get('id');
  const response = await page.request.get(`/api/v1/workflows/${id}`);
  const workflow = (await response.json()) as Workflow;
  const { nodes, edges } = workflow.draft;
  return {
    labels: nodes.map(({ data }) => data.label),
    edges: edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle}>${target}`),
    workflow,
  };
}

/** Somebody else's edit, by the API. */
async function changeElsewhere(label: string): Promise<void> {
  const { workflow } = await stored();
  const { id, draft } = workflow;
  const [first, ...rest] = draft.nodes;
  const nodes = [{ ...first!, data: { ...first!.data, label } }, ...rest];
  await callApi(page, 'patch', `/workflows/${id}`, { graph: { ...draft, nodes } });
}

const wanted = [
  'if.true>tag_conversation',
  'message_received.next>if',
  'tag_conversation.next>notify_team',
];

describe('the builder', () => {
  it('makes an automation with the mouse, which is there after a reload', async () => {
    await builder.createEmpty('By mouse');
    await button('Choose a trigger').click();
    await button('Message received', page.getByRole('dialog')).click();
    await card('Message received, trigger').waitFor();
    await builder.palette().getByLabel('Search nodes').fill('if');
    await button('If', builder.palette()).click();
    await builder.palette().getByLabel('Search nodes').fill('');
    await button('Add behind Yes of If').click();
    await page.getByRole('dialog').getByLabel('Search nodes').fill('tag conv');
    await button('Tag conversation', page.getByRole('dialog')).click();
    await button('Notify the team', builder.palette()).click();
    await card('Notify the team, action').waitFor();
    await builder.noProblems();
    const { edges, workflow } = await stored();
    expect(edges.sort()).toEqual(wanted);
    expect(workflow.draft.nodes[1]!.data.config).toMatchObject({
      condition: { rules: [{ field: 'conversation.sentiment', operator: 'less', value: -0.4 }] },
    });
    await page.reload();
    await card('Notify the team, action').waitFor();
    await expect.poll(() => builder.canvas().getByRole('group').count()).toBe(4);
    await builder.canvas().getByText('conversation.sentiment < -0.4').waitFor();
  });

  it('places a node that is dragged from the palette, and connects it by dragging', async () => {
    await builder
      .canvas()
      .locator('.react-flow__pane')
      .click({ position: { x: 20, y: 20 } });
    await button('End', builder.palette()).dragTo(builder.canvas(), {
      targetPosition: { x: 420, y: 420 },
    });
    await card('End, action, 1 problem').waitFor();
    // Without a selection there is no panel that covers what is to be connected.
    await page.keyboard.press('Escape');
    await handle('If', 'No').dragTo(card(/^End/).locator('.react-flow__handle'));
    await builder.noProblems();
    expect((await stored()).edges).toContain('if.false>end');
    // A way out has one edge: connected again, it leads to the other node.
    await handle('If', 'No').dragTo(card(/^Notify/).locator('.react-flow__handle.target'));
    await page.getByText('“End” is not connected yet').first().waitFor();
    const again = (await stored()).edges.filter((edge) => edge.startsWith('if.false'));
    expect(again).toEqual(['if.false>notify_team']);
    await card(/^End/).click();
    await page.keyboard.press('Delete');
    await builder.noProblems();
    await button('Undo', page.getByRole('toolbar')).click();
    await button('Undo', page.getByRole('toolbar')).click();
    await builder.noProblems();
    expect((await stored()).edges).toContain('if.false>end');
  });

  it('moves a node in one step of undo, and renames it by a double click', async () => {
    const end = card(/^End/);
    const before = (await stored()).workflow.draft.nodes.at(-1)!.position;
    await end.getByText('End', { exact: true }).first().hover();
    const { x, y } = (await end.boundingBox())!;
    await page.mouse.down();
    for (const by of [20, 60, 120]) await page.mouse.move(x + by, y - by, { steps: 4 });
    await page.mouse.up();
    await expect
      .poll(async () => (await stored()).workflow.draft.nodes.at(-1)!.position)
      .not.toEqual(before);
    await button('Undo', page.getByRole('toolbar')).click();
    await expect
      .poll(async () => (await stored()).workflow.draft.nodes.at(-1)!.position)
      .toEqual(before);
    await end.getByText('End', { exact: true }).first().dblclick();
    await page.keyboard.type('All is well');
    await page.keyboard.press('Enter');
    await card('All is well, action').waitFor();
    expect((await stored()).labels).toContain('All is well');
  });

  it('tells what is wrong as one edits, shows where, and mends it by a button', async () => {
    await card(/^Tag conversation/).click();
    await button('Change Next').click();
    await button('Remove this edge', page.getByRole('dialog')).click();
    await card('Notify the team, action, 1 problem').waitFor();
    await builder.problems().getByText('“Notify the team” is not connected yet').click();
    await builder.form('Notify the team').waitFor();
    await page.keyboard.press('Control+z');
    await builder.noProblems();
    await card(/^Notify/).click();
    await button('Ask the visitor', builder.palette()).click();
    await builder.problems().getByText('“Answered” of “Ask the visitor” leads nowhere').waitFor();
    await button('Connect to a new End node', builder.problems().first()).click();
    await builder.noProblems();
    await page
      .getByRole('region', { name: /^Notifications/ })
      .getByRole('button', { name: 'Undo' })
      .click();
    await builder.problems().getByText('leads nowhere').waitFor();
    await builder.canvas().focus();
    await page.keyboard.press('Control+Shift+z');
    await builder.noProblems();
    expect((await stored()).edges).toContain('ask_visitor.answered>end_2');
  });

  it('makes the same automation with the keyboard alone', async () => {
    await builder.createEmpty('By keyboard');
    await builder.addByKeyboard(['message received', 'if', 'tag conv', 'notify']);
    await builder.noProblems();
    expect((await stored()).edges.sort()).toEqual(wanted);

    await page.keyboard.press('ArrowLeft');
    await expect.poll(builder.focused).toBe('Tag conversation, action');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(builder.focused).toBe('If, condition');
    await page.keyboard.press('c');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('notify');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await stored()).edges).toContain('if.false>notify_team');

    await page.keyboard.press('F2');
    await page.keyboard.type('Is it bad?');
    await page.keyboard.press('Enter');
    await expect.poll(builder.focused).toBe('Is it bad?, condition');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByLabel('Label', { exact: true }).inputValue())
      .toBe('Is it bad?');
    await page.keyboard.press('End');
    await page.keyboard.type(' Really');
    await page.keyboard.press('Escape');
    await expect.poll(builder.focused).toBe('Is it bad? Really, condition');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys of the canvas' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('copies nodes to another automation by the clipboard', async () => {
    await card(/^Is it bad/).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await builder.createEmpty('Copied');
    await builder.canvas().focus();
    await page.keyboard.press('Control+v');
    await card('Is it bad? Really, condition').waitFor();
    expect((await stored()).edges.sort()).toEqual([...wanted, 'if.false>notify_team'].sort());
    await page.keyboard.press('Control+d');
    await expect.poll(() => builder.canvas().getByRole('group').count()).toBe(8);
    await page.keyboard.press('Delete');
    await expect.poll(() => builder.canvas().getByRole('group').count()).toBe(4);
  });

  it('says when somebody else saved, and keeps mine, loads theirs or merges both', async () => {
    const rename = async (label: string) => {
      await card(/^Notify/).click();
      await page.getByLabel('Label', { exact: true }).fill(label);
    };
    await changeElsewhere('Theirs');
    await rename('Notify mine');
    await page.getByText('Somebody else saved this automation').waitFor();
    await button('Keep mine').click();
    expect((await stored()).labels).toEqual(
      expect.arrayContaining(['Message received', 'Notify mine']),
    );
    await button('Undo', page.getByRole('toolbar')).click();
    await card('Theirs, trigger').waitFor();
    await button('Redo', page.getByRole('toolbar')).click();
    await builder.saved();

    await changeElsewhere('Theirs again');
    await rename('Notify me again');
    await button('Load theirs').click();
    await card('Theirs again, trigger').waitFor();
    await card('Notify mine, action').waitFor();
    expect((await stored()).labels).not.toContain('Notify me again');

    await changeElsewhere('Theirs once more');
    await rename('Notify both');
    await button('Merge both').click();
    await page.getByText('Both are in the draft now', { exact: true }).waitFor();
    expect((await stored()).labels).toEqual(
      expect.arrayContaining(['Theirs once more', 'Notify both']),
    );
    await button('Undo', page.getByRole('toolbar')).click();
    await expect.poll(async () => (await stored()).labels).not.toContain('Theirs once more');
    await button('Redo', page.getByRole('toolbar')).click();
    await card('Theirs once more, trigger').waitFor();
  });

  it('keeps edits while the server is away, and saves or offers them later', async () => {
    const patches = '**/api/v1/workflows/wf_*';
    await page.route(patches, (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await card(/^Notify/).click();
    await page.getByLabel('Label', { exact: true }).fill('Notify later');
    await page.getByText('Not saved: no connection').waitFor();
    await page.getByText('Your edits are kept in this browser').waitFor();
    await page.unroute(patches);
    expect((await stored()).labels).toContain('Notify later');

    await page.route(patches, (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await page.getByLabel('Label', { exact: true }).fill('Notify much later');
    await page.getByText('Not saved: no connection').waitFor();
    await page.reload();
    await card('Notify later, action').waitFor();
    await page.getByText('This browser has edits that were never saved').waitFor();
    await page.unroute(patches);
    await button('Restore').click();
    await card('Notify much later, action').waitFor();
    await expect.poll(async () => (await stored()).labels).toContain('Notify much later');
  });

  it('has nothing that axe objects to, wide, and on a phone, where it is read, light and dark', async () => {
    const places = {
      builder: async () => {
        const isPhone = page.viewportSize()!.width < 768;
        await page.reload();
        await card(/^Notify/).waitFor();
        await expect.poll(() => button('Add').count()).toBe(isPhone ? 0 : 1);
        await card(/^Is it bad/).click();
        await page.getByRole('complementary', { name: /^Configuration of/ }).waitFor();
        if (isPhone) await page.getByText('Editing wants a wider screen').waitFor();
      },
    };
    expect(await objections(page, { phone: 390, places })).toEqual({});
    await page.setViewportSize({ width: 1360, height: 860 });
  });
});
