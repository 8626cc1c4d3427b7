import type { ProviderClient } from '../client.ts';
import { matching } from '../matching.ts';
import type { ListOptions } from '../provider.ts';
import { anywhereOf, api, objectPath, type Queried, query, segmentOf } from './api.ts';

/** A field as the description of its object has it. */
interface Field {
  name: string;
  label: string;
  type: string;
  createable: boolean;
  filterable: boolean;
  externalId: boolean;
  unique: boolean;
  nillable: boolean;
  defaultedOnCreate: boolean;
}

/** Types that compare with a text in quotes; numbers, dates and yes or no do not. */
const texts = ['id', 'string', 'email', 'phone', 'url', 'picklist', 'combobox', 'reference'];

const isNeeded = ({ nillable, defaultedOnCreate }: Field) => !nillable && !defaultedOnCreate;

export const pickers: Record<string, ListOptions> = {
  /** Which can be filled in. */
  fields: fieldsOf(
    ({ createable }) => createable,
    (field) => (isNeeded(field) ? `${field.name}, needed for a new one` : field.name),
  ),
  'readable-fields': fieldsOf(
    ({ type }) => type !== 'base64',
    ({ name }) => name,
  ),
  'searchable-fields': fieldsOf(
    ({ filterable, type }) => filterable && texts.includes(type),
    ({ name }) => name,
  ),
  /** Only where values are unique does a repetition find what was written, whatever happens. */
  'external-ids': fieldsOf(
    ({ externalId, unique, createable }) => externalId && unique && createable,
    ({ name }) => name,
  ),
  owners: listOwners,
};

/** The fields of the object that was chosen; Salesforce gives them all at once. */
function fieldsOf(
  isOffered: (field: Field) => boolean,
  describe: (field: Field) => string,
): ListOptions {
  return async (client, { search, of }) => {
    const { body } = await client.request({
      method: 'GET',
      path: `${objectPath(of.object ?? '')}/describe`,
    });
    const { fields } = body as { fields: Field[] };
    const items = fields.filter(isOffered).map((field) => ({
      value: field.name,
      label: field.label,
      description: describe(field),
    }));
    return matching(items, search);
  };
}

/** People who can work with records; users of other types are programs, guests and portals. */
async function listOwners(
  client: ProviderClient,
  { search, cursor }: Parameters<ListOptions>[1],
): ReturnType<ListOptions> {
  const named = search.trim() ? ` AND Name LIKE ${anywhereOf(search.trim())}` : '';
  const { records, nextRecordsUrl } =
    cursor === null
      ? await query(
          client,
          `SELECT Id, Name, Username FROM User WHERE IsActive = true AND UserType = 'Standard'${named} ORDER BY Name`,
        )
      : await readPage(client, cursor);
  const items = records.map(({ Id, Name, Username }) => ({
    value: String(Id),
    label: String(Name),
    description: String(Username),
  }));
  return { items, nextCursor: nextRecordsUrl?.split('/').at(-1) ?? null };
}

async function readPage(client: ProviderClient, locator: string): Promise<Queried> {
  const path = `${api}/query/${segmentOf(locator)}`;
  const { body } = await client.request({ method: 'GET', path });
  return body as Queried;
}
