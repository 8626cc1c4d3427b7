import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../apps/server/src/testing/modelServer.ts';
import { ask, becomeOwner, type Dashboard, objections, openDashboard } from './dashboardHelpers.ts';
import { cleanUp } from './process.ts';

let model: ModelServer;
let dashboard: Dashboard;

beforeAll(async () => {
  model = await startModelServer();
  dashboard = await openDashboard({ OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-test' });
  await becomeOwner(dashboard);
});
afterAll(async () => {
  await dashboard?.browser.close();
  await cleanUp();
  await model?.close();
});

it('shows below a reply what the model did besides writing it', async () => {
  const { page } = dashboard;
  const search = { name: 'search_knowledge', args: { query: 'repair of a torn jacket' } };
  const refused = { name: 'give_refund', args: { amount: 100 } };
  model.state.behavioursInTurn.push(
    { kind: 'calls', calls: [search] },
    { kind: 'calls', calls: [refused] },
    {
      kind: 'calls',
      calls: [{ name: 'hand_over', args: { reason: 'wants a torn jacket mended' } }],
    },
  );
  const reply = await ask(dashboard, 'What does it cost to mend a torn rain jacket?');
  expect(reply.handedOver).toBe(true);

  await page.goto('/conversations');
  await page.getByRole('link', { name: /torn rain jacket/ }).click();
  const tools = page.getByText('The model used 3 tools');
  await tools.click();
  await page.getByText('Searched for “repair of a torn jacket”').waitFor();
  await page.getByText('Tried “give_refund”, which failed: There is no tool').waitFor();
  await page.getByText('Asked for a person: “wants a torn jacket mended”').waitFor();
  const places = { tools: async () => tools.scrollIntoViewIfNeeded() };
  expect(await objections(page, { phone: 360, places })).toEqual({});
  expect(dashboard.complaints).toEqual([]);
});
