import { defineRun } from '../../action.ts';
import { absent, isHearsay, unproven } from '../../hearsay.ts';
import { byName } from '../columns.ts';
import { findValue } from '../findValue.ts';
import { type Place, readHeader, readRow } from '../sheet.ts';
import { definition } from './definition.ts';

export const run = defineRun(definition, async (input) => {
  const { config, client } = input;
  if (await isHearsay(input, config.value.trim())) return unproven;
  const { spreadsheet, sheet } = config;
  const place: Place = { client, spreadsheet, sheet };
  const header = await readHeader(place);
  const row = await findValue(place, { header, ...config });
  if (row === null) return absent;
  const cells = await readRow(place, row);
  return { outcome: 'found', output: { row, values: byName(header, cells) } };
});
