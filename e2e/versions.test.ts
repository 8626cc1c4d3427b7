import type { Execution, Workflow, WorkflowGraph } from '@echoai/contract';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { graphOf } from '../apps/server/src/automation/testing/graph.ts';
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
/** The automation that the tests go on with. */
let workflowId: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  await page.setViewportSize({ width: 1360, height: 860 });
  page.on('dialog', (dialog) => dialog.accept());
  await becomeOwner(dashboard);
  const graph = resting({ title: 'Hello' });
  ({ id: workflowId } = await call<Workflow>('post', '/workflows', { name: 'Rests', graph }));
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const day = { mode: 'duration', duration: { amount: 1, unit: 'days' } };
const resting = ({ title }: { title: string }, more: Parameters<typeof graphOf>[0] = {}) =>
  graphOf(
    {
      begin: { kind: 'manual' },
      rest: { kind: 'wait', until: day },
      tell: { kind: 'notify_team', title },
      ...more,
    },
    ['begin>rest', 'rest>tell', ...Object.keys(more).map((id) => `tell>${id}`)],
  );

const call = <Answer>(method: string, path: string, data?: unknown) =>
  callApi<Answer>(page, method, path, data);

/** Another draft, as if somebody had edited it. */
const edit = (graph: WorkflowGraph) => call('patch', `/workflows/${workflowId}`, { graph });

/** @returns the id of an execution that waits */
async function begin(): Promise<string> {
  const path = `/workflows/${workflowId}/run`;
  const { executionId } = await call<{ executionId: string }>('post', path, {});
  await expect.poll(async () => (await read(executionId)).status).toBe('waiting');
  return executionId;
}
const read = (id: string) => call<Execution>('get', `/executions/${id}`);

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const toSwitch = () => page.getByRole('switch', { name: 'Active: Rests' });
const versions = () => page.getByRole('list', { name: 'Versions' }).getByRole('listitem');
const changes = () => page.getByRole('list', { name: 'Changed nodes' }).getByRole('listitem');
const canvas = () => page.getByRole('region', { name: 'Canvas' });
const openTab = (tab = 'settings') =>
  page.goto(`/automations/edit?id=${workflowId}${tab ? `&tab=${tab}` : ''}`);

/** What the first version, its successor and the draft are, for tests and screenshots. */
const second = () =>
  resting({ title: 'Good morning' }, { stop: { kind: 'tag_conversation', add: ['rested'] } });

describe('publishing', () => {
  it('makes a version with a note, by the keyboard', async () => {
    await openTab();
    await toSwitch().click();
    await dialog().getByRole('heading', { name: 'Publish version 1' }).waitFor();
    await page.keyboard.type('It rests for a day.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Rests is active, version 1').waitFor();
    await versions().filter({ hasText: 'It rests for a day.' }).getByText('by Ada').waitFor();
  });

  it('says what changed, and moves what waits where that is wanted', async () => {
    const waiting = await begin();
    await edit(second());
    await openTab();
    await button('Publish the changes').click();
    const found = dialog().getByRole('region', { name: 'Changes' });
    await found.getByText('Added: stop').waitFor();
    await found.getByText('Changed: tell').waitFor();
    await dialog().getByText('1 execution waits on another version').waitFor();
    await dialog().getByLabel('Note').fill('It says good morning.');
    await dialog().getByLabel('Move those that can be moved').check();
    await button('Publish').click();
    await page.getByText('Rests is active, version 2; 1 moved to it').waitFor();
    expect((await read(waiting)).version).toBe(2);
  });

  it('says which could not be moved, and why', async () => {
    const asking = graphOf(
      {
        begin: { kind: 'manual' },
        approve: { kind: 'ask_approval', question: 'Shall we?' },
        rest: { kind: 'wait', until: day },
        tell: { kind: 'notify_team', title: 'By {{ steps.approve.decidedBy }}' },
      },
      ['begin>approve', 'approve.approved>rest', 'rest>tell'],
    );
    await edit(asking);
    await openTab();
    await button('Publish the changes').click();
    await dialog().getByLabel('Move those that can be moved').check();
    await button('Publish').click();
    await dialog().getByText('“tell” reads steps.approve.decidedBy').waitFor();
    await dialog().getByRole('link', { name: 'See it' }).waitFor();
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await versions().filter({ hasText: 'Version 3' }).getByText('Active').waitFor();
  });

  it('is undone by a roll back, and that by the toast', async () => {
    await button('Roll back to version 2').click();
    await dialog().getByRole('button', { name: 'Roll back to version 2' }).click();
    await page.getByText('Rests is active, version 2').waitFor();
    await button('Undo').click();
    await versions().filter({ hasText: 'Version 3' }).getByText('Active').waitFor();
    await button('Roll back to version 2').click();
    await dialog().getByRole('button', { name: 'Roll back to version 2' }).click();
    await versions().filter({ hasText: 'Version 2' }).getByText('Active').waitFor();
  });

  it('moves one that waits from its own page', async () => {
    const waiting = await begin();
    await call('post', `/workflows/${workflowId}/activate`, { version: 1 });
    await page.goto(`/automations/execution?id=${waiting}`);
    await button('Move to version 1').click();
    await page.getByText('It goes on with version 1').waitFor();
    await page.getByText('(ran as version 1)').waitFor();
    expect((await read(waiting)).version).toBe(1);
    await call('post', `/executions/${waiting}/cancel`, {});
    await call('post', `/workflows/${workflowId}/activate`, { version: 2 });
  });
});

describe('comparing', () => {
  it('shows what differs, as a list by keyboard and on the canvas', async () => {
    await edit(second());
    await openTab();
    await page.getByRole('link', { name: 'Compare version 1 with the draft' }).click();
    await changes().filter({ hasText: 'stop' }).getByText('Added').waitFor();
    const tell = changes().filter({ hasText: 'tell' });
    await tell.getByText('Before: −Hello').waitFor();
    await tell.getByText('After: +Good morning').waitFor();
    await tell.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await canvas().getByRole('group', { name: 'tell, action, Changed' }).waitFor();
    await expect.poll(() => tell.getAttribute('aria-current')).toBe('true');
    await page.getByText('Where ways lead').waitFor();
    await expect.poll(() => changes().count()).toBe(2);
  });

  it('is of any two versions, and can be shared by its address', async () => {
    await page.getByLabel('To', { exact: true }).selectOption('3');
    await changes().filter({ hasText: 'approveAdded' }).waitFor();
    expect(new URL(page.url()).search).toContain('from=1&to=3');
    await page.reload();
    await changes().filter({ hasText: 'approveAdded' }).waitFor();
    await page.getByLabel('From', { exact: true }).selectOption('3');
    await page.getByText('Nothing differs between version 3 and version 3').waitFor();
  });

  it('takes a version back into the draft, from where undo returns', async () => {
    await page.goto(`/automations/compare?id=${workflowId}&from=1&to=draft`);
    await page.getByRole('link', { name: 'Restore version 1 into the draft' }).click();
    await page.getByText('Version 1 is in the draft').waitFor();
    const titles = async () => {
      const { draft } = await call<Workflow>('get', `/workflows/${workflowId}`);
      return draft.nodes.map(({ data }) => data.config.title).filter(Boolean);
    };
    await expect.poll(titles).toEqual(['Hello']);
    await button('Undo').last().click();
    await expect.poll(titles).toEqual(['Good morning']);
  });
});

describe('switching off', () => {
  it('asks what becomes of those that wait', async () => {
    const waiting = await begin();
    await openTab();
    await toSwitch().click();
    await dialog().getByText('2 executions are under way').waitFor();
    await dialog().getByRole('button', { name: 'Leave it on' }).click();
    await expect.poll(() => toSwitch().getAttribute('aria-checked')).toBe('true');
    await toSwitch().click();
    await dialog().getByLabel('Cancel them').check();
    await button('Switch off and cancel').click();
    await page.getByText('Rests is off; 2 executions were cancelled').waitFor();
    expect((await read(waiting)).status).toBe('cancelled');
  });

  it('is done at once when nothing is under way', async () => {
    await button('Roll back to version 2').or(button('Activate version 2')).click();
    await dialog().getByRole('button', { name: 'Activate version 2' }).click();
    await expect.poll(() => toSwitch().getAttribute('aria-checked')).toBe('true');
    await toSwitch().click();
    await expect.poll(() => toSwitch().getAttribute('aria-checked')).toBe('false');
    await expect.poll(() => dialog().count()).toBe(0);
  });
});

describe('a new automation', () => {
  it('begins with a template that is found by what it is about', async () => {
    await page.goto('/automations');
    await button('New automation').click();
    const radios = dialog().getByRole('radio');
    await expect.poll(() => radios.count()).toBe(12);
    await page.getByLabel('Search templates').fill('refund');
    await expect.poll(() => radios.count()).toBe(3);
    await page.getByLabel('Have a refund approved by the team').check();
    await dialog().getByText('Ask the team', { exact: true }).waitFor();
    await button('Create automation').click();
    await page.getByRole('heading', { name: 'Have a refund approved by the team' }).waitFor();
    await page.getByText('No problems: it can be activated').waitFor();
  });

  it('is imported from the file that another was exported to', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()]);
    expect(download.suggestedFilename()).toBe('have-a-refund-approved-by-the-team.json');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    await page.goto('/automations');
    await button('New automation').click();
    await page.getByLabel('From JSON').check();
    await page.getByLabel('File with an automation').setInputFiles({
      name: 'Refunds.json',
      mimeType: 'application/json',
      buffer: Buffer.concat(chunks),
    });
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Refunds');
    await button('Create automation').click();
    await page.getByRole('heading', { name: 'Refunds', exact: true }).waitFor();
    await page.getByText('No problems: it can be activated').waitFor();
  });

  it('is told from a file of another tool, also where it is pasted', async () => {
    const n8n = { nodes: [{ type: 'n8n-nodes-base.start', typeVersion: 1 }], connections: {} };
    await canvas().focus();
    // The system's clipboard is not a test's to write to.
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', ${JSON.stringify(JSON.stringify(n8n))});
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }`);
    await page.getByText('This looks like a file of n8n.').waitFor();
    await page.goto('/automations');
    await button('New automation').click();
    await page.getByLabel('From JSON').check();
    await page.getByLabel('Graph as JSON').fill(JSON.stringify(n8n));
    await page.getByLabel('Name', { exact: true }).fill('Foreign');
    await button('Create automation').click();
    await dialog().getByText('This looks like a file of n8n.').waitFor();
  });
});

describe('versions', () => {
  const activate = () => call('post', `/workflows/${workflowId}/activate`, { version: 2 });
  const places = {
    versions: async () => {
      await openTab();
      await versions().first().waitFor();
    },
    compare: async () => {
      await page.goto(`/automations/compare?id=${workflowId}&from=1&to=3`);
      await changes().first().waitFor();
    },
    publish: async () => {
      await activate();
      await edit(resting({ title: '{{ nobody.name }}' }));
      await openTab();
      await button('Publish the changes').click();
      await dialog().getByText('Correct this first').waitFor();
    },
    'publish and move': async () => {
      await activate();
      await begin();
      await edit(resting({ title: 'Another' }));
      await openTab();
      await button('Publish the changes').click();
      await dialog()
        .getByText(/on another version/)
        .waitFor();
    },
    'roll back': async () => {
      await call('post', `/workflows/${workflowId}/activate`, { version: 3 });
      await openTab();
      await button('Roll back to version 2').click();
      await dialog().waitFor();
    },
    'switch off': async () => {
      await openTab();
      await toSwitch().click();
      await dialog().getByText('under way').waitFor();
    },
    delete: async () => {
      await openTab();
      await button('Delete this automation …').click();
      await page.getByText(/under way (is|are) cancelled/).waitFor();
    },
    templates: async () => {
      await page.goto('/automations');
      await button('New automation').click();
      await page.getByLabel('Say where an order is').check();
    },
  };

  it('have nothing to object to, wide and on a phone, light and dark', async () => {
    expect(await objections(page, { phone: 390, places })).toEqual({});
  });
});
