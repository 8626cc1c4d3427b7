import type { GoogleAccount } from '../google.ts';
import { type Call, json, Refusal, type Route } from '../standIn.ts';
import { formatRange, parseRange, type Range } from './a1.ts';
import {
  type Cell,
  type GoogleData,
  googleError,
  newSheet,
  refuse,
  type Sheet,
  type Spreadsheet,
} from './data.ts';

type GoogleCall = Call<GoogleAccount>;
type Values = (Cell | null)[][];

const auth = 'https://www.googleapis.com/auth/';
const writers = [`${auth}spreadsheets`, `${auth}drive`, `${auth}drive.file`];
const readers = [...writers, `${auth}spreadsheets.readonly`, `${auth}drive.readonly`];

/** The routes of Sheets v4. */
export function sheetsRoutes(data: GoogleData): Route<GoogleAccount>[] {
  const reads = (path: string, handle: (call: GoogleCall, opened: Spreadsheet) => object) => ({
    method: 'GET',
    path: `/v4/spreadsheets/{id}${path}`,
    scopes: readers,
    handle: (call: GoogleCall) => {
      limit(data, call, 'read');
      return json(handle(call, open(data, call)));
    },
  });
  const writes = (
    method: string,
    path: string,
    handle: (call: GoogleCall, opened: Spreadsheet) => object,
  ) => ({
    method,
    path: `/v4/spreadsheets/{id}${path}`,
    scopes: writers,
    handle: (call: GoogleCall) => {
      limit(data, call, 'write');
      const opened = open(data, call);
      if (opened.readOnly) throw refuse(403, 'The caller does not have permission');
      const answer = handle(call, opened);
      opened.modifiedTime = new Date().toISOString();
      return json(answer);
    },
  });

  return [
    {
      method: 'POST',
      path: '/v4/spreadsheets',
      scopes: writers,
      handle(call) {
        limit(data, call, 'write');
        const opened = data.add(call.json?.properties?.title ?? 'Untitled spreadsheet', [], {
          byApp: true,
        });
        const asked: { properties?: { title?: string } }[] = call.json?.sheets ?? [];
        const titles = asked.map(
          ({ properties }, index) => properties?.title ?? `Sheet${index + 1}`,
        );
        if (titles.length > 0) opened.sheets = titles.map(newSheet);
        return json(shown(opened));
      },
    },
    writes('POST', ':batchUpdate', ({ json: body }, opened) => {
      const requests: object[] = body?.requests ?? [];
      if (requests.length === 0) throw refuse(400, 'Must specify at least one request.');
      const tried = structuredClone(opened);
      const replies = requests.map((request, index) => change(tried, request, index));
      // All or nothing.
      opened.sheets = tried.sheets;
      return { spreadsheetId: opened.id, replies };
    }),
    reads('', (_, opened) => shown(opened)),
    reads('/values:batchGet', ({ query }, opened) => ({
      spreadsheetId: opened.id,
      valueRanges: query.getAll('ranges').map((text) => read(opened, text, query)),
    })),
    writes('POST', '/values:batchUpdate', ({ json: body }, opened) => {
      const input = body?.valueInputOption;
      const parts: ValueRange[] = body?.data ?? [];
      const prepared = parts.map((part) => prepare(opened, part.range!, part));
      const responses = prepared.map((part) => write(opened, part, input));
      const sum = (of: (one: (typeof responses)[number]) => number) =>
        responses.reduce((total, one) => total + of(one), 0);
      return {
        spreadsheetId: opened.id,
        totalUpdatedRows: sum(({ updatedRows }) => updatedRows),
        totalUpdatedColumns: sum(({ updatedColumns }) => updatedColumns),
        totalUpdatedCells: sum(({ updatedCells }) => updatedCells),
        totalUpdatedSheets: new Set(prepared.map(({ range }) => range.sheet)).size,
        responses,
      };
    }),
    writes('POST', '/values/{range}:append', ({ params, query, json: body }, opened) => {
      const { range } = prepare(opened, params[1]!, { values: [] });
      const { sheet } = range;
      const rows = usedRows(sheet);
      const right = Math.max(0, ...sheet.values.map((row) => row.length - 1));
      const values = valuesOf(body ?? {});
      const place = { ...range, top: rows, ...ends(rows, range.left, values) };
      const grown = Math.max(sheet.rowCount, rows + values.length);
      const updates = write(opened, { range: place, values }, query.get('valueInputOption'), grown);
      const table = { sheet, top: 0, left: 0, bottom: rows - 1, right };
      return {
        spreadsheetId: opened.id,
        ...(rows > 0 && { tableRange: formatRange(table) }),
        updates,
      };
    }),
    reads('/values/{range}', ({ params, query }, opened) => read(opened, params[1]!, query)),
    writes('PUT', '/values/{range}', ({ params, query, json: body }, opened) =>
      write(opened, prepare(opened, params[1]!, body ?? {}), query.get('valueInputOption')),
    ),
  ];
}

function limit(data: GoogleData, { grant }: GoogleCall, kind: 'read' | 'write'): void {
  const allowed = data.limits[kind];
  if (!allowed) return;
  const key = `${kind} ${grant.account.id}`;
  const since = Date.now() - allowed.intervalMilliseconds;
  const recent = (data.asked[key] ?? []).filter((at) => at > since);
  if (recent.length >= allowed.max) {
    const name = kind === 'read' ? 'Read requests' : 'Write requests';
    const message = `Quota exceeded for quota metric '${name}' and limit '${name} per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:1234'.`;
    const reason = { reason: 'RATE_LIMIT_EXCEEDED', domain: 'googleapis.com' };
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', ...reason }];
    throw new Refusal(googleError(429, message, { details }));
  }
  data.asked[key] = [...recent, Date.now()];
}

/** The scope drive.file reaches no file that the app neither made nor was given. */
function open(data: GoogleData, { params, grant: { scopes } }: GoogleCall): Spreadsheet {
  const found = data.spreadsheets.get(params[0]!);
  const wide = scopes.some((scope) => readers.includes(scope) && scope !== `${auth}drive.file`);
  if (!found || !(wide || found.byApp)) throw refuse(404, 'Requested entity was not found.');
  return found;
}

const propertiesOf = ({ sheetId, title, rowCount, columnCount }: Sheet, index: number) => ({
  sheetId,
  title,
  index,
  sheetType: 'GRID',
  gridProperties: { rowCount, columnCount },
});

const shown = ({ id, title, sheets }: Spreadsheet) => ({
  spreadsheetId: id,
  properties: { title, locale: 'en_US', autoRecalc: 'ON_CHANGE', timeZone: 'Etc/GMT' },
  sheets: sheets.map((sheet, index) => ({ properties: propertiesOf(sheet, index) })),
  spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${id}/edit`,
});

interface Change {
  addSheet?: { properties?: { title?: string } };
  appendDimension?: { sheetId?: number; dimension: 'ROWS' | 'COLUMNS'; length: number };
}

function change({ sheets }: Spreadsheet, request: Change, index: number): object {
  if (request.addSheet) {
    const title = request.addSheet.properties?.title ?? `Sheet${sheets.length + 1}`;
    if (sheets.some((sheet) => sheet.title === title)) {
      const message = `Invalid requests[${index}].addSheet: A sheet with the name "${title}" already exists. Please enter another name.`;
      throw refuse(400, message);
    }
    const sheet = newSheet(title, Math.max(0, ...sheets.map(({ sheetId }) => sheetId)) + 1);
    sheets.push(sheet);
    return { addSheet: { properties: propertiesOf(sheet, sheets.length - 1) } };
  }
  if (request.appendDimension) {
    const { sheetId = 0, dimension, length } = request.appendDimension;
    const sheet = sheets.find((candidate) => candidate.sheetId === sheetId);
    const message = `Invalid requests[${index}].appendDimension: No grid with id: ${sheetId}`;
    if (!sheet) throw refuse(400, message);
    sheet[dimension === 'ROWS' ? 'rowCount' : 'columnCount'] += length;
    return {};
  }
  throw refuse(400, `Invalid requests[${index}]: the stand-in does not know this kind`);
}

interface ValueRange {
  range?: string;
  majorDimension?: 'ROWS' | 'COLUMNS';
  values?: Values;
}

const usedRows = ({ values }: Sheet) =>
  values.findLastIndex((row) => row.some((cell) => cell !== '' && cell !== undefined)) + 1;

function read(opened: Spreadsheet, text: string, query: URLSearchParams): object {
  const range = parseRange(opened, text);
  const { sheet, top, left } = range;
  checkGrid(range, { bottom: top, right: left }, sheet.rowCount);
  const raw = query.get('valueRenderOption') ?? 'FORMATTED_VALUE';
  const rows = sheet.values
    .slice(top, range.bottom + 1)
    .map((row) => Array.from(row.slice(left, range.right + 1), (cell) => cell ?? ''));
  const majorDimension = query.get('majorDimension') ?? 'ROWS';
  const lines = (majorDimension === 'COLUMNS' ? transpose(rows) : rows).map((line) =>
    withoutEnd(line, (cell) => cell === '').map((cell) => rendered(cell as Cell, raw)),
  );
  const values = withoutEnd(lines, (line) => line.length === 0);
  return {
    range: formatRange(range),
    majorDimension,
    ...(values.length > 0 && { values }),
  };
}

const withoutEnd = <Item>(items: Item[], isEmpty: (item: Item) => boolean): Item[] =>
  items.slice(0, items.findLastIndex((item) => !isEmpty(item)) + 1);

const transpose = <Item>(rows: Item[][]): (Item | '')[][] =>
  Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, column) =>
    rows.map((row) => row[column] ?? ''),
  );

function rendered(cell: Cell, how: string): string | number | boolean {
  if (typeof cell === 'object') return how === 'FORMULA' ? cell.formula : '#FORMULA';
  if (how !== 'FORMATTED_VALUE') return cell;
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
}

interface Prepared {
  range: Range;
  values: Values;
}

function prepare(opened: Spreadsheet, text: string, body: ValueRange): Prepared {
  const range = parseRange(opened, text);
  const values = valuesOf(body);
  const { bottom, right } = ends(range.top, range.left, values);
  if (values.length > 0 && (bottom > range.bottom || right > range.right)) {
    const isRows = bottom > range.bottom;
    const message = `Requested writing within range [${formatRange(range)}], but tried writing to ${isRows ? `row [${bottom + 1}]` : `column [${right + 1}]`}`;
    // A single cell only says where to begin.
    if (range.top !== range.bottom || range.left !== range.right) throw refuse(400, message);
  }
  checkGrid(range, { bottom, right }, range.sheet.rowCount);
  return { range: { ...range, bottom, right }, values };
}

function checkGrid({ sheet }: Range, last: { bottom: number; right: number }, rows: number): void {
  if (last.bottom < rows && last.right < sheet.columnCount) return;
  const message = `Range (${sheet.title}) exceeds grid limits. Max rows: ${rows}, max columns: ${sheet.columnCount}`;
  throw refuse(400, message);
}

function valuesOf({ values = [], majorDimension }: ValueRange): Values {
  if (!Array.isArray(values) || !values.every(Array.isArray)) {
    throw refuse(
      400,
      "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue)",
    );
  }
  return majorDimension === 'COLUMNS' ? transpose(values) : values;
}

const ends = (top: number, left: number, values: Values) => ({
  bottom: top + Math.max(values.length, 1) - 1,
  right: left + Math.max(1, ...values.map((row) => row.length)) - 1,
});

/** Writes what was prepared; null leaves a cell as it is. */
function write(
  opened: Spreadsheet,
  { range, values }: Prepared,
  input: unknown,
  rowCount = range.sheet.rowCount,
) {
  if (input !== 'RAW' && input !== 'USER_ENTERED') {
    throw refuse(400, "'valueInputOption' is required but not specified");
  }
  const { sheet, top, left } = range;
  checkGrid(range, range, rowCount);
  sheet.rowCount = rowCount;
  for (const [index, cells] of values.entries()) {
    const row = sheet.values[top + index] ?? [];
    while (sheet.values.length <= top + index) sheet.values.push([]);
    sheet.values[top + index] = row;
    for (const [offset, cell] of cells.entries()) {
      while (row.length <= left + offset) row.push('');
      if (cell !== null) row[left + offset] = input === 'RAW' ? cell : entered(cell);
    }
  }
  return {
    spreadsheetId: opened.id,
    updatedRange: formatRange(range),
    updatedRows: values.length,
    updatedColumns: Math.max(0, ...values.map((row) => row.length)),
    updatedCells: values.flat().filter((cell) => cell !== null).length,
  };
}

/** A text as if someone had typed it. */
function entered(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  if (cell.startsWith('=') || cell.startsWith('+')) return { formula: cell };
  if (/^-?\d+(\.\d+)?$/.test(cell)) return Number(cell);
  if (/^(true|false)$/i.test(cell)) return cell.toLowerCase() === 'true';
  return cell.startsWith("'") ? cell.slice(1) : cell;
}
