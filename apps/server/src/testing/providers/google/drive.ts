import type { GoogleAccount } from '../google.ts';
import { json, Refusal, type Route } from '../standIn.ts';
import { type GoogleData, googleError, type Spreadsheet } from './data.ts';
import { selectFields } from './fields.ts';

const auth = 'https://www.googleapis.com/auth/';
const mimeType = 'application/vnd.google-apps.spreadsheet';
const usual = 'kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)';

/** Of Drive v3 the file list and who asks, which the scope of Sheets does not open. */
export function driveRoutes(data: GoogleData): Route<GoogleAccount>[] {
  const names = ['drive', 'drive.readonly', 'drive.metadata.readonly', 'drive.file'];
  const scopes = names.map((name) => `${auth}${name}`);
  return [
    {
      method: 'GET',
      path: '/drive/v3/about',
      scopes,
      handle({ query, grant: { account } }) {
        // Of all methods this one has no fields that it gives unasked.
        if (!query.get('fields')) throw required('fields');
        const { id: permissionId, name: displayName, email: emailAddress } = account;
        const user = { kind: 'drive#user', displayName, me: true, permissionId, emailAddress };
        return json({ kind: 'drive#about', user });
      },
    },
    {
      method: 'GET',
      path: '/drive/v3/files',
      scopes,
      handle({ query, grant: { scopes } }) {
        const wide = names.slice(0, 3).some((name) => scopes.includes(`${auth}${name}`));
        const matches = parseQuery(query.get('q') ?? '');
        const all = [...data.spreadsheets.values()]
          .filter((file) => (wide || file.byApp) && matches(file))
          .toSorted(orderOf(query.get('orderBy') ?? ''));
        const from = Number(query.get('pageToken') ?? 0);
        if (!Number.isInteger(from)) throw invalid('pageToken');
        const to = from + Number(query.get('pageSize') ?? 100);
        const files = all.slice(from, to).map(({ id, title, modifiedTime, trashed }) => ({
          kind: 'drive#file',
          id,
          name: title,
          mimeType,
          modifiedTime,
          trashed,
          webViewLink: `https://docs.google.com/spreadsheets/d/${id}/edit`,
        }));
        const list = {
          kind: 'drive#fileList',
          incompleteSearch: false,
          files,
          ...(to < all.length && { nextPageToken: String(to) }),
        };
        return json(query.has('fields') ? list : selectFields(list, usual));
      },
    },
  ];
}

const refused = (location: string, reason: 'invalid' | 'required', message: string) =>
  new Refusal(
    googleError(400, message, {
      errors: [{ message, domain: 'global', reason, location, locationType: 'parameter' }],
    }),
  );

const invalid = (location: string) => refused(location, 'invalid', 'Invalid Value');

const required = (location: string) =>
  refused(location, 'required', `The '${location}' parameter is required for this method.`);

const orderOf = (orderBy: string) => (a: Spreadsheet, b: Spreadsheet) => {
  if (orderBy.startsWith('modifiedTime desc')) return b.modifiedTime.localeCompare(a.modifiedTime);
  return orderBy.startsWith('name') ? a.title.localeCompare(b.title) : 0;
};

/** Terms joined by `and`: mimeType, trashed and name, and owners, who are all the same. */
function parseQuery(q: string): (file: Spreadsheet) => boolean {
  const term =
    /^\s*(?:(mimeType|name)\s*(=|!=|contains)\s*'((?:[^'\\]|\\.)*)'|(trashed)\s*=\s*(true|false)|'me' in owners)\s*(?:and\s|$)/;
  const tests: ((file: Spreadsheet) => boolean)[] = [];
  let rest = q;
  while (rest.trim()) {
    const found = rest.match(term);
    if (!found) throw invalid('q');
    rest = rest.slice(found[0].length);
    const [, field, operator, quoted = '', trashed, flag] = found;
    const value = quoted.replace(/\\(.)/g, '$1');
    if (trashed) tests.push((file) => String(file.trashed) === flag);
    if (field)
      tests.push((file) => compare(field === 'name' ? file.title : mimeType, operator!, value));
  }
  return (file) => tests.every((test) => test(file));
}

/** On names, `contains` finds the beginnings of words only. */
function compare(has: string, operator: string, value: string): boolean {
  if (operator === '=') return has === value;
  if (operator === '!=') return has !== value;
  return ` ${has.toLowerCase()}`.includes(` ${value.toLowerCase()}`);
}
