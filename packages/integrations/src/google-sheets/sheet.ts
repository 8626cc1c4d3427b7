import { type ProviderClient, ProviderError } from '../client.ts';
import { lettersOf } from './columns.ts';

/**
 * One sheet of a spreadsheet. Its columns are known by the names in its first row, which are read
 * each time: so a column may be moved. Rows and columns are numbered as people see them: from 1, A.
 */
export interface Place {
  client: ProviderClient;
  /** Its id. */
  spreadsheet: string;
  /** Its name. */
  sheet: string;
}

export const spreadsheetPath = (spreadsheet: string) =>
  `/v4/spreadsheets/${encodeURIComponent(spreadsheet)}`;

/** Where a person sees it. */
export const spreadsheetUrl = (spreadsheet: string) =>
  `https://docs.google.com/spreadsheets/d/${spreadsheet}/edit`;

/** Such as `'My sheet'!A1:C3`. */
export const rangeOf = ({ sheet }: Pick<Place, 'sheet'>, cells: string) =>
  `'${sheet.replaceAll("'", "''")}'!${cells}`;

export const valuesPath = (place: Place, cells: string) =>
  `${spreadsheetPath(place.spreadsheet)}/values/${encodeURIComponent(rangeOf(place, cells))}`;

/** @returns names of columns by position; '' where a column has none */
export async function readHeader(place: Place): Promise<string[]> {
  const [header = []] = await readValues(place, { cells: '1:1' });
  return header.map((name) => name.trim());
}

/** @returns what its cells show, as far as the last that is not empty */
export async function readRow(place: Place, row: number): Promise<string[]> {
  const [cells = []] = await readValues(place, { cells: `${row}:${row}` });
  return cells;
}

/**
 * The first row below the header whose cell fits. The whole column is read, which may have 2 MB.
 * @param column index from 0
 */
export async function findRow(
  place: Place,
  { column, fits }: { column: number; fits(cell: string): boolean },
): Promise<number | null> {
  const letters = lettersOf(column);
  const [cells = []] = await readValues(place, { cells: `${letters}:${letters}`, by: 'COLUMNS' });
  const index = cells.findIndex((cell, row) => row > 0 && fits(cell));
  return index === -1 ? null : index + 1;
}

/** Several ranges in one request, each as `readValues` gives it. */
export async function readRanges(place: Place, ranges: string[]): Promise<string[][][]> {
  const asked = ranges.map((cells) => `ranges=${encodeURIComponent(rangeOf(place, cells))}`);
  const { body } = await place.client.request({
    method: 'GET',
    path: `${spreadsheetPath(place.spreadsheet)}/values:batchGet?${asked.join('&')}`,
    query: { majorDimension: 'ROWS', fields: 'valueRanges(range,values)', prettyPrint: 'false' },
  });
  const { valueRanges = [] } = (body ?? {}) as { valueRanges?: { values?: string[][] }[] };
  return ranges.map((_, index) => valueRanges[index]?.values ?? []);
}

/** What cells show, formatted as in the sheet; without what is empty at the end. */
async function readValues(
  place: Place,
  { cells, by = 'ROWS' }: { cells: string; by?: 'ROWS' | 'COLUMNS' },
): Promise<string[][]> {
  const { body } = await place.client.request({
    method: 'GET',
    path: valuesPath(place, cells),
    query: { majorDimension: by, fields: 'values', prettyPrint: 'false' },
  });
  return (body as { values?: string[][] } | null)?.values ?? [];
}

export interface SheetProperties {
  sheetId: number;
  title: string;
  gridProperties: { columnCount: number; rowCount: number };
}

/** Those that have rows and columns, in their order: a chart may be a sheet as well. */
export async function readSheets(
  client: ProviderClient,
  spreadsheet: string,
): Promise<SheetProperties[]> {
  const { body } = await client.request({
    method: 'GET',
    path: spreadsheetPath(spreadsheet),
    query: {
      fields: 'sheets.properties(sheetId,title,sheetType,gridProperties(columnCount,rowCount))',
    },
  });
  const { sheets = [] } = (body ?? {}) as {
    sheets?: { properties: SheetProperties & { sheetType?: string } }[];
  };
  return sheets
    .map(({ properties }) => properties)
    .filter(({ sheetType = 'GRID' }) => sheetType === 'GRID');
}

/** A sheet that has not the columns that were chosen. @param instead what else helps, after “or” */
export function missingColumns(
  { sheet }: Pick<Place, 'sheet'>,
  names: string[],
  instead = 'choose another',
): ProviderError {
  const list = names.map((name) => `“${name}”`).join(', ');
  const [what, them] = names.length === 1 ? ['column', 'it'] : ['columns', 'them'];
  const message = `The sheet “${sheet}” has no ${what} ${list} in its first row. Add ${them} there, or ${instead}.`;
  return new ProviderError(message, { kind: 'refused' });
}
