import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { graphOf } from '../automation/testing/graph.ts';
import { openWorkspace, pathOf, type Workspace } from '../automation/testing/workspace.ts';
import { resealSecrets } from '../platform/resealSecrets.ts';
import { createSecrets, type Secrets } from '../platform/secrets.ts';
import { type HubSpotStandIn, startHubSpot } from '../testing/providers/hubspot.ts';
import { askForReply } from '../testing/testServer.ts';
import { openConnection } from './connectionStore.ts';
import { sealedPlaces as places } from './sealedPlaces.ts';
import { browserOf, environmentOf } from './testing/connecting.ts';
import { startListening } from './testing/listening.ts';

const secret = 'a secret of the tests, long enough for anything';
let hubSpot: HubSpotStandIn;
let listening: Awaited<ReturnType<typeof startListening>>;
let workspace: Workspace;
let connectionId: string;

beforeAll(async () => {
  hubSpot = await startHubSpot();
  listening = await startListening({
    ...environmentOf('hubspot', hubSpot),
    ECHOAI_SECRET: secret,
  });
});
afterAll(async () => {
  await listening.close();
  await hubSpot.close();
});
beforeEach(async () => {
  hubSpot.clear();
  workspace = await openWorkspace(listening.server);
  connectionId = await browserOf(listening.server, workspace).connected('hubspot');
});

const email = 'ada@shop.example';
const upsert = (more: object = {}) => ({
  kind: 'hubspot_upsert_contact',
  connectionId,
  email,
  ...more,
});
async function run(
  nodes: Record<string, { kind: string } & Record<string, unknown>>,
  edges: string[],
  sessionId?: string,
) {
  const workflowId = await workspace.activate(
    graphOf({ begin: { kind: 'manual' }, ...nodes }, edges),
  );
  return workspace.until(await workspace.run(workflowId, {}, sessionId));
}

describe('a contact of HubSpot', () => {
  it('is created, then updated; what renders to nothing stays as it is', async () => {
    const properties = [{ name: 'firstname', value: 'Ada' }];
    const first = await run({ contact: upsert({ properties }) }, ['begin>contact']);
    expect(first.steps[1]!.output).toMatchObject({ isNew: true, email });
    const empty = [
      { name: 'firstname', value: '{{ conversation.locale }}' },
      { name: 'lastname', value: 'Byron' },
    ];
    const second = await run({ contact: upsert({ properties: empty }) }, ['begin>contact']);
    expect(second.steps[1]!.output).toMatchObject({ isNew: false });
    expect([...hubSpot.data.contacts.values()]).toMatchObject([
      { properties: { email, firstname: 'Ada', lastname: 'Byron' } },
    ]);
  });

  it('is found, or said not to be there', async () => {
    const find = { kind: 'hubspot_find_contact', connectionId, email };
    expect(pathOf(await run({ find }, ['begin>find']))).toEqual(['begin.next', 'find.absent']);
    await run({ contact: upsert() }, ['begin>contact']);
    const found = await run({ find }, ['begin>find']);
    expect(found.steps[1]).toMatchObject({ outcome: 'found', output: { email } });
  });

  it('is not looked for by an address that the visitor only typed, whichever way it came', async () => {
    const { server } = listening;
    await run({ contact: upsert({ properties: [{ name: 'firstname', value: 'Ada' }] }) }, [
      'begin>contact',
    ]);
    const { sessionId } = await askForReply(server, { key: workspace.key, message: 'Hello' });
    const setEmail = (isProven: boolean) =>
      server.database.withOrganisation(workspace.organisationId, (tx) =>
        tx.execute(sql`update external_users set email = ${email}, email_proven = ${isProven}`),
      );
    const looked = () => hubSpot.recorded.filter(({ path }) => path.includes('/contacts/')).length;
    const find = async (more: object = {}) => {
      const node = { kind: 'hubspot_find_contact', connectionId, email: '{{ visitor.email }}' };
      return (await run({ find: { ...node, ...more } }, ['begin>find'], sessionId)).steps[1]!;
    };
    await setEmail(false);
    const before = looked();
    for (const typed of ['{{ visitor.email }}', ' Ada@Shop.example ']) {
      const step = await find({ email: typed });
      expect(step).toMatchObject({ outcome: 'absent', output: { isUnproven: true } });
    }
    expect(looked()).toBe(before);
    // Unless the owner chose so, or the visitor has proven that it is theirs.
    const read = { outcome: 'found', output: { email, firstName: 'Ada' } };
    expect(await find({ ifUnproven: 'read' })).toMatchObject(read);
    await setEmail(true);
    expect(await find()).toMatchObject(read);
    expect(await find({ email: 'bob@shop.example' })).toMatchObject({
      outcome: 'absent',
      output: { isUnproven: true },
    });
  });

  it('that is there stays as it is while the visitor has only typed its address', async () => {
    const named = (firstname: string, more: object = {}) =>
      upsert({
        email: '{{ visitor.email }}',
        properties: [{ name: 'firstname', value: firstname }],
        ...more,
      });
    const { server } = listening;
    const { sessionId } = await askForReply(server, { key: workspace.key, message: 'Hello' });
    const setEmail = (address: string, isProven: boolean) =>
      server.database.withOrganisation(workspace.organisationId, (tx) =>
        tx.execute(sql`update external_users set email = ${address}, email_proven = ${isProven}`),
      );
    const act = async (node: ReturnType<typeof named>) =>
      (await run({ contact: node }, ['begin>contact'], sessionId)).steps[1]!.output;
    const records = async () =>
      (await workspace.client.connections.records({ params: { conversationId: sessionId } })).items;
    const names = () => [...hubSpot.data.contacts.values()].map((c) => c.properties.firstname);

    await run({ contact: upsert({ properties: [{ name: 'firstname', value: 'Ada' }] }) }, [
      'begin>contact',
    ]);
    await setEmail(email, false);
    expect(await act(named('Mallory'))).toMatchObject({ isNew: false, isKept: true, email });
    await run(
      { find: { kind: 'hubspot_find_contact', connectionId, email: '{{ visitor.email }}' } },
      ['begin>find'],
      sessionId,
    );
    expect(names()).toEqual(['Ada']);
    expect(await records()).toEqual([]);
    // Unless the owner chose so.
    expect(await act(named('Augusta', { ifNotProven: 'update' }))).toMatchObject({ isKept: false });
    await setEmail(email, true);
    expect(await act(named('Ada Byron'))).toMatchObject({ isNew: false, isKept: false });
    expect(names()).toEqual(['Ada Byron']);
    expect(await records()).toHaveLength(1);
    // Somebody whom nobody knows yet is created.
    await setEmail('new@shop.example', false);
    expect(await act(named('New'))).toMatchObject({ isNew: true, isKept: false });
  });

  it('gets a note in which a visitor’s HTML is text, and a deal', async () => {
    const contactId = '{{ steps.contact.contactId }}';
    const note = {
      kind: 'hubspot_add_note',
      connectionId,
      contactId,
      text: 'He said\n<b>hello</b>',
    };
    const deal = {
      kind: 'hubspot_create_deal',
      connectionId,
      name: 'A sofa',
      pipeline: 'default',
      stage: 'appointmentscheduled',
      amount: '99.5',
      contactId,
    };
    const { status } = await run({ contact: upsert(), note, deal }, [
      'begin>contact',
      'contact>note',
      'note>deal',
    ]);
    expect(status).toBe('completed');
    expect(hubSpot.data.notes).toMatchObject([
      { properties: { hs_note_body: 'He said<br>&lt;b&gt;hello&lt;/b&gt;' } },
    ]);
    expect(hubSpot.data.deals).toMatchObject([
      { properties: { dealname: 'A sofa', dealstage: 'appointmentscheduled', amount: '99.5' } },
    ]);
  });

  it('that is not accepted is said, with HubSpot’s reason', async () => {
    const { status, error } = await run({ contact: upsert({ email: 'no address' }) }, [
      'begin>contact',
    ]);
    expect({ status, message: error?.message }).toEqual({
      status: 'failed',
      message: expect.stringContaining('HubSpot'),
    });
  });

  it('of a visitor is shown with their conversations, and with nobody else’s', async () => {
    const { server } = listening;
    const { sessionId } = await askForReply(server, { key: workspace.key, message: 'Hi' });
    const other = await askForReply(server, { key: workspace.key, message: 'Hi' });
    await run({ contact: upsert() }, ['begin>contact'], sessionId);
    const recordsOf = async (conversationId: string) =>
      (await workspace.client.connections.records({ params: { conversationId } })).items;
    expect(await recordsOf(sessionId)).toMatchObject([
      { provider: 'hubspot', type: 'contact', url: expect.stringContaining('62515') },
    ]);
    expect(await recordsOf(other.sessionId)).toEqual([]);
    const stranger = await openWorkspace(server);
    const params = { conversationId: sessionId };
    expect((await stranger.client.connections.records({ params })).items).toEqual([]);
  });
});

it('a new ECHOAI_SECRET takes the tokens along', async () => {
  const { database } = listening.server;
  const [now, next] = [secret, 'another secret of the tests, long enough as well'];
  const forth = createSecrets({ secret: next, previous: now });
  expect(await resealSecrets({ database, secrets: forth, places })).toMatchObject({
    unreadable: 0,
  });
  const check = () => workspace.client.connections.check({ params: { connectionId } });
  const opened = (secrets: Secrets) =>
    database.withOrganisation(workspace.organisationId, (tx) =>
      openConnection(tx, {
        secrets,
        organisationId: workspace.organisationId,
        id: connectionId,
      }),
    );
  const renewed = createSecrets({ secret: next, previous: null });
  expect((await opened(renewed))!.refreshToken).toEqual(expect.any(String));
  await expect(opened(createSecrets({ secret: now, previous: null }))).rejects.toThrow();
  const back = createSecrets({ secret: now, previous: next });
  await resealSecrets({ database, secrets: back, places });
  expect(await check()).toMatchObject({ status: 'healthy' });
});

describe('what changes in HubSpot', () => {
  it('starts the workflows that wait for it, each once, and only with its signature', async () => {
    const { items } = await workspace.client.connections.providers();
    const url = items.find(({ id }) => id === 'hubspot')!.eventsUrl!;
    const changed = await workspace.activate(
      graphOf(
        {
          begin: {
            kind: 'hubspot_event',
            connectionId,
            on: 'contact.propertyChange',
            property: 'lifecyclestage',
          },
          stop: { kind: 'end' },
        },
        ['begin>stop'],
      ),
    );
    const event = {
      eventId: 7,
      subscriptionType: 'contact.propertyChange',
      propertyName: 'lifecyclestage',
      propertyValue: 'customer',
      objectId: 512,
    };
    expect((await hubSpot.sendWebhook(url, [event], { secret: 'guessed' })).status).toBe(401);
    const at = Date.now();
    const other = { ...event, eventId: 8, propertyName: 'phone' };
    for (let count = 0; count < 2; count++)
      expect((await hubSpot.sendWebhook(url, [event, other], { at })).status).toBe(200);
    const execution = await workspace.latest(changed);
    expect(execution.event).toMatchObject({ property: 'lifecyclestage', value: 'customer' });
    const listed = await workspace.client.executions.list({ query: { workflowId: changed } });
    expect(listed.items).toHaveLength(1);
  });
});

describe('what is chosen from', () => {
  const choices = async (list: string, query: { search?: string; of?: string } = {}) => {
    const params = { connectionId, list };
    const { items } = await workspace.client.connections.options({ params, query });
    return items.map(({ label }) => label);
  };

  it('are the properties that can be written, found by a part of their name', async () => {
    const all = await choices('contact-properties');
    expect(all).toContain('First Name');
    expect(all).not.toContain('Email');
    expect(await choices('contact-properties', { search: 'first' })).toEqual(['First Name']);
  });

  it('are pipelines, the stages of one, and owners', async () => {
    expect(await choices('pipelines')).toEqual(['Sales Pipeline']);
    const of = JSON.stringify({ pipeline: 'default' });
    expect(await choices('stages', { of, search: 'closed' })).toEqual([
      'Closed Won',
      'Closed Lost',
    ]);
    expect(await choices('owners', { search: 'ben' })).toEqual(['Ben Okafor']);
  });
});
