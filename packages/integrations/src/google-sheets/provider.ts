import type { ProviderClient } from '../client.ts';
import { matching } from '../matching.ts';
import type { Fault, ListOptions, Provider } from '../provider.ts';
import { isSame, lettersOf } from './columns.ts';
import { readHeader, readSheets } from './sheet.ts';

const drive = 'https://www.googleapis.com';

/**
 * Google Sheets by its API v4, and of Drive v3 who is connected and what spreadsheets are called.
 * Revoking takes back all that the account granted to the app, for each of its tokens.
 */
export const provider: Provider = {
  id: 'google-sheets',
  title: 'Google Sheets',
  icon: 'sheet',
  description: 'Write what conversations bring into the rows of a spreadsheet, and look rows up.',
  scopes: [
    {
      name: 'https://www.googleapis.com/auth/spreadsheets',
      why: 'read and write the rows of your spreadsheets',
    },
    {
      name: 'https://www.googleapis.com/auth/drive.metadata.readonly',
      why: 'offer your spreadsheets by name',
    },
  ],
  oauth: {
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revokeUrl: 'https://oauth2.googleapis.com/revoke',
    scopeSeparator: ' ',
    usesPkce: true,
    authorizeParameters: {
      // Without both, a second consent brings no refresh token.
      access_type: 'offline',
      prompt: 'consent',
      include_granted_scopes: 'false',
    },
    assumedSeconds: 3_600,
    tellsScopes: true,
  },
  apiUrl: 'https://sheets.googleapis.com',
  otherUrls: [drive],
  // Google allows a person so many reads and as many writes; ours count together.
  limit: { requests: 60, seconds: 60, burst: 15 },
  setUp: {
    url: 'https://console.cloud.google.com/',
    steps: [
      'Sign in to the Google Cloud console and create a project, or choose one of yours.',
      'Under **APIs & Services → Library**, enable the **Google Sheets API** and the **Google Drive API**. Of Drive, only the names of your spreadsheets are read.',
      'Set up the consent screen under **Google Auth Platform**. With Google Workspace, choose **Internal**. Otherwise choose **External** and add yourself as a test user.',
      'While an external app is in “Testing”, Google ends each consent after seven days, and you have to connect again. **Publish the app** when it works: Google then warns that it has not verified the app, which you can pass over for an app of your own.',
      'Under **Data access**, add these scopes: {scopes}',
      'Under **Clients**, create an OAuth client of the type **Web application** with this redirect URI: {redirectUri}',
      'Copy the **client ID** and the **client secret** from there into the form here.',
    ],
    hasSigningSecret: false,
  },
  async readAccount({ client }) {
    const { permissionId, emailAddress } = await readUser(client);
    return { id: permissionId ?? emailAddress, name: emailAddress };
  },
  async probe(client) {
    await readUser(client);
  },
  faultOf,
  options: {
    spreadsheets: listSpreadsheets,
    sheets: async (client, { search, of: { spreadsheet } }) => {
      const sheets = spreadsheet ? await readSheets(client, spreadsheet) : [];
      return matching(
        sheets.map(({ title }) => ({ value: title, label: title })),
        search,
      );
    },
    columns: listColumns,
    // The sought name first, if there is none of that name.
    'columns-or-new': async (client, query) => {
      const { items } = await listColumns(client, query);
      const name = query.search.trim();
      const isNew = name !== '' && !items.some(({ value }) => isSame(value, name));
      const added = { value: name, label: name, description: 'New column' };
      return { items: isNew ? [added, ...items] : items, nextCursor: null };
    },
  },
};

async function readUser(
  client: ProviderClient,
): Promise<{ permissionId?: string; emailAddress: string }> {
  const { body } = await client.request({
    method: 'GET',
    path: `${drive}/drive/v3/about`,
    query: { fields: 'user' },
  });
  return (body as { user: { permissionId?: string; emailAddress: string } }).user;
}

/** What was changed last comes first. Drive finds beginnings of words. */
async function listSpreadsheets(
  client: ProviderClient,
  { search, cursor }: Parameters<ListOptions>[1],
): ReturnType<ListOptions> {
  const name = search.trim().replaceAll(/[\\']/g, (sign) => `\\${sign}`);
  const terms = [
    "mimeType = 'application/vnd.google-apps.spreadsheet'",
    'trashed = false',
    ...(name ? [`name contains '${name}'`] : []),
  ];
  const { body } = await client.request({
    method: 'GET',
    path: `${drive}/drive/v3/files`,
    query: {
      q: terms.join(' and '),
      orderBy: 'modifiedTime desc',
      pageSize: 50,
      pageToken: cursor ?? undefined,
      fields: 'nextPageToken,files(id,name,modifiedTime)',
      // Those of shared drives as well.
      includeItemsFromAllDrives: 'true',
      supportsAllDrives: 'true',
    },
  });
  const { files = [], nextPageToken = null } = body as {
    files?: { id: string; name: string; modifiedTime: string }[];
    nextPageToken?: string;
  };
  const items = files.map(({ id, name, modifiedTime }) => ({
    value: id,
    label: name,
    description: `changed ${modifiedTime.slice(0, 10)}`,
  }));
  return { items, nextCursor: nextPageToken };
}

async function listColumns(
  client: ProviderClient,
  { search, of: { spreadsheet, sheet } }: Parameters<ListOptions>[1],
): ReturnType<ListOptions> {
  const header = spreadsheet && sheet ? await readHeader({ client, spreadsheet, sheet }) : [];
  const items = header.map((name, index) => ({
    value: name,
    label: name,
    description: `Column ${lettersOf(index)}`,
  }));
  return matching(
    items.filter(({ value }) => value !== ''),
    search,
  );
}

interface ErrorBody {
  error?: {
    message?: string;
    /** Of Sheets. */
    details?: { reason?: string }[];
    /** Of Drive. */
    errors?: { reason?: string }[];
  };
}

/** https://developers.google.com/workspace/sheets/api/troubleshoot-api-errors, and Drive’s own. */
function faultOf({ status, body }: { status: number; body: unknown }): Fault | undefined {
  const { message = '', details = [], errors = [] } = (body as ErrorBody | null)?.error ?? {};
  if (status === 400 && message.startsWith('Unable to parse range')) {
    const sentence = 'The spreadsheet has no sheet of this name any more';
    return { kind: 'refused', message: `${sentence}. (${message})` };
  }
  if (status !== 403 && status !== 404) return undefined;
  const reasons = [...details, ...errors].map(({ reason }) => reason);
  const has = (...some: string[]) => some.some((reason) => reasons.includes(reason));
  if (has('ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'insufficientPermissions')) {
    const sentence = 'A right that is needed was not given at Google';
    return { kind: 'needs-you', message: `${sentence}: ${message}` };
  }
  if (has('rateLimitExceeded', 'userRateLimitExceeded'))
    return { kind: 'rate-limited', message: `Google takes no more requests for now: ${message}` };
  if (has('SERVICE_DISABLED', 'accessNotConfigured')) {
    const sentence = 'An API is not enabled in your project at Google';
    return { kind: 'refused', message: `${sentence}: ${message}` };
  }
  const sentence =
    status === 404
      ? 'The spreadsheet is gone, or is not shared with the connected Google account.'
      : 'The spreadsheet is not shared with the connected Google account, or only for reading.';
  return { kind: 'refused', message: sentence };
}
