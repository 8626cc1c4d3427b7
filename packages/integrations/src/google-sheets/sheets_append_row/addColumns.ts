import { ProviderError } from '../../client.ts';
import { columnOf, lettersOf } from '../columns.ts';
import {
  type Place,
  rangeOf,
  readHeader,
  readSheets,
  spreadsheetPath,
  valuesPath,
} from '../sheet.ts';

/**
 * Names columns after the last that has a name.
 * @returns the header as it is then
 * @throws {ProviderError} `unavailable` when somebody else named columns in the same moment
 */
export async function addColumns(
  place: Place,
  { header, names }: { header: string[]; names: string[] },
): Promise<string[]> {
  await makeRoom(place, header.length + names.length);
  const cells = `${lettersOf(header.length)}1:${lettersOf(header.length + names.length - 1)}1`;
  await place.client.request({
    method: 'PUT',
    path: valuesPath(place, cells),
    query: { valueInputOption: 'RAW' },
    json: { range: rangeOf(place, cells), values: [names] },
  });
  // Two at once write over one another, since Google knows no condition: so it is read again.
  const after = await readHeader(place);
  if (names.every((name) => columnOf(after, name) !== -1)) return after;
  const message = `Somebody else changed the columns of “${place.sheet}” in this moment.`;
  throw new ProviderError(message, { kind: 'unavailable' });
}

/** A sheet takes no value beyond the columns that it shows. */
async function makeRoom({ client, spreadsheet, sheet }: Place, columnCount: number): Promise<void> {
  const found = (await readSheets(client, spreadsheet)).find(({ title }) => title === sheet);
  if (!found || found.gridProperties.columnCount >= columnCount) return;
  const { sheetId, gridProperties } = found;
  const length = columnCount - gridProperties.columnCount;
  await client.request({
    method: 'POST',
    path: `${spreadsheetPath(spreadsheet)}:batchUpdate`,
    json: { requests: [{ appendDimension: { sheetId, dimension: 'COLUMNS', length } }] },
  });
}
