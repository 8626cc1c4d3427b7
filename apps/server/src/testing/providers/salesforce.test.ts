import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SalesforceStandIn, startSalesforce } from './salesforce.ts';
import { clientOf, salesforceProtocol } from './testClient.ts';

let salesforce: SalesforceStandIn;
let client: ReturnType<typeof clientOf>;
let tokens: Record<string, string>;
let call: ReturnType<typeof client.call>;

beforeAll(async () => {
  salesforce = await startSalesforce();
  client = clientOf(salesforce, salesforceProtocol);
});
beforeEach(async () => {
  salesforce.clear();
  salesforce.account.instanceUrl = null;
  tokens = await client.connect();
  call = client.call(tokens.access_token!);
});
afterAll(() => salesforce.close());

const base = '/services/data/v68.0';
const leads = `${base}/sobjects/Lead`;
const lead = { LastName: 'Byron', Company: 'Acme', Email: 'ada@acme.example' };
const query = (soql: string) => call('GET', `${base}/query?q=${encodeURIComponent(soql)}`);
const error = (status: number, errorCode: string) => ({ status, body: [{ errorCode }] });

describe('OAuth of Salesforce', () => {
  it('says where the API is and who it is, signed, but not when the token ends', () => {
    expect(tokens).toMatchObject({ token_type: 'Bearer', instance_url: salesforce.url });
    expect(tokens).not.toHaveProperty('expires_in');
    const signature = createHmac('sha256', salesforce.app.clientSecret);
    const signed = signature.update(tokens.id! + tokens.issued_at).digest('base64');
    expect(tokens.signature).toBe(signed);
  });

  it('names the instance that the organisation has', async () => {
    salesforce.account.instanceUrl = 'https://evil.example';
    expect((await client.connect()).instance_url).toBe('https://evil.example');
  });

  it('gives a refresh token only where that scope is asked for, and none with a refresh', async () => {
    expect(await client.connect({ scope: 'api' })).not.toHaveProperty('refresh_token');
    const { body } = await client.refresh(tokens.refresh_token!);
    expect(body).toHaveProperty('instance_url');
    expect(body).not.toHaveProperty('refresh_token');
  });

  it('revokes an access token alone, and with a refresh token all of its access tokens', async () => {
    const revoke = (token: string) => client.post('/services/oauth2/revoke', { token });
    expect((await revoke(tokens.access_token!)).status).toBe(200);
    expect(await call('GET', `${base}/limits`)).toMatchObject(error(401, 'INVALID_SESSION_ID'));
    const { body } = await client.refresh(tokens.refresh_token!);
    expect((await revoke(tokens.refresh_token!)).status).toBe(200);
    const after = await client.call(body.access_token)('GET', `${base}/limits`);
    expect(after).toMatchObject(error(401, 'INVALID_SESSION_ID'));
    expect((await revoke('made-up')).body.error).toBe('invalid_token');
  });

  it('tells who is connected, to a good token', async () => {
    const { pathname } = new URL(tokens.id!);
    const { body } = await call('GET', pathname);
    expect(body).toMatchObject({
      organization_id: salesforce.account.id,
      username: 'ada@acme.example.prod',
    });
    const refused = await client.call('made-up')('GET', pathname);
    expect(refused).toMatchObject({ status: 403, body: 'Bad_OAuth_Token' });
  });
});

describe('the API of Salesforce', () => {
  it('lists its versions to anyone', async () => {
    const versions = await (await fetch(`${salesforce.url}/services/data`)).json();
    expect(versions).toContainEqual(expect.objectContaining({ version: '68.0' }));
  });

  it('counts requests of the day, and refuses what is over the limit', async () => {
    salesforce.data.apiUsage.max = 1;
    const first = await call('GET', `${base}/limits`);
    expect(first.headers.get('sforce-limit-info')).toBe('api-usage=1/1');
    expect(await call('GET', `${base}/limits`)).toMatchObject(error(403, 'REQUEST_LIMIT_EXCEEDED'));
  });

  it('describes objects and fields', async () => {
    salesforce.data.addExternalId('Lead', 'EchoAI_Id__c');
    const { body } = await call('GET', `${leads}/describe`);
    const field = (name: string) => body.fields.find((one: { name: string }) => one.name === name);
    expect(field('EchoAI_Id__c')).toMatchObject({ externalId: true, unique: true, custom: true });
    expect(field('Company')).toMatchObject({ nillable: false, createable: true, type: 'string' });
    expect(field('Id')).toMatchObject({ createable: false, idLookup: true });
    const all = await call('GET', `${base}/sobjects`);
    expect(all.body.sobjects).toContainEqual(expect.objectContaining({ name: 'Case' }));
    expect(await call('GET', `${base}/sobjects/Nothing/describe`)).toMatchObject(
      error(404, 'NOT_FOUND'),
    );
  });
});

describe('records', () => {
  it('are made and changed by their id', async () => {
    const made = await call('POST', leads, lead);
    expect(made).toMatchObject({ status: 201, body: { success: true, errors: [] } });
    expect(made.body.id).toMatch(/^00Q\w{15}$/);
    const changed = await call('PATCH', `${leads}/${made.body.id}`, { FirstName: 'Ada' });
    expect(changed).toMatchObject({ status: 204, body: '' });
    const { body } = await call('GET', `${leads}/${made.body.id}?fields=Name,Status`);
    expect(body).toMatchObject({ Name: 'Ada Byron', Status: 'Open - Not Contacted' });
    expect(await call('PATCH', `${leads}/00Q000000000000AAA`, {})).toMatchObject(
      error(404, 'NOT_FOUND'),
    );
  });

  it('are made once for an external id, and changed from then on', async () => {
    salesforce.data.addExternalId('Lead', 'EchoAI_Id__c');
    const path = `${leads}/EchoAI_Id__c/${encodeURIComponent('run/1')}`;
    const first = await call('PATCH', path, lead);
    expect(first).toMatchObject({ status: 201, body: { created: true, success: true } });
    const again = await call('PATCH', path, { Title: 'Countess' });
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, created: false } });
    expect([...salesforce.data.objects.Lead!.records.values()]).toMatchObject([
      { EchoAI_Id__c: 'run/1', Title: 'Countess', LastName: 'Byron' },
    ]);
    const only = await call('PATCH', `${leads}/EchoAI_Id__c/2?updateOnly=true`, lead);
    expect(only).toMatchObject(error(404, 'NOT_FOUND'));
    const twice = await call('POST', leads, { ...lead, EchoAI_Id__c: 'run/1' });
    expect(twice).toMatchObject(error(400, 'DUPLICATE_VALUE'));
  });

  it('stay as they are where an external id fits several, or is none', async () => {
    salesforce.data.addExternalId('Lead', 'Legacy__c', { unique: false });
    await call('POST', leads, { ...lead, Legacy__c: '7' });
    await call('POST', leads, { ...lead, Legacy__c: '7' });
    const several = await call('PATCH', `${leads}/Legacy__c/7`, { Title: 'x' });
    expect(several.status).toBe(300);
    expect(several.body).toEqual(
      [...salesforce.data.objects.Lead!.records.keys()].map((id) => `${leads}/${id}`),
    );
    expect((await query("SELECT Id FROM Lead WHERE Title = 'x'")).body.totalSize).toBe(0);
    expect(await call('PATCH', `${leads}/Title/x`, lead)).toMatchObject(error(404, 'NOT_FOUND'));
  });

  it('are refused without what they need, or with what is not theirs', async () => {
    const missing = await call('POST', leads, { FirstName: 'Ada' });
    expect(missing).toMatchObject(error(400, 'REQUIRED_FIELD_MISSING'));
    expect(missing.body[0].fields).toEqual(['LastName', 'Company']);
    const mistakes = {
      INVALID_FIELD: { Shoe__c: '38' },
      INVALID_FIELD_FOR_INSERT_UPDATE: { CreatedDate: '2026-01-01' },
      INVALID_EMAIL_ADDRESS: { Email: 'no address' },
      STRING_TOO_LONG: { FirstName: 'a'.repeat(41) },
      MALFORMED_ID: { OwnerId: 'Ada' },
    };
    for (const [code, values] of Object.entries(mistakes)) {
      expect(await call('POST', leads, { ...lead, ...values })).toMatchObject(error(400, code));
    }
    expect(salesforce.data.objects.Lead!.records.size).toBe(0);
  });

  it('are refused as duplicates where the organisation has a rule, unless let pass', async () => {
    salesforce.data.duplicateRules.add('Lead');
    await call('POST', leads, lead);
    expect(await call('POST', leads, lead)).toMatchObject(error(400, 'DUPLICATES_DETECTED'));
    const forced = await fetch(`${salesforce.url}${leads}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens.access_token}`,
        'content-type': 'application/json',
        'sforce-duplicate-rule-header': 'allowSave=true',
      },
      body: JSON.stringify(lead),
    });
    expect(forced.status).toBe(201);
  });
});

describe('SOQL', () => {
  it('finds by several conditions, with quotes escaped, in order and up to a limit', async () => {
    await call('POST', leads, { ...lead, LastName: "O'Hara", Title: 'a' });
    await call('POST', leads, { ...lead, LastName: "O'Hara", Title: 'b' });
    await call('POST', leads, { ...lead, LastName: 'Byron', Title: 'c' });
    const found = await query(
      "SELECT Id, Title FROM Lead WHERE LastName = 'O\\'Hara' AND Email = 'ADA@acme.example' ORDER BY Title DESC LIMIT 1",
    );
    expect(found.body).toMatchObject({
      totalSize: 1,
      done: true,
      records: [{ attributes: { type: 'Lead' }, Title: 'b' }],
    });
    const like = await query(
      "SELECT Title FROM Lead WHERE Title IN ('a','c') AND LastName LIKE 'b%'",
    );
    expect(like.body.records).toMatchObject([{ Title: 'c' }]);
    const owner = await query('SELECT Id, Name FROM User WHERE IsActive = true');
    expect(owner.body.records).toMatchObject([{ Name: 'Ada Byron' }]);
  });

  it('goes on in a next page', async () => {
    salesforce.data.batchSize = 1;
    for (const Title of ['a', 'b']) await call('POST', leads, { ...lead, Title });
    const first = await query('SELECT Title FROM Lead');
    expect(first.body).toMatchObject({ done: false, totalSize: 2, records: [{ Title: 'a' }] });
    const last = await call('GET', first.body.nextRecordsUrl);
    expect(last.body).toMatchObject({ done: true, totalSize: 2, records: [{ Title: 'b' }] });
  });

  it('refuses what is no query, and what the object does not have', async () => {
    expect(await query("SELECT Id FROM Lead WHERE Name = 'O'Hara'")).toMatchObject(
      error(400, 'MALFORMED_QUERY'),
    );
    expect(await query('SELECT Shoe__c FROM Lead')).toMatchObject(error(400, 'INVALID_FIELD'));
    expect(await query('SELECT Id FROM Nothing')).toMatchObject(error(400, 'INVALID_TYPE'));
  });
});
