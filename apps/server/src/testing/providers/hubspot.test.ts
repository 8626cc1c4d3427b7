import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HubSpotStandIn, startHubSpot } from './hubspot.ts';
import { startReceiver } from './receiver.ts';
import { clientOf, hubSpotProtocol } from './testClient.ts';

let hubSpot: HubSpotStandIn;
let client: ReturnType<typeof clientOf>;
let tokens: { access_token: string; refresh_token: string };
let call: ReturnType<typeof client.call>;

beforeAll(async () => {
  hubSpot = await startHubSpot();
  client = clientOf(hubSpot, hubSpotProtocol);
});
beforeEach(async () => {
  hubSpot.clear();
  Object.assign(hubSpot.limit, { max: 190, intervalMilliseconds: 10_000 });
  tokens = await client.connect();
  call = client.call(tokens.access_token);
});
afterAll(() => hubSpot.close());

const contacts = '/crm/objects/2026-03/contacts';
const upsert = (id: string, properties: object = {}) => ({ id, idProperty: 'email', properties });
const emailIs = (value: string) => ({
  filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value }] }],
});

describe('the token endpoint of HubSpot', () => {
  it('names the account, and the refresh token again with every refresh', async () => {
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 1800, hub_id: 62515 });
    const refreshed = await client.refresh(tokens.refresh_token);
    expect(refreshed.body.refresh_token).toBe(tokens.refresh_token);
  });

  it('introspects tokens, and after revoking the refresh token refuses only that', async () => {
    const post = (path: string, token: string) =>
      client.post(`/oauth/2026-03/token/${path}`, { token });
    const known = await post('introspect', tokens.access_token);
    expect(known.body).toMatchObject({ active: true, token_use: 'access_token', hub_id: 62515 });
    expect((await post('revoke', tokens.refresh_token)).status).toBe(200);
    expect((await post('introspect', tokens.refresh_token)).body).toEqual({ active: false });
    expect(await client.refresh(tokens.refresh_token)).toMatchObject({
      status: 400,
      body: { status: 'BAD_REFRESH_TOKEN', error: 'invalid_grant' },
    });
    expect((await call('GET', '/account-info/2026-03/details')).status).toBe(200);
  });
});

describe('the API of HubSpot', () => {
  it('tells the connected account', async () => {
    const { body } = await call('GET', '/account-info/2026-03/details');
    expect(body).toMatchObject({ portalId: 62515, uiDomain: 'app.hubspot.com' });
  });

  it('keeps telling the account that was signed in at the consent', async () => {
    const first = { ...hubSpot.account };
    hubSpot.account.id = '777';
    const second = client.call((await client.connect()).access_token);
    Object.assign(hubSpot.account, first);
    expect((await second('GET', '/account-info/2026-03/details')).body.portalId).toBe(777);
    expect((await call('GET', '/account-info/2026-03/details')).body.portalId).toBe(62515);
  });

  it('refuses an expired token and one that was never given, each in its way', async () => {
    hubSpot.oauth.expireAccessTokens();
    const expired = await call('GET', '/account-info/2026-03/details');
    expect(expired).toMatchObject({ status: 401, body: { category: 'EXPIRED_AUTHENTICATION' } });
    const unknown = await client.call('made-up')('GET', '/account-info/2026-03/details');
    expect(unknown).toMatchObject({ status: 401, body: { category: 'INVALID_AUTHENTICATION' } });
  });

  it('refuses what no scope allows', async () => {
    const { access_token } = await client.connect({ scope: 'oauth crm.objects.contacts.read' });
    const answer = await client.call(access_token)('POST', `${contacts}/batch/upsert`, {});
    expect(answer).toMatchObject({ status: 403, body: { category: 'MISSING_SCOPES' } });
  });

  it('counts requests against its limit and then refuses', async () => {
    hubSpot.limit.max = 2;
    const first = await call('GET', '/account-info/2026-03/details');
    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBe('1');
    await call('GET', '/account-info/2026-03/details');
    const third = await call('GET', '/account-info/2026-03/details');
    expect(third).toMatchObject({ status: 429, body: { policyName: 'TEN_SECONDLY_ROLLING' } });
    expect(third.headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000');
  });
});

describe('contacts', () => {
  it('are made by the first upsert of an e-mail and changed by the next, in any case', async () => {
    const first = await call('POST', `${contacts}/batch/upsert`, {
      inputs: [upsert('Ada@acme.example', { firstname: 'Ada' })],
    });
    expect(first).toMatchObject({ status: 200, body: { status: 'COMPLETE' } });
    expect(first.body.results).toMatchObject([
      { new: true, properties: { email: 'ada@acme.example' } },
    ]);
    const again = await call('POST', `/crm/v3/objects/contacts/batch/upsert`, {
      inputs: [upsert('ada@acme.example', { lastname: 'Byron' })],
    });
    expect(again.body.results).toMatchObject([{ new: false, id: first.body.results[0].id }]);
    expect([...hubSpot.data.contacts.values()].map(({ properties }) => properties)).toMatchObject([
      { firstname: 'Ada', lastname: 'Byron' },
    ]);
  });

  it('are refused as a batch for one bad input, unless inputs can be told apart', async () => {
    const inputs = [upsert('ada@acme.example'), upsert('no address')];
    const whole = await call('POST', `${contacts}/batch/upsert`, { inputs });
    expect(whole).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
    expect(whole.body.errors).toMatchObject([{ code: 'INVALID_EMAIL' }]);
    expect(hubSpot.data.contacts.size).toBe(0);
    const traced = inputs.map((input, index) => ({ ...input, objectWriteTraceId: `t${index}` }));
    const partly = await call('POST', `${contacts}/batch/upsert`, { inputs: traced });
    expect(partly).toMatchObject({ status: 207, body: { numErrors: 1 } });
    expect(partly.body.results).toMatchObject([{ new: true, objectWriteTraceId: 't0' }]);
    expect(partly.body.errors).toMatchObject([{ context: { objectWriteTraceId: ['t1'] } }]);
  });

  it('have no properties that the account does not have', async () => {
    const input = upsert('ada@acme.example', { shoe_size: '38' });
    const answer = await call('POST', `${contacts}/batch/upsert`, { inputs: [input] });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body.errors).toMatchObject([{ code: 'PROPERTY_DOESNT_EXIST' }]);
  });

  it('conflict where an address is another’s', async () => {
    const properties = { email: 'ada@acme.example' };
    const { body } = await call('POST', contacts, { properties });
    const twice = await call('POST', contacts, { properties });
    expect(twice).toMatchObject({ status: 409, body: { category: 'CONFLICT' } });
    expect(twice.body.message).toBe(`Contact already exists. Existing ID: ${body.id}`);
  });

  it('are found by address, by word and by id, with what was asked for', async () => {
    await call('POST', `${contacts}/batch/upsert`, {
      inputs: [upsert('ada@acme.example', { phone: '1' }), upsert('ben@acme.example')],
    });
    const byAddress = await call('POST', `${contacts}/search`, {
      ...emailIs('ADA@acme.example'),
      properties: ['phone', 'company'],
    });
    expect(byAddress.body).toMatchObject({ total: 1 });
    const [{ id, properties }] = byAddress.body.results;
    expect(properties).toMatchObject({ phone: '1', company: null });
    const byWord = await call('POST', `${contacts}/search`, { query: 'acme', limit: 1 });
    expect(byWord.body).toMatchObject({ total: 2, paging: { next: { after: '1' } } });
    expect((await call('GET', `${contacts}/${id}?properties=phone`)).body).toMatchObject({ id });
    const none = await call('GET', `${contacts}/9`);
    expect(none).toMatchObject({ status: 404, body: { category: 'OBJECT_NOT_FOUND' } });
  });

  it('are found only once the index has caught up', async () => {
    await call('POST', `${contacts}/batch/upsert`, { inputs: [upsert('ada@acme.example')] });
    hubSpot.data.searchLagMs = 60_000;
    const found = await call('POST', `${contacts}/search`, emailIs('ada@acme.example'));
    expect(found.body.total).toBe(0);
  });
});

describe('notes and deals', () => {
  const linked = (id: string, associationTypeId: number) => [
    { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] },
  ];

  it('belong to a contact and are found by a property', async () => {
    const { body } = await call('POST', contacts, { properties: { email: 'ada@acme.example' } });
    const note = await call('POST', '/crm/objects/2026-03/notes', {
      properties: { hs_timestamp: new Date().toISOString(), hs_note_body: 'angry ref-1' },
      associations: linked(body.id, 202),
    });
    expect(note.status).toBe(201);
    expect(hubSpot.data.notes).toMatchObject([{ associations: { contacts: [body.id] } }]);
    const found = await call('POST', '/crm/objects/2026-03/notes/search', {
      filterGroups: [
        { filters: [{ propertyName: 'hs_note_body', operator: 'CONTAINS_TOKEN', value: 'angry' }] },
      ],
    });
    expect(found.body.results).toMatchObject([{ id: note.body.id }]);
    const read = await call(
      'GET',
      `/crm/objects/2026-03/notes/${note.body.id}?associations=contacts`,
    );
    expect(read.body.associations.contacts.results).toEqual([
      { id: body.id, type: 'note_to_contact' },
    ]);
  });

  it('are refused without a time, with a stage that is none, or for no contact', async () => {
    const note = await call('POST', '/crm/objects/2026-03/notes', {
      properties: { hs_note_body: 'x' },
    });
    expect(note).toMatchObject({
      status: 400,
      body: { context: { properties: ['hs_timestamp'] } },
    });
    const stage = await call('POST', '/crm/objects/2026-03/deals', {
      properties: { dealname: 'Big', dealstage: 'dreaming' },
    });
    expect(stage.body.errors).toMatchObject([{ code: 'INVALID_OPTION' }]);
    const noOne = await call('POST', '/crm/objects/2026-03/deals', {
      properties: { dealname: 'Big', dealstage: 'closedwon', pipeline: 'default' },
      associations: linked('999', 3),
    });
    expect(noOne.status).toBe(400);
    expect(hubSpot.data.deals).toEqual([]);
  });

  it('have pipelines, owners in pages, and properties to choose from', async () => {
    const pipelines = await call('GET', '/crm/pipelines/2026-03/deals');
    expect(pipelines.body.results[0].stages[0]).toMatchObject({ id: 'appointmentscheduled' });
    const first = await call('GET', '/crm/owners/2026-03?limit=1');
    expect(first.body.results).toMatchObject([{ email: 'ada@acme.example' }]);
    const { after } = first.body.paging.next;
    const last = await call('GET', `/crm/owners/2026-03/?limit=1&after=${after}`);
    expect(last.body.results).toMatchObject([{ email: 'ben@acme.example' }]);
    expect(last.body.paging).toBeUndefined();
    const properties = await call('GET', '/crm/properties/2026-03/contacts');
    expect(properties.body.results).toContainEqual(
      expect.objectContaining({ name: 'email', hasUniqueValue: true }),
    );
  });
});

it('HubSpot signs its webhooks with the client secret', async () => {
  const receiver = await startReceiver();
  await hubSpot.sendWebhook(receiver.url, [{ objectId: 7 }]);
  await receiver.close();
  const { url, headers, body } = receiver.seen[0]!;
  const at = headers['x-hubspot-request-timestamp'];
  const wanted = createHmac('sha256', 'client-secret').update(`POST${url}${body}${at}`);
  expect(headers['x-hubspot-signature-v3']).toBe(wanted.digest('base64'));
  expect(JSON.parse(body)).toMatchObject([{ portalId: 62515, objectId: 7 }]);
});
