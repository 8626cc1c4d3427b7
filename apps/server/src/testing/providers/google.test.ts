import { createPublicKey, type JsonWebKeyInput, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GoogleStandIn, startGoogle } from './google.ts';
import { consent } from './standIn.ts';
import { clientOf, googleProtocol } from './testClient.ts';

let google: GoogleStandIn;
let client: ReturnType<typeof clientOf>;
let tokens: Record<string, string>;
let call: ReturnType<typeof client.call>;

beforeAll(async () => {
  google = await startGoogle();
  client = clientOf(google, googleProtocol);
});
beforeEach(async () => {
  google.clear();
  tokens = await client.connect();
  call = client.call(tokens.access_token!);
});
afterAll(() => google.close());

const auth = 'https://www.googleapis.com/auth/';
const header = ['email', 'name', 'id'];
const values = (id: string, range: string) =>
  `/v4/spreadsheets/${id}/values/${encodeURIComponent(range)}`;
const error = (code: number, status: string) => ({
  status: code,
  body: { error: { code, status } },
});

describe('OAuth of Google', () => {
  it('gives a refresh token for offline access only, and again only with consent', async () => {
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    expect(tokens.scope).toContain(`${auth}userinfo.email`);
    expect(tokens.refresh_token).toMatch(/^1\/\//);
    expect(await client.connect({ prompt: 'select_account' })).not.toHaveProperty('refresh_token');
    expect(await client.connect({ access_type: 'online' })).not.toHaveProperty('refresh_token');
    const refreshed = await client.refresh(tokens.refresh_token!);
    expect(refreshed.body).not.toHaveProperty('refresh_token');
  });

  it('shows no page to who does not ask for a code', async () => {
    await expect(consent(client.authorizeUrl({ response_type: '' }))).rejects.toThrow(
      'response_type',
    );
    await expect(consent(client.authorizeUrl({ response_type: 'token' }))).rejects.toThrow(
      'unsupported_response_type',
    );
  });

  it('signs who it is in an id token', async () => {
    const [head, claims, signature] = tokens.id_token!.split('.');
    const { body } = await call('GET', '/oauth2/v3/certs');
    const key = createPublicKey({ key: body.keys[0], format: 'jwk' } as JsonWebKeyInput);
    const signed = Buffer.from(`${head}.${claims}`);
    expect(verify('sha256', signed, key, Buffer.from(signature!, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toMatchObject({
      iss: 'https://accounts.google.com',
      aud: google.app.clientId,
      sub: google.account.id,
    });
  });

  it('revokes the whole grant by either token, once', async () => {
    const revoke = () => client.post('/revoke', { token: tokens.refresh_token! });
    expect((await revoke()).status).toBe(200);
    expect(await revoke()).toMatchObject({ status: 400, body: { error: 'invalid_token' } });
    expect(await call('GET', '/oauth2/v3/userinfo')).toMatchObject(error(401, 'UNAUTHENTICATED'));
  });

  it('grants no scope that the person unticked', async () => {
    google.data.unticked.add(`${auth}spreadsheets`);
    const { access_token, scope } = await client.connect();
    expect(scope).not.toContain('spreadsheets');
    const { id } = google.data.add('Leads');
    const answer = await client.call(access_token)('GET', `/v4/spreadsheets/${id}`);
    expect(answer).toMatchObject(error(403, 'PERMISSION_DENIED'));
    expect(answer.body.error.details[0].reason).toBe('ACCESS_TOKEN_SCOPE_INSUFFICIENT');
  });
});

describe('the file list of Drive', () => {
  const list = (q: string, more = '') =>
    call('GET', `/drive/v3/files?q=${encodeURIComponent(q)}${more}`);
  const spreadsheets = "mimeType='application/vnd.google-apps.spreadsheet' and trashed = false";

  it('finds spreadsheets by the beginning of a word, in pages', async () => {
    const leads = google.data.add('Big leads');
    google.data.add("Ada's leads");
    google.data.add('Old leads', [], { trashed: true });
    google.data.add('Misleads');
    const first = await list(`${spreadsheets} and name contains 'lead'`, '&pageSize=1');
    expect(first.body.files).toEqual([
      {
        kind: 'drive#file',
        id: leads.id,
        name: 'Big leads',
        mimeType: 'application/vnd.google-apps.spreadsheet',
      },
    ]);
    const page = `&pageToken=${first.body.nextPageToken}&fields=nextPageToken,files(name)`;
    const last = await list(`${spreadsheets} and name contains 'lead'`, page);
    expect(last.body).toEqual({ files: [{ name: "Ada's leads" }] });
    const quoted = await list("name = 'Ada\\'s leads'");
    expect(quoted.body.files).toHaveLength(1);
    expect(await list("name is 'x'")).toMatchObject(error(400, 'INVALID_ARGUMENT'));
  });

  it('comes with who asks, once the fields are named', async () => {
    const { body } = await call('GET', '/drive/v3/about?fields=user');
    expect(body).toMatchObject({
      user: { permissionId: google.account.id, emailAddress: google.account.email },
    });
    expect(await call('GET', '/drive/v3/about')).toMatchObject(error(400, 'INVALID_ARGUMENT'));
  });

  it('is not opened by the scope of Sheets, and by drive.file for the app’s own files', async () => {
    const { id } = google.data.add('Leads');
    const sheets = await client.connect({ scope: `${auth}spreadsheets` });
    const refused = await client.call(sheets.access_token)('GET', '/drive/v3/files');
    expect(refused).toMatchObject(error(403, 'PERMISSION_DENIED'));
    const own = await client.connect({ scope: `${auth}drive.file` });
    const files = client.call(own.access_token);
    expect((await files('GET', '/drive/v3/files')).body.files).toEqual([]);
    expect(await files('GET', `/v4/spreadsheets/${id}`)).toMatchObject(error(404, 'NOT_FOUND'));
    const made = await files('POST', '/v4/spreadsheets', { properties: { title: 'Mine' } });
    const seen = (await files('GET', '/drive/v3/files')).body.files;
    expect(seen).toMatchObject([{ id: made.body.spreadsheetId, name: 'Mine' }]);
  });
});

describe('spreadsheets', () => {
  it('show their sheets, as far as asked, and take new ones under a new name', async () => {
    const { id } = google.data.add('Leads');
    const add = { requests: [{ addSheet: { properties: { title: "Ada's" } } }] };
    const added = await call('POST', `/v4/spreadsheets/${id}:batchUpdate`, add);
    expect(added.body.replies).toMatchObject([{ addSheet: { properties: { title: "Ada's" } } }]);
    const again = await call('POST', `/v4/spreadsheets/${id}:batchUpdate`, add);
    expect(again).toMatchObject(error(400, 'INVALID_ARGUMENT'));
    const fields = 'spreadsheetId,sheets.properties(sheetId,title)';
    expect((await call('GET', `/v4/spreadsheets/${id}?fields=${fields}`)).body).toEqual({
      spreadsheetId: id,
      sheets: [
        { properties: { sheetId: 0, title: 'Sheet1' } },
        { properties: { sheetId: 1, title: "Ada's" } },
      ],
    });
    const written = await call('PUT', `${values(id, "'Ada''s'!B2")}?valueInputOption=RAW`, {
      values: [['x', 'y']],
    });
    expect(written.body.updatedRange).toBe("'Ada''s'!B2:C2");
    expect(google.data.spreadsheets.get(id)!.sheets[1]!.values).toEqual([[], ['', 'x', 'y']]);
  });

  it('take rows after the last one', async () => {
    const { id, sheets } = google.data.add('Leads', [header, ['a@x.example', 'A', '1']]);
    const path = `${values(id, 'Sheet1!A1:C1')}:append?valueInputOption=RAW`;
    const { body } = await call('POST', path, { values: [['b@x.example', '=1+1', 2]] });
    expect(body).toMatchObject({
      tableRange: 'Sheet1!A1:C2',
      updates: { updatedRange: 'Sheet1!A3:C3', updatedRows: 1, updatedCells: 3 },
    });
    expect(sheets[0]!.values[2]).toEqual(['b@x.example', '=1+1', 2]);
    const entered = path.replace('RAW', 'USER_ENTERED');
    await call('POST', entered, { values: [['7', '=1+1', 'TRUE']] });
    expect(sheets[0]!.values[3]).toEqual([7, { formula: '=1+1' }, true]);
    const without = await call('POST', path.split('?')[0]!, { values: [['x']] });
    expect(without).toMatchObject(error(400, 'INVALID_ARGUMENT'));
  });

  it('are read by range, without what is empty at the end', async () => {
    const { id } = google.data.add('Leads', [header, ['a', '', ''], ['b', 'B', 3]]);
    const read = async (range: string, more = '') =>
      (await call('GET', `${values(id, range)}${more}`)).body;
    expect(await read('Sheet1!A1:Z2')).toMatchObject({ values: [header, ['a']] });
    expect(await read('A:A')).toMatchObject({
      range: 'Sheet1!A1:A1000',
      values: [['email'], ['a'], ['b']],
    });
    expect(await read('Sheet1!2:3')).toMatchObject({ values: [['a'], ['b', 'B', '3']] });
    const raw = '?valueRenderOption=UNFORMATTED_VALUE&majorDimension=COLUMNS';
    expect(await read('Sheet1!C2:C', raw)).toMatchObject({ values: [['', 3]] });
    expect(await read('Sheet1!D1:D9')).not.toHaveProperty('values');
    expect(await read('Sheet1!1001:1005')).toMatchObject({
      error: { code: 400, message: expect.stringContaining('exceeds grid limits. Max rows: 1000') },
    });
    expect((await read('Sheet1')).range).toBe('Sheet1!A1:Z1000');
    expect((await read('Sheet2!A1')).error.message).toBe('Unable to parse range: Sheet2!A1');
    const both = await call('GET', `/v4/spreadsheets/${id}/values:batchGet?ranges=A1&ranges=B3`);
    expect(both.body.valueRanges).toMatchObject([{ values: [['email']] }, { values: [['B']] }]);
  });

  it('are changed cell by cell, all or nothing', async () => {
    const { id, sheets } = google.data.add('Leads', [header, ['a', 'A', '1']]);
    const path = `/v4/spreadsheets/${id}/values:batchUpdate`;
    const data = [
      { range: 'Sheet1!B2:C2', values: [[null, '9']] },
      { range: 'Sheet1!D1', values: [['new']] },
    ];
    const changed = await call('POST', path, { valueInputOption: 'RAW', data });
    expect(changed.body).toMatchObject({ totalUpdatedCells: 2, totalUpdatedSheets: 1 });
    expect(sheets[0]!.values).toEqual([
      [...header, 'new'],
      ['a', 'A', '9'],
    ]);
    const beyond = [...data, { range: 'Sheet1!AB1', values: [['x']] }];
    data[1]!.values = [['other']];
    const refused = await call('POST', path, { valueInputOption: 'RAW', data: beyond });
    expect(refused).toMatchObject(error(400, 'INVALID_ARGUMENT'));
    expect(sheets[0]!.values[0]).toEqual([...header, 'new']);
  });

  it('refuse to be written by who may only read, and more often than a limit', async () => {
    const { id } = google.data.add('Leads', [], { readOnly: true });
    const write = () =>
      call('PUT', `${values(id, 'A1')}?valueInputOption=RAW`, { values: [['x']] });
    expect(await write()).toMatchObject(error(403, 'PERMISSION_DENIED'));
    google.data.limits.write = { max: 1, intervalMilliseconds: 60_000 };
    await write();
    expect(await write()).toMatchObject(error(429, 'RESOURCE_EXHAUSTED'));
  });
});
