import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { openWorkspace, type Workspace } from '../testing/workspace.ts';
import { openHookOf } from './testing/openHook.ts';
import { sentHooks } from './testing/senders.ts';

let server: TestServer;
let workspace: Workspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await openWorkspace(server);
});
afterAll(() => server.close());

const openHook = () => openHookOf({ server, workspace });

describe('a delivery', () => {
  const json = (body: object) => JSON.stringify(body);
  it.each<[string, Record<string, string>, object]>([
    ['Standard Webhooks', { 'webhook-id': 'msg_1' }, {}],
    ['Svix', { 'svix-id': 'msg_1' }, {}],
    ['GitHub', { 'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958' }, {}],
    ['Shopify', { 'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043' }, {}],
    [
      'Shopify’s events',
      { 'x-shopify-event-id': '98880550', 'x-shopify-topic': 'orders/paid' },
      {},
    ],
    ['the Idempotency-Key', { 'idempotency-key': `"${'k'.repeat(300)}"` }, {}],
    ['CloudEvents', { 'ce-id': 'A234', 'ce-source': '/shop' }, {}],
    ['Stripe', { 'stripe-signature': 't=1,v1=a' }, { id: 'evt_1NG8Du2eZ', object: 'event' }],
    ['Slack', {}, { type: 'event_callback', event_id: 'Ev9UQ52YNA' }],
  ])('of %s starts one execution, however often it is sent', async (_, headers, body) => {
    const hook = await openHook();
    const first = await hook.start({ headers, body: json({ ...body, attempt: 1 }) });
    expect(await hook.start({ headers, body: json({ ...body, attempt: 2 }) })).toBe(first);
    const other = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, `${value}2`]),
    );
    const named = Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        /_|Ev/.test(value) && name !== 'type' ? `${value}2` : value,
      ]),
    );
    expect(await hook.start({ headers: other, body: json(named) })).not.toBe(first);
  });

  it.each(sentHooks)(
    'of $sender is read, and starts one execution each',
    async ({ headers, body, sees, next }) => {
      const hook = await openHook();
      const both = await Promise.all([
        hook.start({ headers, body }),
        hook.start({ headers, body }),
      ]);
      expect(both[0]).toBe(both[1]);
      expect((await workspace.until(both[0]!)).event).toMatchObject({ body: sees });
      const another = { headers: { ...headers, ...next.headers }, body: next.body ?? body };
      expect(await hook.start(another)).not.toBe(both[0]);
    },
  );

  it('of two senders, or to two automations, may have the same id', async () => {
    const [hook, other] = [await openHook(), await openHook()];
    const id = 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043';
    const executions = [
      await hook.start({ headers: { 'x-github-delivery': id } }),
      await hook.start({ headers: { 'x-shopify-webhook-id': id } }),
      await hook.start({ headers: { 'idempotency-key': id } }),
      await other.start({ headers: { 'x-github-delivery': id } }),
    ];
    expect(new Set(executions).size).toBe(4);
  });

  it('that nothing names starts an execution each time', async () => {
    const hook = await openHook();
    const body = json({ id: 'evt_of_somebody_else' });
    expect(await hook.start({ body })).not.toBe(await hook.start({ body }));
  });
});
