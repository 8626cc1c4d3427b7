import { defineRun } from '../../action.ts';
import { columnOf, lettersOf } from '../columns.ts';
import { findValue } from '../findValue.ts';
import {
  missingColumns,
  type Place,
  rangeOf,
  readHeader,
  spreadsheetPath,
  spreadsheetUrl,
} from '../sheet.ts';
import { definition } from './definition.ts';

/**
 * Done twice, it leaves the same row. Between finding and writing there is a moment in which somebody
 * may move the row; Google has no way to write where a value is.
 */
export const run = defineRun(definition, async ({ config, client }) => {
  const { spreadsheet, sheet, values } = config;
  const place: Place = { client, spreadsheet, sheet };
  const header = await readHeader(place);
  const missing = values.filter(({ column }) => columnOf(header, column) === -1);
  if (missing.length > 0)
    throw missingColumns(
      place,
      missing.map(({ column }) => column),
    );
  const row = await findValue(place, { header, ...config });
  if (row === null) return { outcome: 'absent', output: {} };
  const given = values.filter(({ value }) => value !== '');
  if (given.length > 0)
    await client.request({
      method: 'POST',
      path: `${spreadsheetPath(spreadsheet)}/values:batchUpdate`,
      json: {
        valueInputOption: 'RAW',
        data: given.map(({ column, value }) => ({
          range: rangeOf(place, `${lettersOf(columnOf(header, column))}${row}`),
          values: [[value]],
        })),
      },
    });
  return { output: { row, spreadsheetUrl: spreadsheetUrl(spreadsheet) } };
});
