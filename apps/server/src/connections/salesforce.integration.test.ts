import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../automation/testing/workspace.ts';
import type { SalesforceStandIn } from '../testing/providers/salesforce.ts';
import {
  connectSalesforce,
  fieldsOf,
  recordsOf,
  refusal,
  startOrganisation,
  upsertLead,
} from './testing/atSalesforce.ts';
import { browserOf } from './testing/connecting.ts';
import { describeProvider } from './testing/contract.ts';

describe('Salesforce', () => {
  describeProvider({
    id: 'salesforce',
    start: startOrganisation,
    write: (mark) => ({
      kind: 'salesforce_upsert_record',
      object: 'Lead',
      externalIdField: 'EchoAI_Id__c',
      externalIdValue: mark,
      fields: fieldsOf({ LastName: 'Byron', Company: 'Acme' }),
    }),
    count: (standIn, mark) =>
      recordsOf(standIn as SalesforceStandIn, 'Lead').filter(({ EchoAI_Id__c: id }) => id === mark)
        .length,
    writes: /^PATCH \/services\/data\/v68\.0\/sobjects\/Lead\/EchoAI_Id__c\//,
    repeats: true,
    rotates: true,
  });
});

describe('A connection with Salesforce', () => {
  const at = connectSalesforce();

  describe('connecting', () => {
    it('names the organisation, or gives its id where the user may not see its name', async () => {
      expect(await at.readConnection()).toMatchObject({
        accountId: '00D5g00000ACMEoEAP',
        accountName: 'Acme',
      });
      delete at.salesforce.data.objects.Organization;
      const other = await openWorkspace(at.server);
      const id = await browserOf(at.server, other).connected('salesforce');
      const found = await other.client.connections.get({ params: { connectionId: id } });
      expect(found.accountName).toBe('00D5g00000ACMEoEAP');
    });

    it('is refused where the organisation is said to be at a foreign host, which gets no token', async () => {
      for (const url of [
        'https://evil.example',
        'https://salesforce.com.evil.example',
        'nothing',
      ]) {
        at.salesforce.account.instanceUrl = url;
        const other = await openWorkspace(at.server);
        expect(await browserOf(at.server, other).connect('salesforce')).toMatchObject({
          error: expect.stringContaining(`named ${url} as its address, which is none of its own`),
        });
        expect((await other.client.connections.list({ query: {} })).items).toEqual([]);
      }
      expect(at.asked(/services\/data/)).toEqual([]);
    });

    it('says so where the API is switched off', async () => {
      at.salesforce.fault({
        match: /query$/,
        answer: refusal(403, 'API_DISABLED_FOR_ORG', 'Off.'),
      });
      const other = await openWorkspace(at.server);
      expect(await browserOf(at.server, other).connect('salesforce')).toMatchObject({
        error: expect.stringContaining('API is switched off'),
      });
    });
  });

  it.each([
    ['for 24 hours are used up', 'TotalRequests Limit exceeded.', 3_600_000],
    ['at once', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.', 30_000],
  ])('holds what it takes no more requests for: %s', async (why, said, forMs) => {
    at.salesforce.fault({ match: /^PATCH/, answer: refusal(403, 'REQUEST_LIMIT_EXCEEDED', said) });
    const id = await at.workspace.run(await at.activate(upsertLead('1')));
    const held = await at.workspace.until(id, ['waiting', 'failed']);
    const step = held.steps.find(({ nodeId }) => nodeId === 'act')!;
    expect(step).toMatchObject({ waitsFor: 'connection', attempts: 0 });
    const waitsMs = Date.parse(step.waitsUntil!) - Date.now();
    expect(waitsMs).toBeGreaterThan(forMs - 15_000);
    expect(waitsMs).toBeLessThanOrEqual(forMs);
    expect(await at.readConnection()).toMatchObject({
      status: 'rate-limited',
      statusReason: expect.stringContaining(why),
    });
    expect(recordsOf(at.salesforce, 'Lead')).toEqual([]);
  });

  it('takes no more requests when those of the day are used up', async () => {
    at.salesforce.data.apiUsage.max = at.salesforce.data.apiUsage.used;
    await at.workspace.client.connections.check({ params: { connectionId: at.connectionId } });
    expect(await at.readConnection()).toMatchObject({ status: 'rate-limited' });
  });

  describe('the pickers', () => {
    const of = { object: 'Lead' };
    const options = async (list: string, query: { search?: string; of?: object } = {}) => {
      const { search = '', of = {} } = query;
      const { items } = await at.workspace.client.connections.options({
        params: { connectionId: at.connectionId, list },
        query: { search, of: JSON.stringify(of) },
      });
      return items;
    };

    it('list fields by what they are for, and find them by label and name', async () => {
      const names = async (list: string, search = '') =>
        (await options(list, { search, of })).map(({ value }) => value);
      expect(await names('fields')).toEqual(
        expect.arrayContaining(['LastName', 'Company', 'Status', 'OwnerId', 'EchoAI_Id__c']),
      );
      expect(await names('fields')).not.toContain('CreatedDate');
      expect(await names('fields', 'lead sou')).toEqual(['LeadSource']);
      expect(await names('readable-fields')).toContain('CreatedDate');
      const searchable = await names('searchable-fields');
      expect(searchable).toEqual(expect.arrayContaining(['Id', 'Email', 'Status']));
      for (const name of ['Description', 'CreatedDate']) expect(searchable).not.toContain(name);
      const [needed] = await options('fields', { search: 'LastName', of });
      expect(needed!.description).toBe('LastName, needed for a new one');
    });

    it('offer as external ids only such as are unique', async () => {
      at.salesforce.data.addExternalId('Lead', 'Legacy__c', { unique: false });
      expect(await options('external-ids', { of })).toEqual([
        { value: 'EchoAI_Id__c', label: 'EchoAI_Id', description: 'EchoAI_Id__c' },
      ]);
      expect(await options('external-ids', { of: { object: 'Contact' } })).toEqual([]);
    });

    it('are refused for an object that is no name', async () => {
      await expect(options('fields', { of: { object: '../../x' } })).rejects.toMatchObject({
        problem: { code: 'provider-refused' },
      });
    });

    it('list active users as owners, by a part of the name and page by page', async () => {
      const users = at.salesforce.data.objects.User!.records;
      const user = { Email: 'x@acme.example', IsActive: true, UserType: 'Standard' };
      users.set('0055g00000OHARAAAA', {
        ...user,
        Id: '0055g00000OHARAAAA',
        Name: "Mia O'Hara",
        Username: 'mia@acme.example',
      });
      users.set('0055g00000GONEBAAA', {
        ...user,
        Id: '0055g00000GONEBAAA',
        Name: 'Gone',
        Username: 'gone@acme.example',
        IsActive: false,
      });
      const mia = {
        value: '0055g00000OHARAAAA',
        label: "Mia O'Hara",
        description: 'mia@acme.example',
      };
      expect(await options('owners', { search: "o'h" })).toEqual([mia]);
      for (const search of ['%', '_', 'M_a'])
        expect(await options('owners', { search })).toEqual([]);
      at.salesforce.data.batchSize = 1;
      const page = (cursor?: string) =>
        at.workspace.client.connections.options({
          params: { connectionId: at.connectionId, list: 'owners' },
          query: { search: '', ...(cursor && { cursor }) },
        });
      const first = await page();
      expect(first.items.map(({ label }) => label)).toEqual(['Ada Byron']);
      expect(await page(first.nextCursor!)).toEqual({ items: [mia], nextCursor: null });
    });
  });
});
