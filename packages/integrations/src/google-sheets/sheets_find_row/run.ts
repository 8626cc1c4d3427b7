import { defineRun } from '../../action.ts';
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
  // Of two columns of one name the first counts.
  const named = header
    .map((name, index) => [name, cells[index] ?? ''] as const)
    .filter(([name]) => name !== '')
    .reverse();
  return { outcome: 'found', output: { row, values: Object.fromEntries(named) } };
});
