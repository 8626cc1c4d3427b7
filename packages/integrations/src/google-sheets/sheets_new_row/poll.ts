import { ProviderError } from '../../client.ts';
import { definePoll } from '../../trigger.ts';
import { byName } from '../columns.ts';
import { type Place, readRanges, readSheets, spreadsheetUrl } from '../sheet.ts';
import { definition } from './definition.ts';
import { beginAt, position, readOn, rowsToRead, within } from './position.ts';

/**
 * Two requests: how many rows the sheet has, and the header with what is below the last row that was
 * seen. `position` says which rows are new.
 */
export const poll = definePoll(definition, async ({ spreadsheet, sheet }, client, cursor) => {
  const place: Place = { client, spreadsheet, sheet };
  const rowCount = await readRowCount(place);
  const before = cursor === null ? beginAt(rowCount) : within(position.parse(cursor), rowCount);
  const { top, bottom } = rowsToRead(before, rowCount);
  const [header, rows] = await readRanges(place, ['1:1', `${top}:${bottom}`]);
  const { added, after, isMore } = readOn(before, { top, rows: rows! });
  const events = added.map(({ row, cells }, index) => ({
    id: `${before.series}-${before.told + index + 1}`,
    event: {
      row,
      values: byName(header![0] ?? [], cells),
      spreadsheetUrl: spreadsheetUrl(spreadsheet),
    },
  }));
  return { events, cursor: after, isMore };
});

async function readRowCount({ client, spreadsheet, sheet }: Place): Promise<number> {
  const found = (await readSheets(client, spreadsheet)).find(({ title }) => title === sheet);
  if (found) return found.gridProperties.rowCount;
  const message = `The spreadsheet has no sheet “${sheet}” any more.`;
  throw new ProviderError(message, { kind: 'refused' });
}
