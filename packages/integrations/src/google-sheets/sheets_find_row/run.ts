import { defineRun } from '../../action.ts';
import { byName } from '../columns.ts';
import { findValue } from '../findValue.ts';
import { type Place, readHeader, readRow } from '../sheet.ts';
import { definition } from './definition.ts';

export const run = defineRun(definition, async ({ config, client }) => {
  const { spreadsheet, sheet } = config;
  const place: Place = { client, spreadsheet, sheet };
  const header = await readHeader(place);
  const row = await findValue(place, { header, ...config });
  if (row === null) return { outcome: 'absent', output: {} };
  const cells = await readRow(place, row);
  return { outcome: 'found', output: { row, values: byName(header, cells) } };
});
