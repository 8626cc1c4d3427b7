import type { Execution, Workflow, WorkflowGraph } from '@echoai/contract';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { graphOf } from '../apps/server/src/automation/testing/graph.ts';
import {
  ask,
  becomeOwner,
  callApi,
  type Dashboard,
  objections,
  openDashboard,
} from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';

let dashboard: Dashboard;
let page: Page;
let workflowId: string;
let executionId: string;

/** Asks the team for a refund, and says what was decided when it was large. */
const graph = graphOf(
  {
    begin: { kind: 'message_received', textContains: ['refund'] },
    approval: { kind: 'ask_approval', question: 'Refund it?' },
    is_large: {
      kind: 'if',
      condition: {
        match: 'all',
        rules: [{ field: 'steps.approval.comment', operator: 'contains', value: 'large' }],
      },
    },
    tell_boss: { kind: 'notify_team', title: 'Large: {{ steps.approval.comment }}' },
    tell_team: { kind: 'notify_team', title: 'Small' },
  },
  [
    'begin>approval',
    'approval.approved>is_large',
    'approval.declined>tell_team',
    'approval.timeout>tell_team',
    'is_large.true>tell_boss',
    'is_large.false>tell_team',
  ],
);

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  await page.setViewportSize({ width: 1360, height: 900 });
  await becomeOwner(dashboard);
  workflowId = await activate('Refunds', graph);
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
});
afterEach(() => expect(dashboard.complaints.splice(0)).toEqual([]));

const api = <Answer>(method: string, path: string, data?: object) =>
  callApi<Answer>(page, method, path, data);

async function activate(name: string, of: WorkflowGraph): Promise<string> {
  const { id } = await api<Workflow>('POST', '/workflows', { name, graph: of });
  await api('POST', `/workflows/${id}/activate`, {});
  return id;
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const canvas = () => page.getByRole('region', { name: 'Way taken' });
const card = (name: RegExp) => canvas().getByRole('group', { name });
const step = () => page.getByRole('complementary', { name: 'Step' });
const variable = (name: string) => step().getByRole('region', { name, exact: true });

async function openExecution(): Promise<void> {
  await page.goto(`/automations/execution?id=${executionId}`);
  await heading('Refunds').waitFor();
}

describe('the page of an execution', () => {
  it('draws the way that is taken on the canvas, and goes on with it', async () => {
    const { sessionId } = await ask(dashboard, 'I want a refund');
    await expect
      .poll(async () => {
        const path = `/executions?sessionId=${sessionId}&status=waiting`;
        const { items } = await api<{ items: Execution[] }>('GET', path);
        executionId = items[0]?.id ?? '';
        return executionId;
      })
      .not.toBe('');
    await openExecution();
    await card(/^approval, action, Waiting/).waitFor();
    await card(/^begin, trigger, Done/).waitFor();
    await expect.poll(() => card(/^tell_team, action$/).count()).toBe(1);
    await api('POST', `/executions/${executionId}/decide`, {
      decision: 'approved',
      comment: 'a small one',
    });
    await card(/^tell_team, action, Done/).waitFor();
    await card(/^is_large, condition, Done/).waitFor();
    await expect.poll(() => card(/^tell_boss, action$/).count()).toBe(1);
    await step().getByText('Exactly once').waitFor();
  });

  it('is gone through step by step, and shows what each one set', async () => {
    await openExecution();
    await step().getByRole('heading', { name: 'tell_team' }).waitFor();
    await button('Step back').click();
    await step().getByRole('heading', { name: 'is_large' }).waitFor();
    // The way after it is not shown yet.
    await card(/^tell_team, action$/).waitFor();
    await step().getByText('set here').waitFor();
    await page.getByRole('slider', { name: 'Step' }).press('ArrowLeft');
    await step().getByRole('heading', { name: 'approval' }).waitFor();
    await variable('steps.approval').getByText('"a small one"').waitFor();
    await card(/^begin/).click();
    await step().getByRole('heading', { name: 'begin' }).waitFor();
    await variable('event').getByText('"I want a refund"').waitFor();
    await button('Last step').click();
    await step().getByRole('heading', { name: 'tell_team' }).waitFor();
  });

  it('is replayed from a node with another configuration, which goes into the draft', async () => {
    await openExecution();
    await card(/^is_large/).click();
    await button('Replay from here …').click();
    const value = page.getByRole('textbox', { name: /value/i }).last();
    await value.fill('small');
    await button('Replay').click();
    await page.getByText('Replayed from “is_large”: nothing was sent.').waitFor();
    await card(/^tell_boss, action, Replayed/).waitFor();
    const effects = page.getByRole('list', { name: 'Effects' }).getByRole('listitem');
    await effects.getByText('tell_boss').waitFor();
    await expect.poll(() => effects.count()).toBe(1);

    const drafted = async () => {
      const { draft } = await api<Workflow>('GET', `/workflows/${workflowId}`);
      return JSON.stringify(draft.nodes.find(({ id }) => id === 'is_large')!.data.config);
    };
    await button('Take the change into the draft').click();
    await page.getByText('The draft has the change').waitFor();
    expect(await drafted()).toContain('"small"');
    await button('Undo').click();
    await page.getByText('The draft is as it was').waitFor();
    expect(await drafted()).toContain('"large"');
    await button('Back to what happened').click();
    await card(/^tell_team, action, Done/).waitFor();
  });

  it('is found from its conversation, and leads back to it', async () => {
    await openExecution();
    await page.getByRole('link', { name: 'A conversation' }).click();
    await page.getByText('1 execution').click();
    await page
      .getByRole('list', { name: 'Executions' })
      .getByRole('link', { name: 'Refunds' })
      .click();
    await card(/^tell_team, action, Done/).waitFor();
  });
});

describe('a simulation', () => {
  it('begins with what happened once, and takes the ways that one chooses', async () => {
    await page.goto(`/automations/edit?id=${workflowId}&tab=try`);
    const past = page.getByLabel('Begin with');
    await past.locator('option', { hasText: 'I want a refund' }).waitFor({ state: 'attached' });
    await past.selectOption({ label: 'I want a refund' });
    await expect
      .poll(() => page.getByLabel('Input as JSON').first().inputValue())
      .toContain('I want a refund');
    await button('Simulate').click();
    await page.getByText('It comes to an end').waitFor();
    // Nobody decides, unless one says so.
    await card(/^tell_team, action, Visited/).waitFor();
    await card(/^approval/).click();
    await step().getByLabel('Way out').selectOption({ label: 'Approved' });
    await button('Go this way').click();
    await card(/^is_large, condition, Visited/).click();
    await step().getByLabel('Way out').selectOption({ label: 'Yes' });
    await button('Go this way').click();
    await card(/^tell_boss, action, Visited/).waitFor();
    await expect.poll(() => card(/^tell_team, action$/).count()).toBe(1);
    await button('Forget the chosen ways').click();
    await card(/^tell_team, action, Visited/).waitFor();
  });
});

describe('the list of executions', () => {
  it('can be of one conversation, and of a time', async () => {
    const { sessionId } = await ask(dashboard, 'One more refund, please');
    await page.goto(`/automations?tab=executions&conversation=${sessionId}`);
    const rows = page.getByRole('row').filter({ hasText: 'Refunds' });
    await rows.first().waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('button', { name: /^Of one conversation/ }).click();
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByLabel('Time').selectOption({ label: 'In the last hour' });
    await expect.poll(() => new URL(page.url()).searchParams.get('hours')).toBe('1');
    await expect.poll(() => rows.count()).toBe(2);
  });
});

describe('accessibility', () => {
  const places: Record<string, () => Promise<void>> = {
    execution: async () => {
      await openExecution();
      await card(/^tell_team, action, Done/).waitFor();
    },
    'an earlier step': async () => {
      await openExecution();
      await page.getByRole('slider', { name: 'Step' }).press('Home');
      await step().getByRole('heading', { name: 'begin' }).waitFor();
    },
    'replay form': async () => {
      await openExecution();
      await page.getByRole('slider', { name: 'Step' }).press('ArrowLeft');
      await button('Replay from here …').click();
      await heading('Replay from “is_large”').waitFor();
    },
    replayed: async () => {
      await places['replay form']!();
      await button('Replay').click();
      await page.getByText('nothing was sent.').waitFor();
    },
    'simulation result': async () => {
      await page.goto(`/automations/edit?id=${workflowId}&tab=try`);
      await button('Simulate').click();
      await card(/^begin, trigger, Visited/).waitFor();
    },
    'automations of a conversation': async () => {
      await openExecution();
      await page.getByRole('link', { name: 'A conversation' }).click();
      await page.getByText('1 execution').click();
    },
  };

  it('finds nothing to object to, wide and on a phone, light and dark', async () => {
    expect(await objections(page, { phone: 360, places })).toEqual({});
  });
});
