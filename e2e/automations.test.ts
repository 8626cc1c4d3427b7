import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { approvalToken } from '../apps/server/src/automation/approvalToken.ts';
import { graphOf } from '../apps/server/src/automation/testing/graph.ts';
import { type Recorder, startRecorder } from '../apps/server/src/automation/testing/recorder.ts';
import {
  ask,
  becomeOwner,
  type Dashboard,
  objections,
  openDashboard,
  violations,
} from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';
import { visit } from './widgetPage.ts';

const secret = 'a secret of the tests, long enough for anything';

let dashboard: Dashboard;
let page: Page;
let recorder: Recorder;

beforeAll(async () => {
  recorder = await startRecorder();
  dashboard = await openDashboard({ ECHOAI_SECRET: secret, ECHOAI_ALLOW_PRIVATE: '127.0.0.1' });
  ({ page } = dashboard);
  await becomeOwner(dashboard);
});
afterAll(async () => {
  await dashboard?.browser.close();
  await recorder.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const tab = (name: string | RegExp) => page.getByRole('tab', { name });
/** Not that of the builder, which stays while another tab is shown. */
const saved = () => page.getByText('Saved', { exact: true }).filter({ visible: true });
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const steps = () => page.getByRole('list', { name: 'Steps' }).getByRole('listitem');

/** An automation by JSON, as somebody pastes it. */
async function createFromJson(name: string, graph: unknown): Promise<void> {
  await page.goto('/automations');
  await button('New automation').click();
  await page.getByLabel('From JSON').check();
  await page.getByLabel('Graph as JSON').fill(JSON.stringify(graph));
  await page.getByLabel('Name', { exact: true }).fill(name);
  await button('Create automation').click();
  await heading(name).waitFor();
  await tab('Nodes').click();
}

async function activate(name: string): Promise<void> {
  await page.getByRole('switch', { name: `Active: ${name}` }).click();
  await button('Publish').click();
  await page.getByText(`${name} is active, version`).waitFor();
}

/** Runs the automation whose page is open, and opens the execution. */
async function run(): Promise<void> {
  await tab('Try').click();
  await button('Run now').click();
  await page.getByRole('link', { name: 'See what it does' }).click();
  await heading('Steps').waitFor();
}

describe('an automation', () => {
  it('of the demo is there from the beginning, and is switched off in the list', async () => {
    await page.getByRole('link', { name: 'Automations' }).click();
    const demo = page.getByRole('switch', { name: 'Active: Unhappy visitors' });
    await expect.poll(() => demo.getAttribute('aria-checked')).toBe('true');
    await demo.click();
    await page.getByText('Unhappy visitors is off').waitFor();
  });

  it('is made from a template, read in words, and switched on', async () => {
    await page.goto('/automations');
    await button('New automation').click();
    await page.getByLabel('Alert the team about an unhappy visitor').check();
    await button('Create automation').click();
    await heading('Alert the team about an unhappy visitor').waitFor();
    await tab('Nodes').click();
    const nodes = page.getByRole('list', { name: 'Nodes', exact: true });
    await nodes.getByText('Does the team know already?').first().waitFor();
    await nodes.getByText('No: Tag as alerted').waitFor();
    await activate('Alert the team about an unhappy visitor');
  });

  it('is started by a visitor on the demo page, and the owner sees what it did', async () => {
    const { browser, server } = dashboard;
    const widget = await visit({ browser, url: `${server.url}/demo` });
    await widget.open();
    await widget.ask('This is the worst shop ever, I am furious');
    await widget.close();

    await page.goto('/automations');
    await row('Alert the team').getByText('1 completed').filter({ visible: true }).waitFor();
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
    await page.getByRole('link', { name: /A visitor is unhappy/ }).click();
    await heading('Alert the team about an unhappy visitor').waitFor();
    await page.getByText('Completed').waitFor();
    await expect.poll(() => steps().count()).toBe(4);
    await steps().filter({ hasText: 'Tag as alerted' }).getByText('Done').waitFor();
    await page.getByText('What the trigger gave').click();
    await page.getByText('I am furious').filter({ visible: true }).first().waitFor();
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  });

  it('is tried without effects, by the ways that one chooses', async () => {
    await page.goto('/automations');
    await button('New automation').click();
    await page.getByLabel('Collect an e-mail address').check();
    await button('Create automation').click();
    await heading('Collect an e-mail address').waitFor();
    await tab('Try').click();
    await button('Simulate').click();
    await page.getByText('It comes to an end').waitFor();
    const way = page.getByRole('region', { name: 'Way taken' });
    await way.getByRole('group', { name: /^Ask for the address/ }).click();
    await page.getByLabel('Way out').selectOption({ label: 'Answered' });
    await page.getByLabel('What the visitor answers').fill('ada@example.com');
    await button('Go this way').click();
    const effects = page.getByRole('list', { name: 'Effects' }).getByRole('listitem');
    await expect.poll(() => effects.count()).toBe(4);
    await effects.filter({ hasText: 'Thank the visitor' }).getByText('With').click();
    await effects.getByText('We will write to ada@example.com').waitFor();
  });

  it('is told what is wrong with it, and is not switched on', async () => {
    await createFromJson('Broken', graphOf({ begin: { kind: 'manual' } }, []));
    const editor = page.getByLabel('Graph as JSON');
    await editor.fill('{ "nodes": [');
    await button('Check').click();
    await page.getByText('This is not JSON').waitFor();
    const broken = graphOf(
      { begin: { kind: 'manual' }, tell: { kind: 'send_message', text: '{{ nobody.name }}' } },
      ['begin>tell'],
    );
    await editor.fill(JSON.stringify(broken));
    await button('Check').click();
    const found = page.getByRole('list', { name: 'Diagnostics' });
    await found.getByText('Error', { exact: true }).waitFor();
    await button('Save').click();
    await saved().first().waitFor();
    await page.getByRole('switch', { name: 'Active: Broken' }).click();
    await heading('Publish version 1').waitFor();
    await page.getByRole('dialog').getByText('nobody').first().waitFor();
    await expect.poll(() => button('Publish').isDisabled()).toBe(true);
    await button('Cancel').click();
    expect(
      await page.getByRole('switch', { name: 'Active: Broken' }).getAttribute('aria-checked'),
    ).toBe('false');
  });

  it('is not overwritten when somebody else changed it meanwhile', async () => {
    const editor = page.getByLabel('Graph as JSON');
    const id = new URL(page.url()).searchParams.get('id')!;
    const theirs = graphOf({ theirs: { kind: 'manual' } }, []);
    await editor.fill(JSON.stringify(graphOf({ mine: { kind: 'manual' } }, [])));
    const changed = await page.request.patch(`/api/v1/workflows/${id}`, {
      headers: { origin: new URL(page.url()).origin },
      data: { graph: theirs },
    });
    expect(changed.status()).toBe(200);
    await button('Save').click();
    await page.getByText('Somebody else changed this automation').waitFor();
    await expect.poll(() => editor.inputValue()).toContain('mine');
    await button('Reload theirs').click();
    await page.getByText('Somebody else changed this').waitFor({ state: 'detached' });
    await expect.poll(() => editor.inputValue()).toContain('theirs');
  });

  it('keeps its versions, of which an earlier one can be activated', async () => {
    await activate('Broken');
    const edited = graphOf({ theirs: { kind: 'manual' }, stop: { kind: 'end' } }, ['theirs>stop']);
    await page.getByLabel('Graph as JSON').fill(JSON.stringify(edited));
    await button('Save').click();
    await button('Publish the changes').click();
    await button('Publish').click();
    await page.getByText('Broken is active, version 2').waitFor();
    await tab('Settings').click();
    await button('Roll back to version 1').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back to version 1' }).click();
    await page.getByText('Broken is active, version 1').waitFor();
    // The word of before, with its way back, is gone.
    await expect.poll(() => page.getByText('Broken is active').count()).toBe(1);
    await button('Activate version 2').waitFor();
  });

  it('is renamed as one types, and deleted after asking', async () => {
    await page.getByLabel('Name', { exact: true }).fill('Mended');
    await saved().waitFor();
    await heading('Mended').waitFor();
    await button('Delete this automation …').click();
    await button('Delete automation').click();
    await page.getByText('Mended was deleted').waitFor();
    await row('Alert the team').waitFor();
    await expect.poll(() => row('Mended').count()).toBe(0);
  });

  it('with a webhook shows its address, and its secret when asked', async () => {
    await createFromJson('Orders', graphOf({ hook: { kind: 'webhook' } }, []));
    await tab('Settings').click();
    await page.getByText('/api/v1/hooks/').waitFor();
    await expect.poll(() => page.getByText('whsec_').count()).toBe(0);
    await button('Show').click();
    await page.getByText('whsec_').waitFor();
  });
});

describe('an execution', () => {
  it('asks the visitor, waits for the answer, and can be cancelled', async () => {
    await page.goto('/automations');
    await row('Collect an e-mail').getByRole('link').click();
    await heading('Collect an e-mail address').waitFor();
    await activate('Collect an e-mail address');
    await ask(dashboard, 'Could I have a quote?');
    await tab('Executions').click();
    await row('Waiting').getByRole('link').click();
    await steps().filter({ hasText: 'Waits for the visitor’s reply' }).waitFor();
    await button('Cancel').click();
    await button('Cancel execution').click();
    await page.getByText('The execution was cancelled').waitFor();
    await page.getByText('Cancelled', { exact: true }).waitFor();
  });

  it('asks the team, which approves here or by a link, once', async () => {
    const graph = graphOf(
      { begin: { kind: 'manual' }, refund: { kind: 'ask_approval', question: 'Refund 20 euros?' } },
      ['begin>refund'],
    );
    await createFromJson('Refunds', graph);
    await activate('Refunds');
    await run();
    await page.getByRole('region', { name: 'refund' }).getByText('Refund 20 euros?').waitFor();
    await page.getByLabel('Comment (optional)').fill('A regular customer');
    await button('Approve').click();
    await steps().getByText('→ Approved').waitFor();

    await page.goBack();
    await run();
    await button('Approve').waitFor();
    const executionId = new URL(page.url()).searchParams.get('id')!;
    const me = (await (await page.request.get('/api/v1/me')).json()) as {
      organisation: { id: string };
    };
    const step = { organisationId: me.organisation.id, effectId: `${executionId}-2` };
    const stranger = await dashboard.browser.newPage();
    const link = `${dashboard.server.url}/approve?token=${approvalToken(secret, step)}`;
    await stranger.goto(link);
    await stranger.getByText('Refund 20 euros?').waitFor();
    expect(await violations(stranger)).toEqual([]);
    await stranger.getByRole('button', { name: 'Decline' }).click();
    await stranger.getByText('You declined it.').waitFor();
    await stranger.reload();
    await stranger.getByText('Nothing is asked here any more').waitFor();
    await stranger.goto(`${dashboard.server.url}/approve?token=nonsense`);
    await stranger.getByRole('heading', { name: 'This link is not valid' }).waitFor();
    await stranger.close();
    await steps().getByText('→ Declined').waitFor();
  });

  it('that failed is among the dead letters until it is resumed', async () => {
    const graph = graphOf(
      {
        begin: { kind: 'manual' },
        call: {
          kind: 'http_request',
          url: 'http://127.0.0.1:9/',
          retry: { attempts: 1, delaySeconds: 0 },
        },
      },
      ['begin>call'],
    );
    await createFromJson('Calls', graph);
    await activate('Calls');
    await run();
    await page.getByText('It failed at “call”').waitFor();
    await button('Resume from there').click();
    await page.getByText('The execution goes on').waitFor();
    await steps().nth(2).waitFor();
    await page.getByText('It failed at “call”').waitFor();

    await page.goto('/automations');
    await tab(/^Dead letters \(1\)/).click();
    await page.getByRole('list', { name: 'Dead letters' }).getByText('Calls').first().waitFor();
    await page.getByRole('button', { name: 'Resume all' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume all' }).click();
    await page.getByText('1 execution goes on').waitFor();
  });
});

describe('executions that are held', () => {
  it('ask what happened, and go on as somebody says of one, or of all', async () => {
    recorder.state.respond = (_request, response) => response.destroy();
    const call = { kind: 'http_request', method: 'POST', url: `${recorder.url}/pay` };
    await createFromJson('Pays', graphOf({ begin: { kind: 'manual' }, call }, ['begin>call']));
    await activate('Pays');
    await tab('Try').click();
    for (let count = 1; count <= 3; count++) {
      await button('Run now').click();
      await expect.poll(() => recorder.state.recorded.length).toBe(count);
    }
    await page.getByRole('link', { name: 'See what it does' }).click();
    await page.getByText('Did “call” happen?').waitFor();
    expect(await violations(page)).toEqual([]);
    await button('It happened: go on').click();
    await steps().getByText('Skipped').waitFor();

    await page.goto('/automations?tab=dead-letters');
    await page.getByText('2 executions at call').waitFor();
    await button('Decide all of Pays').click();
    expect(await violations(page)).toEqual([]);
    recorder.state.respond = (_request, response) => response.writeHead(200).end();
    await button('None happened: do each').click();
    await page.getByText('2 executions go on').waitFor();
    await page.getByText('2 executions at call').waitFor({ state: 'detached' });
    await expect.poll(() => recorder.state.recorded.length).toBe(5);
  });
});

describe('accessibility', () => {
  const open = async (name: string) => {
    await page.goto('/automations');
    await row(name).getByRole('link').click();
    await heading(name).waitFor();
  };
  const places: Record<string, () => Promise<void>> = {
    automations: async () => {
      await page.goto('/automations');
      await row('Refunds').waitFor();
    },
    'new automation': async () => {
      await page.goto('/automations');
      await button('New automation').click();
      await page.getByRole('dialog').waitFor();
    },
    nodes: async () => {
      await open('Collect an e-mail address');
      await tab('Nodes').click();
      await button('Check').click();
      await page.getByText('Nothing to object to.').waitFor();
    },
    try: async () => {
      await open('Collect an e-mail address');
      await tab('Try').click();
      await button('Simulate').click();
      await page.getByText('It comes to an end').waitFor();
    },
    settings: async () => {
      await open('Orders');
      await tab('Settings').click();
      await heading('Versions').waitFor();
    },
    executions: async () => {
      await page.goto('/automations?tab=executions');
      await row('Refunds').first().waitFor();
    },
    execution: async () => {
      await page.goto('/automations?tab=executions');
      await row('Alert the team').first().getByRole('link').click();
      await steps().first().waitFor();
      await page.getByText('Output').first().click();
    },
    'a failed execution': async () => {
      await page.goto('/automations?tab=executions&status=failed');
      await row('Calls').first().getByRole('link').click();
      await button('Resume from there').waitFor();
    },
    'dead letters': async () => {
      await page.goto('/automations?tab=dead-letters');
      await page.getByRole('list', { name: 'Dead letters' }).waitFor();
    },
    notifications: async () => {
      await page.goto('/automations');
      await page.getByRole('button', { name: /^Notifications/ }).click();
      await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
    },
  };

  it('finds nothing to object to, wide and on a phone, light and dark', async () => {
    expect(await objections(page, { phone: 390, places })).toEqual({});
  });
});
