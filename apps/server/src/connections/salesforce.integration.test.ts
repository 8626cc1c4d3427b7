import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { graphOf } from '../automation/testing/graph.ts';
import { openWorkspace, pathOf, type Workspace } from '../automation/testing/workspace.ts';
import { type SalesforceStandIn, startSalesforce } from '../testing/providers/salesforce.ts';
import { askForReply, startTestServer, type TestServer } from '../testing/testServer.ts';
import { browserOf, environmentOf } from './testing/connecting.ts';
import { describeProvider } from './testing/contract.ts';

/** An organisation whose administrator gave leads an external id. */
async function startOrganisation(): Promise<SalesforceStandIn> {
  const salesforce = await startSalesforce();
  const forget = salesforce.clear;
  const prepare = () => salesforce.data.addExternalId('Lead', 'EchoAI_Id__c');
  prepare();
  return Object.assign(salesforce, {
    clear() {
      forget();
      prepare();
    },
  });
}

const recordsOf = ({ data }: SalesforceStandIn, object: string) => [
  ...data.objects[object]!.records.values(),
];

const fieldsOf = (values: Record<string, string>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

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

describe('Salesforce in automations', () => {
  let salesforce: SalesforceStandIn;
  let server: TestServer;
  let workspace: Workspace;
  let browser: ReturnType<typeof browserOf>;
  let connectionId: string;

  beforeAll(async () => {
    salesforce = await startOrganisation();
    server = await startTestServer({ environment: environmentOf('salesforce', salesforce) });
  });
  afterAll(async () => {
    await server.close();
    await salesforce.close();
  });
  beforeEach(async () => {
    workspace = await openWorkspace(server);
    browser = browserOf(server, workspace);
    connectionId = await browser.connected('salesforce');
  });
  afterEach(() => {
    salesforce.account.instanceUrl = null;
    salesforce.clear();
  });

  type Node = { kind: string } & Record<string, unknown>;
  const activate = (node: Node) =>
    workspace.activate(
      graphOf(
        {
          begin: { kind: 'manual' },
          act: { connectionId, retry: { delaySeconds: 0.1 }, ...node },
        },
        ['begin>act'],
      ),
    );
  /** Runs a workflow of one node. @returns the execution, and the node's step */
  async function run(node: Node, input: Record<string, unknown> = {}, sessionId?: string) {
    const id = await workspace.run(await activate(node), input, sessionId);
    const execution = await workspace.until(id);
    return { ...execution, step: execution.steps.find(({ nodeId }) => nodeId === 'act')! };
  }
  const readConnection = () => workspace.client.connections.get({ params: { connectionId } });
  const asked = (pattern: RegExp) =>
    salesforce.recorded.filter(({ method, path }) => pattern.test(`${method} ${path}`));
  const options = async (list: string, query: { search?: string; of?: object } = {}) => {
    const { search = '', of = {} } = query;
    const params = { connectionId, list };
    const found = await workspace.client.connections.options({
      params,
      query: { search, of: JSON.stringify(of) },
    });
    return found.items;
  };

  const lead = { LastName: 'Byron', Company: 'Acme' };
  const newLead = (values: Record<string, string> = {}): Node => ({
    kind: 'salesforce_upsert_record',
    object: 'Lead',
    target: 'new',
    fields: fieldsOf({ ...lead, ...values }),
  });
  const upsertLead = (externalIdValue: string, values: Record<string, string> = lead): Node => ({
    kind: 'salesforce_upsert_record',
    object: 'Lead',
    externalIdField: 'EchoAI_Id__c',
    externalIdValue,
    fields: fieldsOf(values),
  });

  describe('connecting', () => {
    it('names the organisation, or gives its id where the user may not see its name', async () => {
      expect(await readConnection()).toMatchObject({
        accountId: '00D5g00000ACMEoEAP',
        accountName: 'Acme',
      });
      salesforce.data.objects.Organization!.fields.pop();
      delete salesforce.data.objects.Organization;
      const other = await openWorkspace(server);
      const id = await browserOf(server, other).connected('salesforce');
      const found = await other.client.connections.get({ params: { connectionId: id } });
      expect(found.accountName).toBe('00D5g00000ACMEoEAP');
    });

    it('is refused where the organisation is said to be at a foreign host, which gets no token', async () => {
      salesforce.recorded.length = 0;
      for (const url of [
        'https://evil.example',
        'https://salesforce.com.evil.example',
        'nothing',
      ]) {
        salesforce.account.instanceUrl = url;
        const other = await openWorkspace(server);
        expect(await browserOf(server, other).connect('salesforce')).toMatchObject({
          error: expect.stringContaining(`named ${url} as its address, which is none of its own`),
        });
        expect((await other.client.connections.list({ query: {} })).items).toEqual([]);
      }
      expect(asked(/services\/data/)).toEqual([]);
    });

    it('says so where the API is switched off', async () => {
      salesforce.fault({ match: /query$/, answer: refusal(403, 'API_DISABLED_FOR_ORG', 'Off.') });
      const other = await openWorkspace(server);
      expect(await browserOf(server, other).connect('salesforce')).toMatchObject({
        error: expect.stringContaining('API is switched off'),
      });
    });
  });

  const refusal = (status: number, errorCode: string, message: string) => ({
    status,
    body: JSON.stringify([{ errorCode, message }]),
  });

  describe('creating and updating', () => {
    it('by an external id makes one record, and changes it from then on', async () => {
      const first = await run(upsertLead('{{ event.input.id }}'), { id: " o'brien/1%2F.. " });
      const [record] = recordsOf(salesforce, 'Lead');
      expect(record).toMatchObject({ ...lead, EchoAI_Id__c: "o'brien/1%2F.." });
      expect(first.step.output).toEqual({
        id: record!.Id,
        isNew: true,
        url: `${salesforce.url}/${record!.Id}`,
      });
      const again = await run(upsertLead("o'brien/1%2F..", { Title: 'Countess', Company: '' }));
      expect(again.step.output).toMatchObject({ id: record!.Id, isNew: false });
      expect(recordsOf(salesforce, 'Lead')).toMatchObject([{ ...lead, Title: 'Countess' }]);
    });

    it('leaves the external id out of the body, where Salesforce refuses it', async () => {
      await run(upsertLead('1', { ...lead, EchoAI_Id__c: '2' }));
      expect(recordsOf(salesforce, 'Lead')).toMatchObject([{ EchoAI_Id__c: '1' }]);
      expect(asked(/^PATCH/)[0]!.body).not.toContain('EchoAI_Id__c');
    });

    it.each(['..', '.', ' '])(
      'with the external id “%s” is refused and not sent',
      async (value) => {
        const { status, error } = await run(upsertLead('{{ event.input.value }}'), { value });
        expect(status).toBe('failed');
        expect(error?.message).toMatch(/cannot be looked up|is empty/);
        expect(asked(/^PATCH/)).toEqual([]);
      },
    );

    it('is refused in a sentence where several records have the external id', async () => {
      salesforce.data.addExternalId('Lead', 'Legacy__c', { unique: false });
      for (const _ of [1, 2]) await run(newLead({ Legacy__c: '7' }));
      const several = await run({ ...upsertLead('7'), externalIdField: 'Legacy__c' });
      expect(several.error?.message).toBe(
        'Salesforce has 2 records of Lead whose Legacy__c is “7”, and changed none of them. Merge them there, and mark the field as unique.',
      );
      expect(several.step.attempts).toBe(1);
    });

    it('by its own id changes that record, and refuses what is no id', async () => {
      const { step } = await run(newLead());
      const update = { ...newLead({ Title: 'Countess' }), target: 'id' };
      const { id } = step.output as { id: string };
      const changed = await run({ ...update, recordId: '{{ event.input.id }}' }, { id });
      expect(changed.step.output).toMatchObject({ id, isNew: false });
      expect(recordsOf(salesforce, 'Lead')).toMatchObject([{ Title: 'Countess' }]);
      const wrong = await run({ ...update, recordId: '{{ event.input.id }}' }, { id: '../User/1' });
      expect(wrong.error?.message).toContain('“../User/1” is no id of a record');
    });

    it('without an external id is held for the team when nobody knows whether it was done', async () => {
      salesforce.fault({ match: /^POST/, answer: 'drop-after' });
      const { status, guarantee } = (await run(newLead())) as {
        status: string;
        guarantee?: string;
      };
      expect({ status, guarantee }).toMatchObject({ status: 'held' });
      expect(recordsOf(salesforce, 'Lead')).toHaveLength(1);
    });

    it('without an external id is sent again after the session ended, since it was not let in', async () => {
      salesforce.oauth.expireAccessTokens();
      expect((await run(newLead())).status).toBe('completed');
      expect(asked(/^POST .*\/Lead$/)).toHaveLength(2);
      expect(salesforce.oauth.refreshes).toBe(1);
      expect(recordsOf(salesforce, 'Lead')).toHaveLength(1);
    });

    it.each([
      ['a field that is missing', {}, /^Salesforce refused it: Required fields are missing/],
      ['no right', refusal(403, 'INSUFFICIENT_ACCESS', 'No.'), /has not the right to do this: No/],
    ])('is refused with what Salesforce says: %s', async (_, fault, message) => {
      if ('status' in fault) salesforce.fault({ match: /^POST/, answer: fault });
      const { error, step } = await run({ ...newLead(), fields: fieldsOf({ FirstName: 'Ada' }) });
      expect(error?.message).toMatch(message);
      expect(step.attempts).toBe(1);
      expect(await readConnection()).toMatchObject({ status: 'healthy' });
    });

    it('is refused by duplicate rules in words, and tried again while a record is locked', async () => {
      salesforce.data.duplicateRules.add('Lead');
      const ada = newLead({ Email: 'ada@acme.example' });
      salesforce.fault({ match: /^POST/, answer: refusal(400, 'UNABLE_TO_LOCK_ROW', 'Locked.') });
      const locked = await run(ada);
      expect(locked).toMatchObject({ status: 'completed', step: { attempts: 2 } });
      expect((await run(ada)).error?.message).toContain('duplicate rules forbid another');
    });

    it('links a lead to the visitor, and a case not', async () => {
      const { sessionId } = await askForReply(server, { key: workspace.key, message: 'Hello' });
      const { step } = await run(newLead(), {}, sessionId);
      const newCase = { ...newLead(), object: 'Case', fields: fieldsOf({ Subject: 'Broken' }) };
      expect((await run(newCase, {}, sessionId)).status).toBe('completed');
      const { id, url } = step.output as { id: string; url: string };
      const { rows } = await server.database.asPlatform((tx) =>
        tx.execute(
          `select record_type, record_id, url from contact_links where connection_id = '${connectionId}'`,
        ),
      );
      expect(rows).toEqual([{ record_type: 'lead', record_id: id, url }]);
    });
  });

  describe('finding', () => {
    const find = (more: Record<string, unknown> = {}): Node => ({
      kind: 'salesforce_find_record',
      object: 'Lead',
      field: 'LastName',
      value: '{{ event.input.value }}',
      fields: ['Company', 'Title'],
      ...more,
    });

    it('gives the record that was changed last, with the fields that were asked for', async () => {
      await run(newLead({ Title: 'a' }));
      const { step } = await run(newLead({ Title: 'b', FirstName: 'Ada' }));
      const { id } = step.output as { id: string };
      const found = await run(find(), { value: ' byron ' });
      expect(pathOf(found)).toEqual(['begin.next', 'act.found']);
      expect(found.step.output).toEqual({
        id,
        name: 'Ada Byron',
        url: `${salesforce.url}/${id}`,
        fields: { Company: 'Acme', Title: 'b' },
      });
    });

    it('leaves by “not there” where there is none, and asks for no empty value', async () => {
      await run(newLead());
      const email = { field: 'Email', fields: [] };
      const absent = await run(find(email), { value: 'ada@acme.example' });
      expect(pathOf(absent)).toEqual(['begin.next', 'act.absent']);
      const before = asked(/query$/).length;
      expect(pathOf(await run(find(email), { value: '  ' }))).toContain('act.absent');
      expect(asked(/query$/)).toHaveLength(before);
    });

    it.each([["O'Hara"], ["' OR LastName != '"], ["\\' OR LastName != '"], ['a\\'], ['say "yes"']])(
      'looks for %s as it is, and changes no query',
      async (value) => {
        await run(newLead());
        expect(pathOf(await run(find(), { value }))).toContain('act.absent');
        await run(
          { ...newLead(), fields: fieldsOf({ ...lead, LastName: '{{ event.input.name }}' }) },
          { name: value },
        );
        const { step } = await run(find(), { value });
        expect(step).toMatchObject({ outcome: 'found', output: { name: value.trim() } });
      },
    );

    it('names a case by its number', async () => {
      const fields = fieldsOf({ Subject: 'Broken' });
      await run({ ...newLead(), object: 'Case', fields });
      const [record] = recordsOf(salesforce, 'Case');
      const found = await run(find({ object: 'Case', field: 'CaseNumber', fields: ['Subject'] }), {
        value: String(record!.CaseNumber),
      });
      expect(found.step.output).toMatchObject({
        name: record!.CaseNumber,
        fields: { Subject: 'Broken' },
      });
    });

    it('is refused for a field that is none', async () => {
      const { error } = await run(find({ field: "Name = '' OR Name" }), { value: 'x' });
      expect(error?.message).toContain('is no name of an object or a field');
      expect(asked(/query$/)).toHaveLength(1); // of connecting
    });
  });

  describe('a task', () => {
    const task = (more: Record<string, unknown> = {}): Node => ({
      kind: 'salesforce_add_task',
      subject: 'Call back: {{ event.input.text }}',
      description: 'Wrote: {{ event.input.text }}',
      dueInDays: 2,
      ...more,
    });

    it('is added with its due day, its owner, and to a person or a thing', async () => {
      const text = 'It’s broken';
      const owner = '0055g00000ADAbyAAF';
      const { step } = await run(newLead());
      const { id } = step.output as { id: string };
      const added = await run(task({ recordId: id, owner }), { text });
      const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
      const [record] = recordsOf(salesforce, 'Task');
      expect(record).toMatchObject({
        Subject: `Call back: ${text}`,
        Description: `Wrote: ${text}`,
        ActivityDate: day,
        WhoId: id,
        OwnerId: owner,
      });
      expect(added.step.output).toEqual({
        taskId: record!.Id,
        url: `${salesforce.url}/${record!.Id}`,
      });
      await run(task({ recordId: '5005g0000000001AAA' }), { text });
      expect(recordsOf(salesforce, 'Task')[1]).toMatchObject({ WhatId: '5005g0000000001AAA' });
    });

    it('with a text that is too long for Salesforce is cut, not lost', async () => {
      expect((await run(task(), { text: 'long '.repeat(100) })).status).toBe('completed');
      expect(recordsOf(salesforce, 'Task')[0]!.Subject).toHaveLength(255);
    });

    it('is held for the team when nobody knows whether it was added', async () => {
      salesforce.fault({ match: /^POST/, answer: 'drop-after' });
      expect((await run(task(), { text: 'a' })).status).toBe('held');
      expect(recordsOf(salesforce, 'Task')).toHaveLength(1);
    });
  });

  describe('requests of the day that are used up', () => {
    it('hold the execution for an hour and lose no attempt', async () => {
      salesforce.data.apiUsage.max = salesforce.data.apiUsage.used;
      const id = await workspace.run(await activate(upsertLead('1')));
      const held = await workspace.until(id, ['waiting', 'failed']);
      const step = held.steps.find(({ nodeId }) => nodeId === 'act')!;
      expect(step).toMatchObject({ waitsFor: 'connection', attempts: 0 });
      const waitsMs = Date.parse(step.waitsUntil!) - Date.now();
      expect(waitsMs).toBeGreaterThan(3_500_000);
      expect(waitsMs).toBeLessThanOrEqual(3_600_000);
      expect(await readConnection()).toMatchObject({
        status: 'rate-limited',
        statusReason: expect.stringContaining('24 hours are used up'),
      });
      expect(recordsOf(salesforce, 'Lead')).toEqual([]);
    });
  });

  describe('the pickers', () => {
    const of = { object: 'Lead' };

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
      salesforce.data.addExternalId('Lead', 'Legacy__c', { unique: false });
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
      const users = salesforce.data.objects.User!.records;
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
      salesforce.data.batchSize = 1;
      const page = (cursor?: string) =>
        workspace.client.connections.options({
          params: { connectionId, list: 'owners' },
          query: { search: '', ...(cursor && { cursor }) },
        });
      const first = await page();
      expect(first.items.map(({ label }) => label)).toEqual(['Ada Byron']);
      expect(await page(first.nextCursor!)).toEqual({ items: [mia], nextCursor: null });
    });
  });
});
