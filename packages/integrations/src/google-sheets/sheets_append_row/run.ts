import { defineRun } from '../../action.ts';
import { ProviderError } from '../../client.ts';
import { columnOf, lettersOf } from '../columns.ts';
import {
  findRow,
  missingColumns,
  type Place,
  rangeOf,
  readHeader,
  spreadsheetUrl,
  valuesPath,
} from '../sheet.ts';
import { addColumns } from './addColumns.ts';
import { definition } from './definition.ts';

/**
 * Google appends without a key of its own, so the step's id is in the row. A first attempt appends
 * at once; a later one looks whether the id is there. A first attempt is known by its number: a
 * crash and a failure count, and being held back does not, which happens only before anything is
 * appended. Therefore appending is the last request.
 *
 * What nobody can rule out: that Google appends a row after we gave up waiting and have looked.
 */
export const run = defineRun(definition, async ({ config, client, effectId, attempt }) => {
  const { spreadsheet, sheet, values, idColumn } = config;
  const place: Place = { client, spreadsheet, sheet };
  const header = await readHeader(place);
  const there = attempt > 1 ? await findId(place, { header, idColumn, id: effectId }) : null;
  if (there !== null) return { output: outputOf(there, header) };

  const absent = (name: string) => columnOf(header, name) === -1;
  const missing = values.map(({ column }) => column.trim()).filter(absent);
  if (missing.length > 0 && !config.addColumns)
    throw missingColumns(place, missing, 'let the action add what is not there');
  if (header.length > 0 && header[0] === '') throw startsElsewhere(sheet);
  const names = [...new Set([...missing, ...[idColumn.trim()].filter(absent)])];
  const columns = names.length > 0 ? await addColumns(place, { header, names }) : header;

  const row: (string | null)[] = columns.map(() => null);
  for (const { column, value } of values) if (value !== '') row[columnOf(columns, column)] = value;
  row[columnOf(columns, idColumn)] = effectId;
  const { body } = await client.request({
    method: 'POST',
    path: `${valuesPath(place, 'A1')}:append`,
    // What visitors write stays text, and pushes down what stands below the table.
    query: { valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS' },
    json: { values: [row] },
  });
  const range = (body as Appended | null)?.updates?.updatedRange;
  const number = Number(range?.match(/![A-Z]+(\d+)(?::[A-Z]+\d+)?$/)?.[1]);
  if (number > 0) return { output: outputOf(number, columns) };
  throw new ProviderError('Google did not say which row it added.', {
    kind: 'unavailable',
    mayHaveHappened: true,
  });

  function outputOf(row: number, { length }: string[]) {
    const range = rangeOf(place, `A${row}:${lettersOf(length - 1)}${row}`);
    return { row, id: effectId, range, spreadsheetUrl: spreadsheetUrl(spreadsheet) };
  }
});

interface Appended {
  updates?: { updatedRange?: string };
}

async function findId(
  place: Place,
  { header, idColumn, id }: { header: string[]; idColumn: string; id: string },
): Promise<number | null> {
  const column = columnOf(header, idColumn);
  return column === -1 ? null : findRow(place, { column, fits: (cell) => cell === id });
}

/** Google takes the block of cells at A1 for the table, and appends to that one. */
function startsElsewhere(sheet: string): ProviderError {
  const message = `Cell A1 of the sheet “${sheet}” is empty: the names of the columns must begin there.`;
  return new ProviderError(message, { kind: 'refused' });
}
